// English texts of the step-up room: what people read, by key.
export const stepUpTexts = {
  'step-up.answer-missing': '“{field}” is still empty. Nothing was sent.',
  'step-up.answer-does-not-fit':
    '“{field}” does not have the form the server asks for. Nothing was sent.',
  'step-up.code-was-wrong': 'That code was not accepted. Try again with the code shown now.',
  'step-up.code-used-up':
    'Three codes were not accepted. Choose again how to prove that it is you.',
  'step-up.user-code': 'Your user code',
  'step-up.user-code-why':
    '{host} wants the user code you agreed with it before it asks you on your other device.',
  'step-up.user-code-was-wrong': 'That user code was not accepted. Nobody was asked yet.',
  'step-up.detail-agree': 'Ask {host} for exactly this, for this call only',
  'step-up.details-too-long':
    'The server wants more permissions for this call than can be shown to you, so they were not asked for. The call was not sent.',
  'step-up.remedy-unreadable':
    'The server says that a permission is missing, but not in a way that can be read. The call was not sent.',
  'step-up.no-way':
    '{host} offers no way to ask that is turned on here. Look at the connection’s sign-in settings, then try again.',
  'step-up.denied-before':
    '{host} denied exactly this before, so it was not asked again. If you want it asked again, give the task once more yourself.',
  'step-up.not-granted': 'The authorization server did not grant this call with these values.',
  'step-up.progress-lesser': '{host} decides later. Asking what can be used meanwhile',
  'step-up.passkey-not-done': 'The passkey was not used. You can try once more, or decline.',
  'step-up.passkey-here-not-possible': 'A passkey cannot be used here: {reason}',
  'step-up.declined': 'You declined to give the proof. Nothing was sent for it.',
  'step-up.locked':
    'Too many codes were not accepted at {host}. Countersign asks there again from {time}. Your connection is kept.',
  'step-up.too-many-rounds':
    '{host} kept asking for more without coming to an end. Countersign stopped; the call was not sent.',
  'step-up.took-too-long':
    'The proof was not finished in time. The call was not sent; you can ask for it again.',
  'step-up.refused': '{host} did not grant this. The call was not sent. It said: “{words}”',
  'step-up.refused-silently':
    '{host} did not grant this and did not say why. The call was not sent.',
  'step-up.bad-answer':
    '{host} gave an answer that broke the rules, so it was not used. The call was not sent.',
  'step-up.not-bound':
    '{host} gave an access token that is not bound to this computer, so it was not used. The call was not sent.',
  'step-up.wider-scope':
    '{host} granted more than was asked for, so it was not used. The call was not sent.',
  'step-up.other-person':
    'Somebody else signed in at {host} than this connection belongs to, so it was not used. The call was not sent. To change the account, remove the connection and add it again.',
  'step-up.narrower-scope': '{host} granted less than this call needs. The call was not sent.',
  'step-up.no-answer':
    'No readable answer came from {host}. The call was not sent; try again when it is back.',
  'step-up.passkey-refused':
    'The passkey request from {host} did not belong to it, so no passkey was used. The call was not sent.',
  'step-up.weaker-than-asked':
    'The sign-in at {host} was weaker or older than the server asked for, so the call was not sent.',
  'step-up.forbidden': 'The server refused this call and named nothing that would change that.',
  'step-up.unknown-refusal':
    'The server refused this call in a way Countersign does not know. It said: “{error}”',
  'step-up.too-many-proofs':
    'The server kept refusing this call after what it asked for was given. Countersign stopped asking.',
  'step-up.no-authorization-server':
    'This server names no authorization server, so there is no way to prove who you are to it.',
  'step-up.not-registered':
    'Countersign is not registered at {host} yet. Sign in to this connection first.',
  'step-up.key-gone':
    'The key this connection was bound to is gone. Sign in again; nothing else was lost.',
  'step-up.no-standing-grant':
    'There is no valid sign-in for this connection. Sign in and try again.',
  'step-up.cannot-ask-here':
    '{host} asked for something that was not part of this. Nothing was given and the call was not sent.',
  'step-up.registration-not-offered': '{host} does not offer to register a passkey from this app.',
  'step-up.first-party-only':
    'Registering a passkey here needs {host} to be marked as first-party by you.',
  'step-up.authorization-denied': '{host} denied the request. It said: “{words}”',
  'step-up.authorization-denied-silently': '{host} denied the request.',
  'step-up.abandoned': 'The task was cancelled, so this was not finished.',
  'step-up.progress-refreshing': 'Renewing the sign-in at {host}',
  'step-up.progress-asking': 'Asking you for a proof for {host}',
  'step-up.progress-browser': 'Waiting for you to sign in at {host} in the browser',
} as const
