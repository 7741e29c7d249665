// What whole flows of the engine promise, each proved by a test that names it.
import type { Requirement } from './requirement.ts'

const dtr = 'draft-ietf-oauth-deferred-token-response-01'

export const flowRequirements = [
  {
    id: 'FLOW-01',
    behaviour:
      'A bank is added, marked first-party and signed in to by a one-time code, without a browser.',
  },
  {
    id: 'FLOW-02',
    behaviour: 'A held call runs once when it is approved and leaves every step in the activity.',
  },
  { id: 'FLOW-03', behaviour: 'A denial with a reason reaches the agent and nothing is sent.' },
  { id: 'FLOW-04', behaviour: 'A question nobody answers ends its call as expired.' },
  {
    id: 'FLOW-05',
    behaviour: 'Money moves only after its amount was typed again; a wrong one leaves it open.',
  },
  {
    id: 'FLOW-06',
    behaviour: 'A stronger proof is given in the app and the call is sent again, once.',
    source: 'RFC 9470 section 3',
  },
  { id: 'FLOW-07', behaviour: 'Three wrong codes come to a clear end and nothing runs.' },
  { id: 'FLOW-08', behaviour: 'Declining a proof cancels the call.' },
  {
    id: 'FLOW-09',
    behaviour: 'A passkey is registered from the app and proves later calls.',
    source: 'webauthn-form/1',
  },
  { id: 'FLOW-10', behaviour: 'A passkey ceremony that is cancelled ends the call as cancelled.' },
  {
    id: 'FLOW-11',
    behaviour: 'Without an authenticator the passkey choice says why and the code still works.',
  },
  {
    id: 'FLOW-12',
    behaviour: 'A deferred call is waited for while its task goes on, and runs once.',
    source: dtr,
  },
  { id: 'FLOW-13', behaviour: 'A denied deferral ends its call as denied.', source: dtr },
  { id: 'FLOW-14', behaviour: 'An expired deferral ends its call as expired.', source: dtr },
  { id: 'FLOW-15', behaviour: 'Cancelling a wait tells the authorization server.', source: dtr },
  { id: 'FLOW-16', behaviour: 'slow_down makes the interval grow for good.', source: dtr },
  {
    id: 'FLOW-17',
    behaviour: 'A request that its customer must confirm first shows where.',
    source: dtr,
  },
  { id: 'FLOW-18', behaviour: 'A share its owner denies does not run, and the agent is told.' },
  {
    id: 'FLOW-19',
    behaviour: 'After a restart a wait goes on with the same DPoP key, not early, and runs once.',
    source: dtr,
  },
  { id: 'FLOW-20', behaviour: 'A wait kept in memory only ends with the process and says so.' },
  { id: 'FLOW-21', behaviour: 'A locked keychain keeps a wait locked; unlocked, it goes on.' },
] as const satisfies Requirement[]
