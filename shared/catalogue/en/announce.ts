// English texts of notifications and notices: what people read outside the pages, by key.
export const announceTexts = {
  'announce.approve': 'Approve',
  'announce.deny': 'Deny',
  'announce.open': 'Open',
  'announce.decide_inside': 'Open Countersign to decide.',
  'announce.elicitation': 'A proof or an answer is needed.',
  'announce.widening': 'This would let more run without asking.',
  'announce.approve_refused':
    'It was not approved from the notification. It is still open; decide it in Countersign.',
  'announce.ended.done': 'Ran: {title}',
  'announce.ended.done_problem': 'Ran, with a problem: {title}',
  'announce.ended.said': '{connection} says: “{words}”',
  'announce.ended.once': 'Sent once, exactly as you approved it.',
  'announce.ended.denied': 'Denied: {title}',
  'announce.ended.expired': 'Expired: {title}',
  'announce.ended.cancelled': 'Cancelled: {title}',
  'announce.ended.failed': 'Not run: {title}',
  'announce.ended.unknown': 'Answer lost: {title}',
  'announce.busy.sending': 'Approved. Sending it to {connection}…',
  'announce.busy.more': '{connection} asks for more. One moment…',
  'announce.recovered':
    'The database was damaged. It was put aside as {file}, and Countersign started with an empty one. Connections have to be added again.',
  'announce.recovered_title': 'Started with an empty database',
  'announce.stopped_at_server': 'The authorization server was told to forget the request.',
  'announce.stopped_here':
    'Countersign stopped waiting. The request may stay open at the authorization server.',
  'announce.stopped_title': 'Stopped waiting: {title}',
  'announce.interaction':
    'Something has to be done at {host} before a token can come. Open it from the wait; the wait goes on meanwhile.',
  'announce.interaction_title': 'Look at it there: {title}',
  'announce.sign_in_of': 'Sign in to {name}',
  'announce.sign_in_done': 'The sign-in to {name} went through',
  'announce.sign_in_ended': 'The sign-in to {name} did not go through',
  'announce.passkey_registered': 'The passkey was registered at {host}.',
  'announce.passkey_title': 'Passkey',
  'announce.no_answer_title': 'It did not work',
  'announce.browser_refused':
    'The address could not be opened in the browser, so nothing was opened. Open it at the server yourself.',
} as const
