// What the pause of all agents promises, each proved by a test that names it.
import type { Requirement } from './requirement.ts'

export const pauseRequirements = [
  {
    id: 'PAUSE-01',
    behaviour:
      'While all agents are paused no call is sent, judged, asked about or stepped up, in any order of events and restarts.',
  },
  {
    id: 'PAUSE-02',
    behaviour:
      'When the pause ends, every call it held goes on from where it was, with the whole time for its question.',
  },
  {
    id: 'PAUSE-03',
    behaviour:
      'While paused nothing about a call can be approved or answered from any surface; denying works.',
  },
  {
    id: 'PAUSE-04',
    behaviour:
      'Only a question approved in the approval view ends the pause; a crash or a restart never does.',
  },
  {
    id: 'PAUSE-05',
    behaviour: 'A call whose bytes have not left when the pause begins is held, not failed.',
  },
  {
    id: 'PAUSE-06',
    behaviour: 'The pause is begun from the app window, the tray and the menu, and is always seen.',
  },
  {
    id: 'PAUSE-07',
    behaviour: 'A task whose calls the pause holds says that it is paused, not that it works.',
  },
] as const satisfies Requirement[]
