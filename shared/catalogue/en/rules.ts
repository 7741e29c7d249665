// Texts of rules: how they are made in the approval view, what they let run, and how they end.

export const ruleTexts = {
  'rule.bad':
    'These limits do not fit this request, so nothing was approved and no rule was made. The question is still open: choose the limits again, or approve it once.',
  'rule.end_denied': 'A rule of yours forbids it. It was not run.',
  'rule.end_taken_back':
    'What allowed it was taken back before anything had left. Nothing was sent. If it is still wanted, tell the agent to ask again.',
} as const
