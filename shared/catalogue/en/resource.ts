// English texts of the resource room: what people read, by key.
export const resourceTexts = {
  'resource.call-changed':
    'The call that was about to be sent is not the one that was shown, so it was not sent.',
  'resource.other-address':
    'The server tried to lead Countersign to another address. Nothing was sent there.',
  'resource.result-cut': '[The answer had {count} characters; the rest was left out.]',
  'resource.result-image': '[An image, {type}]',
  'resource.result-audio': '[A sound, {type}]',
  'resource.result-link': '[A link: {address}]',
  'resource.result-file': '[A file: {address}]',
  'resource.not-reached': '{host} could not be reached. The call was not sent; try again later.',
  'resource.session-refused':
    '{host} did not open a session, so the call was not sent. It said: {words}',
  'resource.answer-lost':
    'The call was sent to {host}, but its answer was lost. It may have run. Look there before you ask again.',
  'resource.answer-missing': 'The answer ended without a result.',
  'resource.answered-status':
    '{host} answered with an error (HTTP {status}). The call did not succeed.',
  'resource.answered-error': '{host} refused the call: {words}',
  'resource.asked-for-input':
    '{host} asked for something in the middle of the call that cannot be answered, or kept asking. Countersign stopped; the call was not finished.',
  'resource.question-withdrawn':
    'The question that {host} asked in the middle of the call was put away, so the call was not sent again. It did not run.',
  'resource.answer-invalid':
    '{host} answered in a form that Countersign does not know, so nobody here can tell whether the call ran. Look there before you ask again.',
  'resource.key-gone': 'The key for {host} is gone from this computer. Sign in there again.',
  'resource.step-finding': 'Finding the server',
  'resource.step-protected': 'Finding who protects it',
  'resource.step-registering': 'Registering Countersign at {host}',
  'resource.sign-in-waits':
    '{host} has not decided yet. Countersign goes on asking; you will be told.',
  'resource.ending-title': 'Sign in to {name} again soon',
  'resource.ending':
    'What {host} allowed ends soon. Renew it at the connection; until then everything goes on as it is.',
  'resource.rest-waits':
    '{host} has not decided about everything yet. What is allowed already can be used meanwhile.',
  'resource.renewal-waits':
    '{host} wants somebody to agree before the sign-in goes on. Countersign goes on asking; you will be told.',
  'resource.step-passing-over': '{host} cannot be used; trying {next}',
  'resource.step-choosing': 'Asking {host}',
  'resource.choice-failed': '{host} cannot be used, so nothing was changed. {words}',
  'resource.not-offered':
    'The server of this connection does not name that authorization server. Nothing was changed.',
  'resource.unknown-issuer':
    'Countersign has not met that authorization server. Add a connection that uses it first.',
  'resource.bad-options': 'These settings cannot be read. Nothing was changed.',
  'resource.needs-client':
    '{host} does not let apps register themselves. Ask whoever runs it for a client ID, then enter it here.',
  'resource.client-refused':
    '{host} does not accept the client ID or the secret that was entered. Ask whoever runs it, and enter them again.',
  'resource.client-id-unreadable':
    'This is not a client ID. Copy it as it was given to you, without line breaks.',
  'resource.client-secret-missing': 'This way of signing in needs a secret. Enter it as well.',
  'resource.client-secret-unneeded': 'Without authentication there is no secret. Leave it empty.',
  'resource.client-secret-unreadable':
    'This is not a client secret. Copy it as it was given to you, without line breaks.',
  'resource.client-key-unreadable':
    'This is not a private key as a JWK (P-256, RSA or Ed25519). Copy the whole JSON, with its private part.',
  'resource.step-signing-in': 'Signing in at {host}',
  'resource.step-reading': 'Reading its tools',
  'resource.not-mcp':
    'There is a server at {host}, but it does not speak MCP at this address. Check the path (often /mcp).',
  'resource.not-oauth':
    '{host} asks for a sign-in, but does not say which authorization server does it. Countersign can only use OAuth.',
  'resource.needs-sign-in': 'Sign in to use this connection.',
  'resource.sign-in-ended': 'The sign-in at {host} is over. Sign in again; nothing else was lost.',
  'resource.refused-after-sign-in':
    '{host} refused to list its tools after the sign-in. Sign in again, or ask who runs it.',
  'resource.failed': 'Something went wrong with {host}. Try again.',
} as const
