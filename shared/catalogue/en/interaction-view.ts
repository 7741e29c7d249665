// English texts of the view that shows an authorization server's page inside the app: what people read, by key.
export const interactionViewTexts = {
  'interaction-view.title': 'A page of {host}',
  'interaction-view.label': 'About this page',
  'interaction-view.host': 'This page is of',
  'interaction-view.back': 'Back',
  'interaction-view.reload': 'Reload',
  'interaction-view.browser': 'Open in browser',
  'interaction-view.close': 'Close',
  'interaction-view.opening': 'Opening…',
  'interaction-view.local': 'On this computer, not encrypted.',
  'interaction-view.empty': 'This is an empty page, of nobody.',
  'interaction-view.encrypted': 'Encrypted; the certificate is valid for this name.',
  'interaction-view.certificate':
    'Encrypted. The certificate is valid for {subject}, issued by {issuer}, until {until}.',
  'interaction-view.certificate-bad':
    'The certificate of {host} is not valid ({error}), so nothing was loaded from there. Nothing is lost: the wait goes on. Ask whoever runs it.',
  'interaction-view.unreachable':
    '{host} could not be reached ({error}). Nothing is lost: the wait goes on. Reload to try again.',
  'interaction-view.crashed':
    'This page has crashed. Nothing of it was answered by that, and the wait goes on. Reload to open it again.',
  'interaction-view.foreign':
    'You have been led away from {issuer}, which you marked first-party. {host} is somebody else: enter nothing here that is meant for {issuer}.',
  'interaction-view.punycode':
    'This name is written with letters beyond the plain ones: {host} reads “{reads}”. Is that who you expect?',
  'interaction-view.blocked':
    'The page wanted to lead to an address that is not encrypted or not of the web. It was not opened.',
  'interaction-view.over': 'What this page was opened for has ended. It closes by itself.',
  'interaction-view.window':
    'The page wants to open another one. Windows are not opened from here; it can be opened in the system browser:',
  'interaction-view.download':
    'The page offered a file. Nothing was saved; it can be opened in the system browser:',
  'interaction-view.open-offer': 'Open in browser',
  'interaction-view.dismiss-offer': 'Dismiss',
} as const
