// What notifications, tray and small window promise about pace, quiet, lock and place, each proved by a test that names it.
import type { Requirement } from './requirement.ts'

export const notifyRequirements = [
  {
    id: 'NOTE-01',
    behaviour:
      'At most one notification of an agent is up at a time; several questions are one with their number, withdrawn with the last.',
    threat: 37,
  },
  {
    id: 'NOTE-02',
    behaviour:
      'At most three come up in a minute for one agent, one of them with a sound, and what was held back is told of later.',
    threat: 37,
  },
  {
    id: 'NOTE-03',
    behaviour:
      'After three denials of one agent in ten minutes it raises no notification for 5 minutes, then 10, 20, 40.',
    threat: 37,
  },
  {
    id: 'NOTE-04',
    behaviour:
      'A press answers only the one question its notification shows by itself; grouped, stale and replaced ones only open.',
    threat: 39,
  },
  {
    id: 'NOTE-05',
    behaviour:
      'In quiet hours and while not to be disturbed nothing comes up, over midnight and clock changes too; endings are told afterwards, once.',
  },
  {
    id: 'NOTE-06',
    behaviour: 'On a locked screen no title, name or amount is shown, and nothing can be approved.',
    threat: 39,
  },
  { id: 'NOTE-07', behaviour: 'Every kind of question notifies alike.' },
  {
    id: 'NOTE-08',
    behaviour: 'How a call ended is told once, and counts as told only when it could be seen.',
  },
  {
    id: 'NOTE-09',
    behaviour:
      'The small window comes up beside what was pressed, wholly inside the work area of one display.',
  },
  {
    id: 'NOTE-10',
    behaviour:
      'A test notification reports the way, the service, the time and what was pressed, or why it failed; its press decides nothing.',
  },
  {
    id: 'NOTE-11',
    behaviour:
      'A notification service that is missing, hangs, vanishes or returns leaves nothing that waits unseen.',
    threat: 40,
  },
] as const satisfies Requirement[]
