// What the hook is held to, by which an agent asks before it uses a tool of its own.
import type { Requirement } from './requirement.ts'

export const hookRequirements = [
  {
    id: 'HOOK-01',
    behaviour:
      'An agent is told that it may only once the person approved, the approval was spent and a receipt written; nothing is sent.',
  },
  {
    id: 'HOOK-02',
    behaviour:
      'The agent is told the reason of a denial, and the arguments as the person left them.',
  },
  {
    id: 'HOOK-03',
    behaviour:
      'Before the time of the agent is over it is told that the call is held; the same question attaches to it, and an approval counts once.',
  },
  {
    id: 'HOOK-04',
    behaviour:
      'The card says that the agent runs it itself on this computer, and shows every argument.',
  },
  {
    id: 'HOOK-05',
    behaviour:
      'Only tools known to read files can be of low risk, and only once the person trusts that agent with them.',
  },
  {
    id: 'HOOK-06',
    behaviour: 'Rules hold for the own tools of an agent by the same conditions.',
  },
  {
    id: 'HOOK-07',
    behaviour: 'A call that comes through the gateway as well is not asked about twice.',
  },
  {
    id: 'HOOK-08',
    behaviour:
      'Whatever is wrong, the hook never allows: it falls back to the question of the agent itself, or refuses.',
  },
  {
    id: 'HOOK-09',
    behaviour: 'The command asks by the number of this computer alone, from a process of its own.',
  },
  {
    id: 'HOOK-10',
    behaviour:
      'A real agent from npm, with the settings that the app gives it, runs what was approved, as it was approved, and nothing else.',
  },
] as const satisfies readonly Requirement[]
