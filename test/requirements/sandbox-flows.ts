// What the sandbox must do beyond payments and documents: approvers, delegates, tickets, reviews, other dialects.
import type { Requirement } from './requirement.ts'

const dtr = 'draft-ietf-oauth-deferred-token-response-01'

export const sandboxFlowRequirements = [
  {
    id: 'SBX-14',
    behaviour:
      'Two of three approvers release a payment, one denial ends it, and nobody counts twice.',
  },
  {
    id: 'SBX-15',
    behaviour: 'A delegate answers for somebody on leave, and the client is not told who decided.',
  },
  {
    id: 'SBX-16',
    behaviour: 'A ticket system decides by its own clock, asks for patience and shows its ticket.',
    source: dtr,
  },
  {
    id: 'SBX-17',
    behaviour:
      'A reviewed sign-in waits where that was asked for and answers like the code it came from; without asking it gives little or nothing.',
    source: dtr,
  },
  {
    id: 'SBX-18',
    behaviour:
      'A deferred refresh keeps the old refresh token alive and extends the same grant in the end.',
    source: dtr,
  },
  {
    id: 'SBX-19',
    behaviour:
      'A notification token, a repeated opt-in and an opt-in that was not repeated are recorded.',
    source: dtr,
  },
  {
    id: 'SBX-20',
    behaviour: 'The desk is the other device of the customer: it shows the message and decides.',
    source: 'OpenID CIBA Core',
  },
  {
    id: 'SBX-21',
    behaviour:
      'A device code is compared and allowed in a browser, and polled under the same rules.',
    source: 'RFC 8628',
  },
  {
    id: 'SBX-22',
    behaviour: 'A deferral code goes by the name auth_req_id, or on to another device as a hint.',
  },
  {
    id: 'SBX-23',
    behaviour:
      'A deferral from the authorization endpoint is proved by its first poll, and only there.',
    source: dtr,
  },
  {
    id: 'SBX-24',
    behaviour: 'An OpenID deferred code is exchanged once for the id that is polled with.',
    source: 'OpenID Deferred Token Response 1.0',
  },
  {
    id: 'SBX-25',
    behaviour:
      'An identity assertion counts here at once, after a deferral, or after the same request came again.',
    source: 'draft-ietf-oauth-identity-assertion-authz-grant',
  },
  {
    id: 'SBX-26',
    behaviour: 'A service with a key and an office with a secret get tokens for themselves.',
    source: 'RFC 7523, RFC 6749 4.4',
  },
  {
    id: 'SBX-27',
    behaviour:
      'The bank names the authorization details it misses, and a token for them pays once.',
    source: 'draft-ietf-oauth-rar-metadata-remediation',
  },
  {
    id: 'SBX-28',
    behaviour: 'The bank can begin an auth_session for its client, bound to the key of its token.',
    source: 'draft-embesozzi-oauth-agent-native-authorization',
  },
  {
    id: 'FLOW-70',
    behaviour:
      'A payment that two of three must agree to runs once when they did, and not otherwise.',
  },
  { id: 'FLOW-71', behaviour: 'A delegate decides for somebody on leave, unknown to the client.' },
  {
    id: 'FLOW-72',
    behaviour: 'A call waits for a ticket system by its clock and its wishes about being asked.',
    source: dtr,
  },
  {
    id: 'FLOW-73',
    behaviour:
      'A sign-in that is deferred for a document check leaves the app less to go on with, and then all.',
    source: dtr,
  },
  {
    id: 'FLOW-74',
    behaviour:
      'A sign-in looked at for fraud after consent is released or denied without a second one.',
    source: dtr,
  },
  {
    id: 'FLOW-75',
    behaviour: 'A deferred refresh keeps the old refresh token and extends the same grant.',
    source: dtr,
  },
  {
    id: 'FLOW-76',
    behaviour:
      'A sign-in on another device shows the same words on both and ends as decided there.',
    source: 'OpenID CIBA Core',
  },
  {
    id: 'FLOW-77',
    behaviour:
      'A code is shown beside its address, and the sign-in ends as decided in the browser.',
    source: 'RFC 8628 3.3',
  },
  {
    id: 'FLOW-78',
    behaviour: 'The spelling auth_req_id is understood where it was turned on, and nowhere else.',
  },
  {
    id: 'FLOW-79',
    behaviour:
      'A wait that begins at the authorization endpoint ends in a sign-in without a second one.',
  },
  {
    id: 'FLOW-80',
    behaviour: 'A connection signs in as the app itself where the person turned that on.',
    source: 'RFC 6749 4.4',
  },
  {
    id: 'FLOW-81',
    behaviour:
      'A sign-in at an identity provider that we never met before counts at the bank, at once or after a wait.',
    source: 'draft-ietf-oauth-identity-assertion-authz-grant',
  },
  {
    id: 'FLOW-82',
    behaviour:
      'Missing authorization details are shown first, then asked for exactly, and pay once.',
    source: 'draft-ietf-oauth-rar-metadata-remediation',
  },
  {
    id: 'FLOW-83',
    behaviour:
      'An auth_session named by a resource server is used where that was marked, only there.',
  },
] as const satisfies Requirement[]
