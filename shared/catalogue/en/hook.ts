// Texts of the hook: what an agent is told that asks before it uses a tool of its own.

export const hookTexts = {
  'hook.own_tools': '{agent} on this computer',
  'hook.host': 'this computer, by the agent itself',
  'hook.why': 'It says that it works in the folder {folder}.',
  'hook.ended': 'You allowed it. The agent runs it itself; what it did is not known here.',
  'hook.result': 'Allowed.',
  'hook.allowed': 'Allowed in Countersign.',
  'hook.allowed_edited': 'Allowed in Countersign, with arguments that the person changed.',
  'hook.held':
    'Countersign holds this call until the person has decided. Nothing was run. Ask again with exactly the same arguments a little later; it is the same question then.',
  'hook.too_many_tools':
    'Countersign keeps at most 300 tool names for one agent, so this one was not asked about. Nothing was run.',
  'hook.failed': 'Countersign could not hold this call, so it is not allowed. Nothing was run.',
  'hook.unreadable':
    'Countersign could not read this question: it takes what Claude Code gives a PreToolUse hook. Decide here.',
} as const
