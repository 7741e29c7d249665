// Requirements of many questions at once: groups of alike calls, the inbox with thousands, and floods.
import type { Requirement } from './requirement.ts'

export const manyRequirements = [
  {
    id: 'GROUP-01',
    behaviour:
      'A group holds open approvals of one tool, as it was defined, at one connection; never one of high risk, never an edited one.',
  },
  {
    id: 'GROUP-02',
    behaviour: 'The digest of a group changes with every member, its digest and its place.',
  },
  {
    id: 'GROUP-03',
    behaviour:
      'One decision about several decides, in one transaction, exactly the picked ones that are as they were shown; the others are named and untouched.',
  },
  {
    id: 'GROUP-04',
    behaviour:
      'A group is approved only as the approval view showed it, and only with members of it.',
  },
  {
    id: 'GROUP-05',
    behaviour: 'Each decision that was given together with others is recorded as such.',
  },
  {
    id: 'GROUP-06',
    behaviour:
      'A shown group never grows or moves under the pointer: what came later is offered, what ended keeps its row.',
  },
  {
    id: 'GROUP-07',
    behaviour:
      'Nothing of a group is picked by itself; every pick puts Approve to sleep anew; what is sent is what is picked.',
  },
  {
    id: 'GROUP-08',
    behaviour: 'Every value of every row of a group can be read in full, also in 360 pixels.',
  },
  {
    id: 'GROUP-09',
    behaviour: 'Calls that were approved as a group by real input on the real app all run, once.',
  },
  {
    id: 'GROUP-10',
    behaviour:
      'Twenty-five requests in 35 minutes from three agents take at most three interactions and one per high-risk call; none expires.',
  },
  {
    id: 'INBOX-01',
    behaviour: 'What is kept of open questions equals the store after any sequence of events.',
  },
  {
    id: 'INBOX-02',
    behaviour: 'Pages, groups and searches of the inbox leave nothing out and name nothing twice.',
  },
  {
    id: 'INBOX-03',
    behaviour:
      'With 10,000 open questions the list draws what is in sight, moves by keyboard and says where one stands.',
  },
  {
    id: 'INBOX-04',
    behaviour:
      'An agent with 500 held calls is refused further ones, and is told in words what to do; what needs no person still runs.',
    threat: 37,
  },
  {
    id: 'INBOX-05',
    behaviour:
      'A thousand calls from one agent leave the app responsive, lose nothing and keep memory bounded.',
    threat: 37,
  },
  {
    id: 'INBOX-06',
    behaviour:
      'Everything that one agent waits for is denied with one act, and nothing of another agent.',
    threat: 37,
  },
] as const satisfies Requirement[]
