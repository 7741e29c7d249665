// What the record of activity, its receipts, its exports and its screen must do.
import type { Requirement } from './requirement.ts'

export const activityRequirements = [
  {
    id: 'ACT-01',
    behaviour: 'A sound export is found sound with the public key alone, in pieces of any size.',
  },
  {
    id: 'ACT-02',
    behaviour: 'Every flipped byte of an export is found, and every other spelling of a line.',
    threat: 132,
  },
  { id: 'ACT-03', behaviour: 'An export cut at its front, middle or end is found.', threat: 132 },
  { id: 'ACT-04', behaviour: 'Lines of an export that were moved or repeated are found.' },
  { id: 'ACT-05', behaviour: 'An export or receipt signed with a foreign key is found.' },
  { id: 'ACT-06', behaviour: 'What the app itself found missing in its record is said.' },
  {
    id: 'ACT-07',
    behaviour:
      'What is no export is refused in plain words, whatever its size, and steers no terminal.',
  },
  {
    id: 'ACT-08',
    behaviour:
      'A record whose end was cut or whose rows were changed is told of once on the next start; nothing else stops.',
    threat: [132, 144],
  },
  {
    id: 'ACT-09',
    behaviour:
      'An export is a private file that is there as a whole or not at all; what goes wrong is said.',
  },
  { id: 'ACT-10', behaviour: 'An export of some days says that it is a part, and is checkable.' },
  { id: 'ACT-11', behaviour: 'An export for people holds nothing that runs or is fetched.' },
  {
    id: 'ACT-12',
    behaviour:
      'Activity is found by words, kind, agent, connection, outcome and day, a page at a time.',
  },
  {
    id: 'ACT-13',
    behaviour: 'Activity is in the order in which it happened, whatever the clock did.',
  },
  { id: 'ACT-14', behaviour: 'A row that cannot be read hides no other.' },
  { id: 'ACT-15', behaviour: 'Decisions are counted by day and kind.' },
  { id: 'ACT-16', behaviour: 'A record of the version before is searchable, and unchanged.' },
  { id: 'ACT-17', behaviour: 'The activity stays quick with 100,000 rows.' },
  { id: 'ACT-18', behaviour: 'Narrowing is on record when it changed something, and only then.' },
  {
    id: 'ACT-19',
    behaviour:
      'The export of a whole story is found sound, and neither it nor any receipt holds a secret.',
    threat: 132,
  },
  {
    id: 'RCPT-01',
    behaviour:
      'Every call that ends leaves one signed receipt of what was asked, shown, decided, sent and answered.',
  },
  { id: 'RCPT-02', behaviour: 'A receipt says how a call was proved.' },
  { id: 'RCPT-03', behaviour: 'A receipt is written in the transaction that ends its call.' },
  {
    id: 'RCPT-04',
    behaviour:
      'What cannot be recorded is not run; what was changed after it was approved is not run, and its receipt says so.',
    threat: 23,
  },
  {
    id: 'RCPT-06',
    behaviour:
      'The signing key lasts where a keychain does, is named by the record before it signs, and is never in clear.',
  },
  {
    id: 'RCPT-07',
    behaviour: 'That a question was in front of the person is on record once, when it was.',
  },
  {
    id: 'RCPT-05',
    behaviour: 'A receipt that says other than the rows of its call is found, and a missing one.',
  },
] as const satisfies Requirement[]
