// What the store must do.
import type { Requirement } from './requirement.ts'

export const storeRequirements = [
  { id: 'STO-01', behaviour: 'Every noun comes back after a restart as it was saved.' },
  {
    id: 'STO-02',
    behaviour: 'Secrets are sealed in every file, and files and folder are private to the person.',
    threat: 146,
  },
  { id: 'STO-03', behaviour: 'An approval can be spent by one attempt only, for good.' },
  { id: 'STO-04', behaviour: 'A transaction happens as a whole or not at all.' },
  {
    id: 'STO-05',
    behaviour: 'A row that cannot be read is reported and left out; the app goes on.',
  },
  {
    id: 'STO-06',
    behaviour: 'Every row of the activity log is bound by its hash to the row before.',
  },
  {
    id: 'STO-07',
    behaviour:
      'Rows sealed under a keychain key that is away are kept; rows sealed in the memory of an ended process end.',
    threat: 145,
  },
  {
    id: 'STO-08',
    behaviour: 'A damaged database is kept aside, a new one is started, and the app is told.',
    threat: 142,
  },
  {
    id: 'STO-09',
    behaviour: 'A database of a newer version is refused and left unchanged.',
    threat: 150,
  },
  {
    id: 'STO-10',
    behaviour: 'A full disk is reported as such, nothing half is kept, and it recovers with room.',
    threat: 139,
  },
  {
    id: 'STO-11',
    behaviour: 'What was acknowledged is still there after the process was killed.',
    threat: 135,
  },
  {
    id: 'STO-12',
    behaviour: 'Settings that cannot be read allow the least, whatever they allowed before.',
  },
  {
    id: 'STO-13',
    behaviour:
      'Everything is on the disk before it goes on, except reads that trust alone lets run: these reach it within a fifth of a second, in order.',
  },
  {
    id: 'STO-14',
    behaviour:
      'What is kept of rows that are read often is what the file holds: never from before a write, never from a transaction that was rolled back.',
  },
  {
    id: 'STO-15',
    behaviour:
      'What was appended to the activity can be found by its words at once, however busy agents are, and after the process was killed.',
  },
] as const satisfies Requirement[]
