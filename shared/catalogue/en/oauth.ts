// English texts of the oauth room: what people read, by key.
export const oauthTexts = {
  'oauth.not_an_authorization_server':
    '{issuer} does not describe an authorization server. Nothing was sent. Check the address of the connection.',
  'oauth.issuer_mismatch':
    '{issuer} says it is somebody else, so it is not trusted. Nothing was sent. Tell whoever runs the server.',
  'oauth.endpoints_refused':
    '{issuer} names addresses that are not safe to use. Nothing was sent. Tell whoever runs the server.',
  'oauth.no_pkce':
    '{issuer} does not support PKCE with S256, so signing in there would not be safe. Tell whoever runs the server.',
  'oauth.resource_mismatch':
    '{host} describes itself as another server, so it is not trusted. Check the address of the connection.',
  'oauth.registration_failed':
    '{issuer} did not accept Countersign as an app. Nothing was lost. Ask whoever runs the server.',
  'oauth.registration_unsupported':
    '{issuer} does not let apps register themselves. Ask whoever runs the server for a client ID.',
  'oauth.callback_refused':
    'The answer in the browser did not come from {issuer}, so it was dropped. Nothing was granted. Start signing in again.',
  'oauth.no_browser_sign_in':
    '{issuer} offers no sign-in in the browser. Ask whoever runs the server how to sign in.',
  'oauth.par_failed': '{issuer} did not accept the sign-in request. Nothing was granted.',
  'oauth.ciba_missing_user_code':
    '{host} wants your user code before it asks you. Nobody was asked. Enter the code and try again.',
  'oauth.ciba_invalid_user_code':
    '{host} did not accept the user code. Nobody was asked. Check the code and try again.',
  'oauth.ciba_expired_hint':
    'What says who you are at {host} is too old. Nobody was asked. Sign in again, then try once more.',
  'oauth.ciba_unknown_user':
    '{host} does not know the person who should be asked. Check the name in the settings of this sign-in server.',
  'oauth.ciba_invalid_binding_message':
    '{host} would not show the words of this request, so nobody was asked. Tell whoever runs the server.',
  'oauth.ciba_access_denied':
    '{host} refused to ask. Nothing was granted. Whoever runs the server can say why.',
  'oauth.page_done_title': 'You are done here',
  'oauth.page_done_body': 'You can close this tab and go back to Countersign.',
  'oauth.page_failed_title': 'Something went wrong',
  'oauth.page_failed_body':
    'Nothing was granted. Close this tab and go back to Countersign to see what happened.',
} as const
