// What the process as a whole owes the person: how it starts, what it writes down, and how it ends.
import type { Requirement } from './requirement.ts'

export const appRequirements = [
  {
    id: 'APP-01',
    behaviour:
      'Quitting stops everything first, waits a bounded time for it, and ends the process once.',
  },
  {
    id: 'APP-02',
    behaviour:
      'An exception nobody caught is logged, everything is stopped, the person is told, and the process ends.',
  },
  { id: 'APP-03', behaviour: 'A rejection nobody handled is logged and the app goes on.' },
  {
    id: 'APP-04',
    behaviour: 'The log holds printable characters only, whatever was written into it.',
    threat: 34,
  },
  { id: 'APP-05', behaviour: 'The log is private, bounded, and never stops the app.' },
  {
    id: 'APP-06',
    behaviour: 'A start option is taken only when it names a server on this computer.',
    threat: 16,
  },
  {
    id: 'APP-07',
    behaviour: 'A data folder that cannot be used is said in words that help, and nothing is made.',
  },
  {
    id: 'APP-08',
    behaviour:
      'A question that opens by itself never takes the keyboard from another program, and never the place of an open card.',
    threat: 38,
  },
  {
    id: 'APP-09',
    behaviour: 'Asking for the same widening again opens no second question.',
    threat: 37,
  },
  {
    id: 'APP-10',
    behaviour: 'With a connection go the questions about it, and nothing it was to get is given.',
  },
  {
    id: 'APP-11',
    behaviour: 'Words of others never change, move or imitate what the app itself says on a card.',
    threat: 35,
  },
  {
    id: 'APP-12',
    behaviour:
      'However small the view, Approve and Deny are whole, in sight and on top while Approve is awake.',
    threat: 41,
  },
  {
    id: 'APP-13',
    behaviour: 'Nothing is widened unless the person approved exactly that; what is, is recorded.',
    threat: 45,
  },
  {
    id: 'APP-14',
    behaviour: 'The app page opens only what still waits, and closes only the pane.',
    threat: 29,
  },
  {
    id: 'APP-20',
    behaviour:
      'How a held call ended is told once, also when the process died before it could say so.',
  },
] as const satisfies Requirement[]
