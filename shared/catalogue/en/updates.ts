// English texts of updates: what people read, by key.
export const updateTexts = {
  'updates.title': 'Updates',
  'updates.loading': 'Looking …',
  'updates.off_sources': 'This copy runs from its sources. Update it the way you got it.',
  'updates.off_feed':
    'This package names no place to look for updates. Update it the way you got it.',
  'updates.never': 'Not looked for yet.',
  'updates.none': 'No newer version when last looked for, {when}.',
  'updates.check': 'Look for updates',
  'updates.checking': 'Looking for a newer version …',
  'updates.available': 'Version {version} is there.',
  'updates.download': 'Download',
  'updates.downloading': 'Downloading version {version}: {percent} %.',
  'updates.ready':
    'Version {version} is downloaded and checked. Everything that waits goes on after the start.',
  'updates.install': 'Install and start anew',
  'updates.failed':
    'That did not work, and nothing was changed. {reason} Try again later; this version goes on working.',
  'updates.reason_unreachable': 'The place of the updates could not be reached.',
  'updates.reason_signature': 'What was downloaded is not signed by who made this app.',
  'updates.reason_damaged': 'What was downloaded is not what was announced.',
  'updates.reason_other': 'What came back could not be understood.',
} as const
