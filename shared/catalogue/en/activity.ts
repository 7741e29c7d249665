// English words of the activity screen and of the history of one call.

export const activityTexts = {
  'activity.refused_unrecordable':
    'It was not run, because no receipt of it could have been signed. Nothing was lost. Restart Countersign and ask again.',
  'activity.approved_rule': 'Allowed by a rule of yours',
  'activity.unreadable': 'An entry that cannot be read',
  'activity.call_gone': 'That call is no longer kept.',

  'activity.decided_none': 'Nobody decided it',
  'activity.decided_allowed_person': 'You approved it',
  'activity.decided_allowed_rule': 'A rule of yours allowed it',
  'activity.decided_allowed_policy': 'It only reads, at a connection you trust for reading',
  'activity.decided_denied_person': 'You denied it',
  'activity.decided_denied_rule': 'A rule of yours denied it',
  'activity.decided_denied_policy': 'It may not run here',
  'activity.proof_typed_number': 'You typed a number from the request',
  'activity.proof_one_time_code': 'One-time code, given to {host}',
  'activity.proof_passkey': 'Passkey, for {host}',
  'activity.proof_step_up': 'Stronger sign-in at {host}',
  'activity.proof_deferral': '{host} agreed after a wait',
} as const
