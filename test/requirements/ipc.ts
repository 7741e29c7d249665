// What the door between the pages and main promises, each proved by a test that names it.
import type { Requirement } from './requirement.ts'

export const ipcRequirements = [
  {
    id: 'IPC-01',
    behaviour: 'No verb answers a subframe, another web contents or another origin than its own.',
    threat: 1,
  },
  { id: 'IPC-02', behaviour: 'A message from a frame that is gone is refused.', threat: 2 },
  {
    id: 'IPC-03',
    behaviour:
      'An origin passes only if it is exactly the one of the page, however alike it looks.',
    threat: 3,
  },
  {
    id: 'IPC-04',
    behaviour: 'A verb that does not exist is refused, also when it is named like an own property.',
    threat: 4,
  },
  {
    id: 'IPC-05',
    behaviour: 'Malformed, huge, deep and cyclic input is refused at once and changes nothing.',
    threat: 5,
  },
  {
    id: 'IPC-06',
    behaviour: 'A page sees only the listed functions, and listeners get data, never the event.',
    threat: 6,
  },
  {
    id: 'IPC-07',
    behaviour:
      'No result and no event has a field for a secret, and what a schema does not name is dropped.',
    threat: 8,
  },
  { id: 'IPC-08', behaviour: 'No verb of the app window can widen what runs unasked.' },
  {
    id: 'IPC-09',
    behaviour: 'Every failure is answered with a code and words, never with silence.',
  },
  {
    id: 'IPC-10',
    behaviour:
      'An answer hands on its own surface and what the page named; a late denial never meets the next card.',
    threat: 29,
  },
] as const satisfies Requirement[]
