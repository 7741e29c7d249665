// English texts that are only read out: what changed by itself, by key.
export const accessTexts = {
  'access.card': 'On the screen now:',
  'access.ready': 'It can be answered now.',
} as const
