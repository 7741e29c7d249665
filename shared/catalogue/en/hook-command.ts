// Texts of the hook command: they reach the agent and the person in front of it, when the app itself cannot be asked.

export const hookCommandTexts = {
  'hook_command.usage':
    'Usage: countersign-hook [--timeout SECONDS] [--when-away ask|deny]\nThe time is the one your agent gives this hook. Nothing was allowed.\n',
  'hook_command.no_question':
    'Countersign was asked without a question that it can read, so it decides nothing here.',
  'hook_command.no_secret':
    'Countersign was not asked: COUNTERSIGN_SECRET does not hold this agent’s secret. It is made in Countersign, under Agents.',
  'hook_command.not_running':
    'Countersign was not asked: it does not run, or no agent may call it. Start it to decide there.',
  'hook_command.unsafe':
    'Countersign was not asked: the file that says where it listens is not this person’s own. Restart Countersign.',
  'hook_command.wrong_secret':
    'Countersign does not know this agent’s secret; it was replaced or revoked. Nothing was allowed. A new one is made in Countersign, under Agents.',
  'hook_command.refused':
    'Countersign refused to be asked (HTTP {status}), so it decides nothing here.',
  'hook_command.broken':
    'Countersign was asked and did not answer, so it decides nothing here. Look whether it still runs.',
} as const
