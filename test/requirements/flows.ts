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
  {
    id: 'FLOW-22',
    behaviour: 'A server that is not there, no MCP server or without OAuth is said so in words.',
  },
  {
    id: 'FLOW-23',
    behaviour: 'Metadata that names another issuer is not trusted.',
    source: 'RFC 8414 section 3.3',
  },
  {
    id: 'FLOW-24',
    behaviour: 'A redirect from a token endpoint is not followed and nothing is lost by it.',
  },
  {
    id: 'FLOW-25',
    behaviour: 'A token endpoint that answers against the rules ends the call as failed, in words.',
  },
  {
    id: 'FLOW-26',
    behaviour:
      'An unusable interval of a deferral falls back to a safe one; an unusable expiry starts no wait.',
    source: dtr,
  },
  {
    id: 'FLOW-27',
    behaviour: 'A wait outlives an outage of the authorization server without an early poll.',
    source: dtr,
  },
  { id: 'FLOW-28', behaviour: 'A token whose answer was lost is told as lost; nothing runs.' },
  { id: 'FLOW-29', behaviour: 'A call whose answer was lost is unknown and never sent again.' },
  { id: 'FLOW-30', behaviour: 'A server that keeps refusing is stopped by the loop guard.' },
  { id: 'FLOW-31', behaviour: 'A tool that changed after its call was shown is not run.' },
  { id: 'FLOW-32', behaviour: 'Arguments changed by one byte after they were shown are not sent.' },
  { id: 'FLOW-33', behaviour: 'One approval serves exactly one call, once.' },
  {
    id: 'FLOW-34',
    behaviour: 'A damaged database is kept aside and said so; the app starts anew.',
  },
  { id: 'FLOW-35', behaviour: 'A full disk leaves a question open, and nothing is sent.' },
  {
    id: 'FLOW-36',
    behaviour: 'Large arguments with bidi characters are shown with boxes and sent exactly.',
  },
  { id: 'FLOW-37', behaviour: 'The MCP reference server is added and called from a task.' },
  {
    id: 'FLOW-38',
    behaviour: 'An unmodified authorization server signs in by the browser with a bound token.',
    source: 'RFC 8252, RFC 9449',
  },
  {
    id: 'FLOW-39',
    behaviour: 'The checks after every flow find secrets in clear, strays and broken rules.',
  },
  {
    id: 'FLOW-40',
    behaviour:
      'Killed at random moments, a deferred call runs at most once and its end is told truthfully.',
  },
  {
    id: 'FLOW-41',
    behaviour: 'What was asked when the process went is asked once more and decided once.',
  },
  { id: 'FLOW-42', behaviour: 'Cancelling a task withdraws what it holds and asks.' },
  { id: 'FLOW-43', behaviour: 'Removing a connection ends its waits at the server too.' },
  { id: 'FLOW-44', behaviour: 'Two calls alike are decided each for itself.' },
  {
    id: 'FLOW-45',
    behaviour: 'An access token that has ended is renewed without asking the person.',
  },
  {
    id: 'FLOW-46',
    behaviour: 'Servers that demand DPoP nonces change nothing for the person.',
    source: 'RFC 9449 section 8',
  },
  { id: 'FLOW-47', behaviour: 'Without a first-party mark every proof goes through the browser.' },
  {
    id: 'FLOW-48',
    behaviour:
      'A lost or locked keychain ends sign-ins in words, and what is locked survives a new sign-in.',
  },
  {
    id: 'FLOW-49',
    behaviour: 'While the machine sleeps nothing is polled; awake, the wait goes on.',
  },
  { id: 'FLOW-50', behaviour: 'A poll answered with a token and an error at once uses neither.' },
] as const satisfies Requirement[]
