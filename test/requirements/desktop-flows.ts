// What the real app on a real desktop promises, each proved by a test that names it.
import type { Requirement } from './requirement.ts'

export const desktopFlowRequirements = [
  {
    id: 'E2E-01',
    behaviour: 'A call is held, approved from its notification, and runs exactly once.',
  },
  {
    id: 'E2E-02',
    behaviour: 'A call denied from its notification is not sent, and the agent is told.',
  },
  {
    id: 'E2E-03',
    behaviour: 'The notification of a high-risk call offers Deny and Open, never Approve.',
    threat: 39,
  },
  {
    id: 'E2E-04',
    behaviour: 'Money moves only after its amount was typed; a wrong one is refused in place.',
  },
  { id: 'E2E-05', behaviour: 'A denial with a reason reaches the agent.' },
  {
    id: 'E2E-90',
    behaviour:
      'After everything the real app did: no secret in clear, no rule of the servers broken, no other address reached.',
  },
] as const satisfies Requirement[]
