// English texts of the deferral room: what people read, by key.
export const deferralTexts = {
  'deferral.end_denied': '{host} answered that the request was denied.',
  'deferral.end_expired':
    'The request expired at {host} before a decision reached Countersign. Nothing ran. Ask again if it is still wanted.',
  'deferral.end_invalid':
    '{host} no longer accepts this request. Nothing ran. Ask again if it is still wanted. It said: “{error}”',
  'deferral.end_bad_response':
    '{host} gave an answer that broke the rules, so it was not used. Nothing ran. Ask again if it is still wanted.',
  'deferral.end_wider_scope':
    '{host} granted more than was asked for, so it was not used. Nothing ran.',
  'deferral.end_weaker_proof':
    'The sign-in at {host} was weaker or older than the server asked for, so it was not used. Nothing ran.',
  'deferral.end_other_person':
    'Somebody else signed in at {host} than this connection belongs to, so it was not used. Nothing ran. To change the account, remove the connection and add it again.',
  'deferral.end_not_bound':
    '{host} gave an access token that is not bound to this computer, so it was not used. Nothing ran.',
  'deferral.end_cancelled': 'The request was withdrawn at {host}. Nothing ran.',
  'deferral.end_abandoned':
    'Countersign stopped waiting. The request may stay open at {host}: it could not be withdrawn there. Nothing ran.',
  'deferral.end_binding_lost':
    'The key that belongs to this request is gone, so its answer can no longer be fetched from {host}. Nothing ran. Ask again if it is still wanted.',
  'deferral.end_lost_result':
    '{host} may have answered, but the answer was lost on the way. It was not denied, and nothing ran. Ask again if it is still wanted.',
  'deferral.sign_in_denied': '{host} answered that the sign-in was denied.',
  'deferral.sign_in_expired':
    'The sign-in expired at {host} before a decision reached Countersign. What you had before stays as it is. Sign in again if it is still wanted.',
  'deferral.sign_in_invalid':
    '{host} no longer accepts this sign-in. What you had before stays as it is. Sign in again if it is still wanted. It said: “{error}”',
  'deferral.sign_in_bad_response':
    '{host} gave an answer that broke the rules, so it was not used. What you had before stays as it is. Sign in again if it is still wanted.',
  'deferral.sign_in_wider_scope':
    '{host} granted more than was asked for, so it was not used. What you had before stays as it is.',
  'deferral.sign_in_weaker_proof':
    'The sign-in at {host} was weaker or older than the server asked for, so it was not used. What you had before stays as it is.',
  'deferral.sign_in_other_person':
    'Somebody else signed in at {host} than this connection belongs to, so it was not used. To change the account, remove the connection and add it again.',
  'deferral.sign_in_not_bound':
    '{host} gave an access token that is not bound to this computer, so it was not used. What you had before stays as it is.',
  'deferral.sign_in_cancelled':
    'The sign-in was withdrawn at {host}. What you had before stays as it is.',
  'deferral.sign_in_abandoned':
    'Countersign stopped waiting. The sign-in may stay open at {host}: it could not be withdrawn there. What you had before stays as it is.',
  'deferral.sign_in_binding_lost':
    'The key that belongs to this sign-in is gone, so its answer can no longer be fetched from {host}. Sign in again if it is still wanted.',
  'deferral.sign_in_lost_result':
    '{host} may have answered, but the answer was lost on the way. The sign-in was not denied. Sign in again if it is still wanted.',
  'deferral.gone': 'This request is no longer waiting. Nothing was changed.',
} as const
