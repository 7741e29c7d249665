// Requirements of the ways from a refusal to a grant: which way, in which order, how often, and what is remembered.
import type { Requirement } from './requirement.ts'

export const routesRequirements = [
  {
    id: 'ROUTE-01',
    behaviour:
      'The ways to a sign-in come in the order of the decision table, each only where it is offered and allowed.',
  },
  {
    id: 'ROUTE-02',
    behaviour:
      'Authorization details that a resource server names are shown to the person, whole and in our own words, before they are asked for.',
    source: 'RFC 9396',
  },
  {
    id: 'ROUTE-03',
    behaviour:
      'Granted authorization details are compared with the ones the person agreed to; more, less or others are not used.',
    source: 'RFC 9396 7',
    threat: 111,
  },
  {
    id: 'ROUTE-04',
    behaviour:
      'The app signs in as itself only where that is turned on and it has a secret of its own.',
    source: 'RFC 6749 4.4',
  },
  {
    id: 'ROUTE-05',
    behaviour: 'A device sign-in is begun only where the person turned it on for the issuer.',
    source: 'RFC 8628',
    threat: 68,
  },
  {
    id: 'ROUTE-06',
    behaviour:
      'The other device of the person is asked only where that is turned on and the client authenticates, with short words of ours.',
    source: 'OpenID CIBA Core 7.1',
  },
  {
    id: 'ROUTE-07',
    behaviour: 'A deferral code is handed to CIBA as login_hint only where that is turned on.',
  },
  {
    id: 'ROUTE-08',
    behaviour:
      'A sign-in at the identity provider the person named counts here by its assertion, bound to our key.',
    source: 'draft-ietf-oauth-identity-assertion-authz-grant',
  },
  {
    id: 'ROUTE-09',
    behaviour:
      'A token endpoint that wants a stronger sign-in or more answers gets them, and the request is repeated once.',
  },
  {
    id: 'ROUTE-10',
    behaviour:
      'Refusals that no sign-in would change stop, and those that name the browser lead there.',
  },
  {
    id: 'ROUTE-11',
    behaviour:
      'What an authorization server denied is not asked for again for the same operation, until the person gives a task after it.',
    source: 'MCP authorization, step-up',
  },
  {
    id: 'ROUTE-12',
    behaviour:
      'Prompts that calls lead to come no closer than 30 seconds at one server, unless the one before brought what was asked.',
  },
  {
    id: 'ROUTE-13',
    behaviour: 'The lock after five wrong codes outlives a restart.',
    threat: 101,
  },
  {
    id: 'ROUTE-14',
    behaviour:
      'An auth_session of a resource server counts only from a first-party one, only where the issuer gave none, and is never kept; one of another client or key is not used.',
    threat: 99,
  },
  {
    id: 'ROUTE-15',
    behaviour:
      'After a sign-in that is put off, a grant for less is obtained without opting in, asking nobody, and serves meanwhile.',
    source: 'draft-ietf-oauth-deferred-token-response-01',
  },
  {
    id: 'ROUTE-16',
    behaviour: 'Calls that need a sign-in which is being decided wait for that one.',
  },
  {
    id: 'ROUTE-17',
    behaviour:
      'How strong and how fresh a proof has to be is judged also at the end of a wait; a weaker one is not used and is given back.',
    source: 'RFC 9470 5',
    threat: 112,
  },
  {
    id: 'ROUTE-18',
    behaviour:
      'A wait that breaks off because the server wants more of the person goes on at the challenge endpoint, within the rounds of its call.',
    source: 'OAuth for First-Party Apps 6',
  },
  {
    id: 'CASE-079',
    behaviour:
      'A challenge request names response_type and an S256 challenge, and one key proves every request of it.',
    source: 'OAuth for First-Party Apps 5.1',
    case: 79,
  },
  {
    id: 'CASE-080',
    behaviour: 'Questions are taken up whatever the status they come with.',
    source: 'OAuth for First-Party Apps 5.2',
    case: 80,
  },
  {
    id: 'CASE-118',
    behaviour: 'A call whose intent the server did not grant is not sent.',
    case: 118,
  },
  {
    id: 'CASE-120',
    behaviour: 'Nothing is authorized beforehand from the mapping of a tool.',
    case: 120,
  },
  {
    id: 'CASE-138',
    behaviour: 'A call has at most one refresh and two interactive rounds.',
    case: 138,
  },
  {
    id: 'CASE-104',
    behaviour:
      'A named remedy is tried once with the kept token, then asked for once afresh, then it stops.',
    case: 104,
  },
  {
    id: 'CASE-105',
    behaviour: 'A token for a remedy without a name is used once and not kept.',
    case: 105,
  },
  {
    id: 'CASE-106',
    behaviour: 'A remedy that cannot be read or is larger than 16 KiB stops the call.',
    case: 106,
  },
] as const satisfies Requirement[]
