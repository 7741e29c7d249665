// English texts of the agent room: what people read, by key.
export const agentTexts = {
  'agent.connection_gone':
    'The connection was removed, so the call was not made. Nothing was sent.',
  'agent.unknown_tool':
    'The server has no tool of that name, so the call was not made. Refresh the connection and look at its tools.',
  'agent.task_gone': 'This task does not exist any more.',
  'agent.agent_gone': 'This agent does not exist. Nothing was started.',
  'agent.end_done': 'It ran.',
  'agent.end_done_error': 'It ran, and the tool reported a problem.',
  'agent.end_denied': 'You denied it. Nothing was sent.',
  'agent.end_denied_reason': 'You denied it: “{reason}” Nothing was sent.',
  'agent.end_denied_policy': 'The policy denies it. It was not run.',
  'agent.end_expired_question': 'Nobody answered in time. Nothing was sent.',
  'agent.end_expired_unsent': 'The approval ran out before it could be used. It was not run.',
  'agent.end_cancelled': 'It was cancelled and was not run.',
  'agent.end_not_sent': 'It was not sent: {reason} Nothing has happened at the server.',
  'agent.end_unknown':
    'The answer was lost, so nobody here knows whether it ran. It is not sent again by itself: look at the server first. {reason}',
  'agent.end_unknown_restart':
    'The app ended while the call was on its way, so nobody here knows whether it ran. It is not sent again by itself: look at the server first.',
  'agent.end_failed': 'The server refused it or could not do it: {reason}',
  'agent.end_loop_guard':
    'The server asked for more again after everything it asked for was given. It was not run.',
  'agent.end_step_up_failed': 'What the server asked for could not be obtained. It was not run.',
  'agent.end_deferral_denied': 'The request was denied. It was not run.',
  'agent.end_deferral_expired': 'The request expired without an answer. It was not run.',
  'agent.end_deferral_cancelled': 'The wait was cancelled. It was not run.',
  'agent.end_deferral_invalid':
    'The request ended at the authorization server without a usable answer. It was not run.',
  'agent.end_binding_lost':
    'The key that this wait was bound to is gone, so the token cannot be fetched. It was not run.',
  'agent.end_lost_result':
    'The authorization server’s answer was lost and cannot be fetched again. It was not run. Ask again to start over.',
  'agent.refused_connection_gone': 'The connection is gone or has changed. It was not run.',
  'agent.refused_tool_gone': 'The server no longer offers this tool. It was not run.',
  'agent.refused_tool_changed':
    'The server changed what this tool does after it was approved. It was not run. Ask again to see the new one.',
  'agent.refused_changed':
    'What would be sent is no longer what was approved. It was not run. Ask again to see it anew.',
  'agent.refused_spent': 'The approval was already used. It was not run again.',
  'agent.result_cut': '[The result was longer; {left} more characters were left out here.]',
  'agent.rehearsal_one': 'Doing one thing. If it is held, it waits for you.',
  'agent.rehearsal_many':
    'Doing {calls} things. Each goes its own way: one that is held does not hold the others.',
  'agent.rehearsal_unknown': 'I do not know what to do with “{clause}”.',
  'agent.rehearsal_missing': 'For {tool} I still need: {names}. For example: {example}',
  'agent.rehearsal_no_tools': 'Nothing is connected yet. Add a connection first, then ask again.',
  'agent.rehearsal_help':
    'I am the rehearsal model: I understand plain sentences about the connected tools, joined by “and then”. Values may be given as name: value. For example:',
  'agent.rehearsal_result': '{title}: {outcome}',
  'agent.rehearsal_all_ran': 'That is all: all {total} ran.',
  'agent.rehearsal_some_ran': 'That is all: {ran} of {total} ran. Not run or not known: {others}.',
  'agent.task_cancelled':
    'You cancelled this task. What was held or waiting is ended; nothing more is sent.',
  'agent.task_failed':
    'The agent stopped because of a problem of its own. What was held is still there. {reason}',
  'agent.line_received': 'Asked for by {agent}',
  'agent.line_asked': 'Held, waiting for you',
  'agent.line_approved': 'You approved',
  'agent.line_approved_policy': 'Allowed: it only reads, at a connection you trust for reading',
  'agent.line_denied': 'You denied',
  'agent.line_sent': 'Sent to {connection}',
  'agent.line_sent_again': 'Sent again to {connection}, byte for byte the same',
  'agent.line_challenged': '{connection} asked for more',
  'agent.line_challenged_proof': 'It wants a stronger proof that it is you.',
  'agent.line_challenged_scope': 'It wants a permission that was not granted yet.',
  'agent.line_challenged_token': 'It wants a fresh access token.',
  'agent.line_deferred': '{host} has not decided yet',
  'agent.line_stepped_up': 'What was asked for was given',
  'agent.line_told': 'You were told',
  'agent.line_ended': 'Ended',
  'agent.line_checked_never': 'Not checked yet',
  'agent.line_checked_once': 'Checked once',
  'agent.line_checked': 'Checked {count} times',
  'agent.line_same_answer': 'Still waiting for {host}.',
  'agent.line_suspended': 'Paused; the next check follows when the app can reach it.',
  'agent.line_then': 'Then',
  'agent.line_sign_in_asked': 'Asked {host} for a sign-in',
  'agent.line_then_sign_in_words': 'You are signed in, and the tools are read.',
  'agent.wait_sign_in': 'Sign in to {name}',
  'agent.wait_renew': 'Renew the sign-in to {name}',
  'agent.ended_call_goes_on': '{host} agreed. The call goes on.',
  'agent.ended_sign_in_succeeded': '{host} agreed. The sign-in is there.',
  'agent.ended_sign_in_denied':
    '{host} said no. Nothing was granted; what was there before was not touched.',
  'agent.ended_sign_in_expired':
    'The request ran out at {host} before a decision reached Countersign. Nothing was granted. Sign in again if you still want it.',
  'agent.ended_sign_in_invalid':
    '{host} ended the request without a usable answer. Nothing was granted. Sign in again if you still want it.',
  'agent.ended_sign_in_cancelled':
    'You stopped it, and {host} was told to forget it. Nothing was granted.',
  'agent.ended_sign_in_abandoned':
    'You stopped it. {host} could not be told, so somebody may still decide it there, without effect here.',
  'agent.ended_sign_in_binding_lost':
    'The key that belongs to this request is gone, so its answer could not be fetched from {host}. Nothing was granted. Sign in again.',
  'agent.ended_sign_in_lost_result':
    '{host} may have answered, but the answer was lost on the way and cannot be fetched again. It was not denied. Sign in again to get a new answer.',
  'agent.line_then_words': 'It is sent once, exactly as you saw it.',
  'agent.surface_approval': 'in the approval view',
  'agent.surface_notification': 'from the notification',
  'agent.surface_app': 'in the app window',
  'agent.surface_tray': 'from the tray',
  'agent.row_connection_added': 'Connection added: {connection}',
  'agent.row_connection_removed': 'Connection removed',
  'agent.row_signed_in': 'Signed in at {connection}',
  'agent.row_passkey_registered': 'Passkey registered at {connection}',
  'agent.row_widened': 'More was allowed to run unasked',
  'agent.row_narrowed': 'Less may run unasked',
  'agent.row_store_recovered': 'The database was damaged and put aside',
} as const
