// Texts of rules: how they are made in the approval view, what they let run, and how they end.

export const ruleTexts = {
  'rule.bad':
    'These limits do not fit this request, so nothing was approved and no rule was made. The question is still open: choose the limits again, or approve it once.',
  'rule.end_denied': 'A rule of yours forbids it. It was not run.',
  'rule.end_taken_back':
    'What allowed it was taken back before anything had left. Nothing was sent. If it is still wanted, tell the agent to ask again.',
  'rule.gone': 'This rule is not there any more, or has ended. Nothing was changed.',
  'rule.only_asked':
    'This rule forbids or warns, so ending it lets more run. Nothing was changed. Ask for it, and confirm it in the approval view.',
  'rule.bad_change':
    'These limits do not fit this rule or its tool as it is now, so nothing was changed. Let the agent ask once more, and choose the limits there.',
  'rule.denied_alike': 'Forbidden from now on.',
  'rule.title_allow': '{agent} may use {tool} at {connection} unasked',
  'rule.title_deny': '{agent} may not use {tool} at {connection}',
  'rule.title_high': 'High risk: {agent} using {tool} at {connection}',
  'rule.limit_any': '{name}: anything',
  'rule.limit_equals': '{name}: exactly {value}',
  'rule.limit_one_of': '{name}: one of {values}',
  'rule.limit_at_most': '{name}: at most {limit}',
  'rule.limit_below': '{name}: below {prefix}',
  'rule.voided_title': '{tool} at {connection} has changed',
  'rule.voided_one':
    'The server changed this tool since you made a rule for it, so the rule ended and you are asked again. Rules shows what changed.',
  'rule.voided':
    'The server changed this tool since you made {count} rules for it, so they ended and you are asked again. Rules shows what changed.',
} as const
