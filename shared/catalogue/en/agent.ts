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
  'agent.end_deferral_expired': 'Nobody decided in time. It was not run.',
  'agent.end_deferral_cancelled': 'The wait was cancelled. It was not run.',
  'agent.end_deferral_invalid':
    'The authorization server does not know the request any more. It was not run.',
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
} as const
