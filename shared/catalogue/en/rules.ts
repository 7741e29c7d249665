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
  'rule.allow': 'Allow',
  'rule.approve': 'Approve and make the rule',
  'rule.reach_once': 'Once',
  'rule.reach_task': 'For this task',
  'rule.reach_hour': 'For an hour',
  'rule.reach_rule': 'By rule…',
  'rule.kind_of': 'What {name} may be',
  'rule.kind_equals': 'exactly this',
  'rule.kind_one_of': 'one of',
  'rule.kind_at_most': 'at most',
  'rule.kind_below': 'below',
  'rule.kind_any': 'anything',
  'rule.at_most_of': '{name} at most',
  'rule.below_of': '{name} below',
  'rule.one_of_of': '{name}: one value on each line',
  'rule.until': 'Ends',
  'rule.until_task': 'with this task',
  'rule.until_hour': 'in an hour',
  'rule.until_day': 'in a day',
  'rule.until_week': 'in a week',
  'rule.until_month': 'in a month',
  'rule.count': 'At most how often',
  'rule.count_any': 'any number of times',
  'rule.sentence_task':
    'Until this task ends, {agent} may use {tool} at {connection} without asking you:',
  'rule.sentence_hour': 'For an hour, {agent} may use {tool} at {connection} without asking you:',
  'rule.sentence_day': 'For a day, {agent} may use {tool} at {connection} without asking you:',
  'rule.sentence_week': 'For a week, {agent} may use {tool} at {connection} without asking you:',
  'rule.sentence_month': 'For a month, {agent} may use {tool} at {connection} without asking you:',
  'rule.at_most_uses': 'at most {count} times after this one',
  'rule.rest':
    'Anything else is asked about as before, and high risk always. You can stop it at any time under Rules.',
  'rule.unfinished':
    'These limits are not finished, or leave out what is shown above. Nothing can be approved with them.',
} as const
