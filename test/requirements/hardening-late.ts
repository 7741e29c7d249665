// What must hold when clock, network, pages and processes fail together, and what the tests owe themselves.
import type { Requirement } from './requirement.ts'

export const hardeningLateRequirements = [
  {
    id: 'LATE-01',
    behaviour:
      'Every requirement against a threat has a test that names a mutation it kills; no test is set aside or tried again, and no random number is without a seed.',
    threat: 168,
  },
  {
    id: 'LATE-02',
    behaviour:
      'With a clock of 1970 or 2100 the app starts, deletes nothing for its age, believes no approval of later, and goes on where it was when the clock is right.',
    threat: 154,
  },
  {
    id: 'LATE-04',
    behaviour:
      'A page or drawing process that dies is brought back ever more slowly; what waits is shown and armed anew, and nothing is approved by it.',
    threat: 164,
  },
  {
    id: 'LATE-05',
    behaviour:
      'What throws where nobody foresaw it is logged without secrets; nothing runs unasked or twice, nothing is lost, and the process goes on or ends in order.',
    threat: 166,
  },
  {
    id: 'LATE-06',
    behaviour:
      'On a network that delays, breaks off or swallows, no request goes out twice, every wait ends with a clear word, and an address that does not answer stands in no way of one that does.',
    source: 'RFC 9110 section 9.2.2, RFC 8305',
    threat: 167,
  },
  {
    id: 'LATE-07',
    behaviour:
      'A profile that was copied to another computer opens no secret there, says that a sign-in is needed, goes on after it, and is still whole at home.',
    threat: 151,
  },
  {
    id: 'LATE-08',
    behaviour:
      'Many questions, many waits at a wake, tokens that end at once and a slow disk all together: every call runs once, no poll is early, and the app goes on answering.',
    threat: 163,
  },
] as const satisfies Requirement[]
