// What the agent room promises, each proved by a test that names it.
import type { Requirement } from './requirement.ts'

export const agentRequirements = [
  {
    id: 'JRN-01',
    behaviour: 'A call that changes something is held, asked about, and sent once it is approved.',
  },
  {
    id: 'JRN-02',
    behaviour: 'An approval is spent in the same transaction that records the intent to send.',
    threat: 26,
  },
  {
    id: 'JRN-03',
    behaviour:
      'What is sent is what was shown: a changed byte, tool, server or issuer is refused before sending.',
    threat: 23,
  },
  {
    id: 'JRN-04',
    behaviour:
      'A call is sent again only after a recorded definite refusal, in every order of events and crashes.',
    threat: 26,
  },
  {
    id: 'JRN-05',
    behaviour: 'A call whose answer was lost ends as unknown and is never sent again by itself.',
  },
  {
    id: 'JRN-06',
    behaviour: 'At most one refresh and two interactive rounds are made for one call.',
    case: 138,
  },
  {
    id: 'JRN-07',
    behaviour: 'Every way a wait can end gives the call exactly one end with its own words.',
  },
  {
    id: 'JRN-08',
    behaviour: 'A tool whose definition changed after approval is not run.',
    threat: 125,
  },
  {
    id: 'JRN-09',
    behaviour:
      'An approval survives a restart and ends ten minutes unsent, or with its wait after at most seven days.',
    threat: 27,
  },
  {
    id: 'JRN-10',
    behaviour: 'A new deny of the policy stops an approved call before it is sent.',
    threat: 27,
  },
  {
    id: 'JRN-11',
    behaviour: 'A full disk loses no outcome and sends nothing that was not saved first.',
    threat: 139,
  },
  {
    id: 'JRN-12',
    behaviour: 'Tokens never reach the agent: known and token-like texts are taken out of results.',
    threat: 119,
  },
  {
    id: 'JRN-13',
    behaviour: 'A grant obtained for one call serves only it and is dropped when it has ended.',
  },
  {
    id: 'JRN-14',
    behaviour:
      'Stopping waits a bounded time for the answer of what is on the way, saves it, and sends nothing new.',
  },
  {
    id: 'AGT-01',
    behaviour:
      'The rehearsal model turns a sentence into calls of any connected server by a documented grammar.',
  },
  {
    id: 'AGT-02',
    behaviour: 'A sentence outside the grammar gets an answer with examples that work here.',
  },
  {
    id: 'AGT-03',
    behaviour: 'A held call suspends only itself: the rest of the task goes on.',
  },
  {
    id: 'AGT-04',
    behaviour: 'A task that was cut off goes on at the step it was in, without repeating a call.',
  },
  {
    id: 'AGT-05',
    behaviour: 'Cancelling a task ends its questions and its waits, and nothing of it runs later.',
  },
  {
    id: 'AGT-06',
    behaviour:
      'The overview shows what waits for the person and what waits for others, with who is waited for.',
  },
] as const satisfies Requirement[]
