// What rules promise: made only by the person, no wider than they said, stopped at once, each proved by a test.
import type { Requirement } from './requirement.ts'

export const ruleRequirements = [
  {
    id: 'RULE-01',
    behaviour:
      'A rule speaks only about calls of its own agent, connection, tool, definition and task, and only in its time.',
    threat: 27,
  },
  {
    id: 'RULE-02',
    behaviour:
      'Every value of a call must be named by a rule that covers it, and every value that a rule names must be there.',
  },
  {
    id: 'RULE-03',
    behaviour: 'An amount is compared exactly, digit by digit; what is no plain decimal is asked.',
  },
  {
    id: 'RULE-04',
    behaviour: 'A path or address lies below another by whole names and plain spelling only.',
  },
  {
    id: 'RULE-05',
    behaviour: 'No call outside the bounds is covered, and a narrower rule never covers more.',
  },
  {
    id: 'RULE-06',
    behaviour:
      'What forbids goes before what warns, and that before what allows; high risk is never allowed by a rule.',
  },
  {
    id: 'RULE-07',
    behaviour: 'A rule that was seen as over is over for good, whatever the clock says later.',
  },
  {
    id: 'RULE-08',
    behaviour:
      'A use is counted in the transaction that allows the call, and two never share the last.',
  },
  {
    id: 'RULE-09',
    behaviour:
      'A call that was allowed unasked and has not been sent is asked about once that is taken back.',
    threat: 27,
  },
  {
    id: 'RULE-10',
    behaviour: 'A new prohibition stops what is held or allowed and not yet sent.',
    threat: 27,
  },
  { id: 'RULE-11', behaviour: 'Every decision by a rule records and names that rule.' },
  {
    id: 'RULE-12',
    behaviour:
      'A changed tool voids what was allowed, is told once, and is shown as a difference before it is allowed again.',
    threat: 125,
  },
  {
    id: 'RULE-13',
    behaviour:
      'A rule is made only with an approval in the approval view, in its transaction, for the very calls approved.',
    threat: 45,
  },
  {
    id: 'RULE-14',
    behaviour: 'What is offered beside once is as narrow as what was seen, and covers it.',
  },
  {
    id: 'RULE-15',
    behaviour:
      'The app window stops what a rule allows with one press; whatever lets more run it only asks for.',
    threat: 45,
  },
  {
    id: 'RULE-16',
    behaviour: 'A rule edited by hand in the database allows nothing and breaks nothing.',
  },
  {
    id: 'RULE-17',
    behaviour: 'No agent, model or server reaches what writes rules, whatever it claims.',
    threat: 45,
  },
  {
    id: 'RULE-18',
    behaviour:
      'Once is the default; what would run unasked is said before Approve, and changing it puts Approve to sleep.',
    threat: 29,
  },
  {
    id: 'RULE-19',
    behaviour: 'Rules are listed with uses, last use and end, and stopped from there.',
  },
  {
    id: 'RULE-20',
    behaviour:
      'At a real server: allowed for an hour runs unasked, anything else and everything of high risk is asked, stopping takes effect at once.',
  },
  {
    id: 'RULE-21',
    behaviour:
      'While the system says that the screen is locked, nothing runs by a rule: the person is asked.',
  },
] as const satisfies Requirement[]
