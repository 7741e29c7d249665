// What the real app on a real desktop promises, each proved by a test that names it.
import type { Requirement } from './requirement.ts'

const dtr = 'draft-ietf-oauth-deferred-token-response-01'

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
    id: 'E2E-10',
    behaviour: 'A code that is pasted, also in groups, proves a payment right in the app.',
    source: 'RFC 9470 section 3',
  },
  {
    id: 'E2E-11',
    behaviour: 'After a wrong code the tries left are shown, and the right one still works.',
  },
  { id: 'E2E-12', behaviour: 'Three wrong codes come to a clear end, and nothing is paid.' },
  {
    id: 'E2E-13',
    behaviour: 'A passkey registered from Connections proves later calls.',
    source: 'webauthn-form/1',
  },
  {
    id: 'E2E-14',
    behaviour: 'A cancelled passkey ceremony ends the call as cancelled, and nothing is paid.',
  },
  { id: 'E2E-20', behaviour: 'A deferred call does not hold up its task.', source: dtr },
  {
    id: 'E2E-21',
    behaviour: 'A wait shows which server has not decided, the next check and the time left.',
  },
  {
    id: 'E2E-22',
    behaviour: 'Killed while it waits, the app goes on with the same key, not early.',
    source: dtr,
  },
  {
    id: 'E2E-23',
    behaviour: 'A wait that is approved runs its call once, and the person is told.',
    source: dtr,
  },
  {
    id: 'E2E-24',
    behaviour: 'Out of sight of the app the end of a wait is told by a notification, once.',
  },
  {
    id: 'E2E-25',
    behaviour: 'A wait that the person stops is cancelled at the authorization server.',
    source: dtr,
  },
  {
    id: 'E2E-30',
    behaviour:
      'Killed at random moments of a deferral, the call never runs twice, and its end is told truthfully.',
  },
  {
    id: 'E2E-06',
    behaviour: 'A notification goes away when its question is answered elsewhere.',
  },
  {
    id: 'E2E-50',
    behaviour:
      'The approval view is a process and an origin of its own, sandboxed and without Node.',
    threat: 10,
  },
  {
    id: 'E2E-52',
    behaviour: 'No page navigates, opens a window or is given a permission.',
    threat: 9,
  },
  {
    id: 'E2E-53',
    behaviour: 'The app window cannot approve, by its bridge or past it.',
    threat: 8,
  },
  {
    id: 'E2E-54',
    behaviour: 'An answer counts only for what was shown, for 500 ms and visibly.',
    threat: 44,
  },
  {
    id: 'E2E-55',
    behaviour: 'Malformed messages of the app window are refused in words and change nothing.',
    threat: 5,
  },
  {
    id: 'E2E-90',
    behaviour:
      'After everything the real app did: no secret in clear, no rule of the servers broken, no other address reached.',
  },
] as const satisfies Requirement[]
