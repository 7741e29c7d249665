// Requirements of questions that MCP servers ask in the middle of a call.
import type { Requirement } from './requirement.ts'

const elicitation = 'MCP 2026-07-28, elicitation'
const rounds = 'MCP 2026-07-28, multi round-trip requests'
const binding = 'draft-embesozzi-oauth-agent-native-authorization, MCP binding'

export const relayRequirements = [
  {
    id: 'RELAY-01',
    behaviour:
      'A first-party server relays a choice and a one-time code in both eras; the code goes into that one answer and nowhere else.',
    source: binding,
    threat: 98,
  },
  {
    id: 'RELAY-02',
    behaviour:
      'A relayed passkey is used for the authorization server’s own origin, with user verification.',
    source: binding,
  },
  {
    id: 'RELAY-03',
    behaviour: 'Declining and putting away are told to the server as what they are.',
    source: elicitation,
  },
  {
    id: 'RELAY-04',
    behaviour: 'Wrong relayed codes count down and lock the issuer as direct ones do.',
    threat: 101,
  },
  {
    id: 'RELAY-05',
    behaviour:
      'A proof is relayed only over a connection the person marked, for the issuer it was marked for.',
    source: binding,
    threat: [96, 110],
  },
  {
    id: 'RELAY-06',
    behaviour:
      'A relayed passkey request for another site, or to make a passkey, is refused before any authenticator is asked.',
    threat: 105,
  },
  {
    id: 'RELAY-07',
    behaviour: 'What the person gave as proof is taken out of results and reasons.',
    threat: 98,
  },
  {
    id: 'RELAY-08',
    behaviour: 'An ordinary form is shown by our widgets and answered with exactly its fields.',
    source: elicitation,
    threat: 103,
  },
  {
    id: 'RELAY-09',
    behaviour:
      'A form that asks for a secret, or that cannot be shown, is declined and the person is told why.',
    source: elicitation,
    threat: 97,
  },
  {
    id: 'RELAY-10',
    behaviour: 'A server that asks without an end is left after ten questions.',
    threat: 100,
  },
  {
    id: 'RELAY-11',
    behaviour:
      'A retry is the same call with a new id, the answers, and the state exactly as it was given or none.',
    source: rounds,
    threat: 109,
  },
  {
    id: 'RELAY-12',
    behaviour:
      'A page is opened in the system browser after consent and not before; that it was opened is not taken as done.',
    source: elicitation,
    threat: 104,
  },
  {
    id: 'RELAY-13',
    behaviour: 'A page whose address is not plain https is never offered.',
    source: elicitation,
    threat: 104,
  },
  {
    id: 'RELAY-14',
    behaviour:
      'Pages that a 2025-11-25 server names in error -32042 are consented to one by one, then the call is sent again.',
    source: 'MCP 2025-11-25, URL mode elicitation',
  },
  {
    id: 'RELAY-15',
    behaviour: 'Cancelling a task takes its question back; nobody else can answer it.',
  },
  {
    id: 'RELAY-16',
    behaviour: 'A restart while a server waits for an answer ends the call as unknown.',
  },
  {
    id: 'RELAY-17',
    behaviour:
      'The approval view shows who asks, fills in what the server suggests, and shows a page with its whole address and a warning for imitating names.',
    source: elicitation,
  },
  {
    id: 'CASE-121',
    behaviour:
      'An input-required result is answered by the same call with a new id and the exact state.',
    source: rounds,
    case: 121,
  },
  {
    id: 'CASE-122',
    behaviour: 'A result of an unknown type is invalid.',
    source: rounds,
    case: 122,
  },
  {
    id: 'CASE-123',
    behaviour: 'A URL elicitation is shown in full, never fetched, and opened after consent only.',
    source: elicitation,
    case: 123,
  },
  {
    id: 'CASE-124',
    behaviour:
      'Error -32042 leads to consent for each page and one retry; an unknown complete-notification is ignored.',
    source: 'MCP 2025-11-25, URL mode elicitation',
    case: 124,
  },
  {
    id: 'CASE-125',
    behaviour: 'Forms that ask for secrets are refused with an explanation, from every server.',
    source: elicitation,
    case: 125,
  },
] as const satisfies Requirement[]
