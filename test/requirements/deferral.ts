// What waiting for a token must do.
import type { Requirement } from './requirement.ts'

export const deferralRequirements = [
  {
    id: 'DEF-01',
    behaviour:
      'A deferral is durable before anything else happens, and polled not before its interval.',
    source: 'draft-ietf-oauth-deferred-token-response-01',
    case: 5,
  },
  {
    id: 'DEF-02',
    behaviour:
      'A token is written in the same transaction that ends its deferral and wipes the code.',
    case: 42,
  },
  {
    id: 'DEF-03',
    behaviour: 'slow_down adds five seconds for the whole life of the code, also after a restart.',
    case: 20,
    threat: 78,
  },
  {
    id: 'DEF-04',
    behaviour: 'A check the person asks for keeps to the interval and says when it will be.',
  },
  {
    id: 'DEF-05',
    behaviour: 'Without its DPoP key a deferral ends; it is never polled with another key.',
    case: 44,
    threat: 88,
  },
  {
    id: 'DEF-06',
    behaviour: 'After a kill every deferral is taken up again: none early, none lost, none twice.',
    case: 43,
    threat: 75,
  },
  {
    id: 'DEF-07',
    behaviour: 'An answer that may have been lost is told as lost, never as denied.',
    case: 34,
    threat: [76, 77],
  },
  {
    id: 'DEF-08',
    behaviour:
      'After a sleep each overdue deferral is polled once, spread out and within the caps.',
    case: 36,
    threat: 81,
  },
  {
    id: 'DEF-09',
    behaviour: 'Setting the wall clock neither hastens polls nor ends deferrals.',
    case: 40,
    threat: 80,
  },
  {
    id: 'DEF-10',
    behaviour: 'A cancel withdraws the request at the server, or says that it may stay open there.',
    case: 51,
  },
  {
    id: 'DEF-11',
    behaviour: 'After a cancel no token is kept; one that arrives is revoked.',
    threat: 86,
  },
  {
    id: 'DEF-12',
    behaviour:
      'No poll is sent that is not durably marked; a token once received is not forgotten.',
    threat: 94,
  },
  {
    id: 'DEF-13',
    behaviour: 'Every answer leads to the state that the specification names.',
    source: 'draft-ietf-oauth-deferred-token-response-01',
    case: 24,
  },
  {
    id: 'DEF-14',
    behaviour:
      'Polls back off from an unreachable server, keep to Retry-After, and never go below the interval.',
    case: 33,
    threat: 84,
  },
  {
    id: 'DEF-15',
    behaviour:
      'Shortly before and once after the expiry a decision made in time is still looked for.',
    case: 39,
  },
  {
    id: 'DEF-16',
    behaviour:
      'In any order of answers, kills, sleeps, clock settings, cancels and outages a strict server sees no breach and each wait ends once.',
    threat: 74,
  },
  {
    id: 'DEF-17',
    behaviour:
      'A code whose keychain is away is kept; a code whose key ended with its process ends the wait.',
    threat: 145,
  },
  {
    id: 'DEF-40',
    behaviour:
      'However many waits there are, one timer of the system serves them, each at its time.',
  },
  {
    id: 'DEF-41',
    behaviour:
      'Waits whose changes come together share a durable write; none is told before it is durable.',
  },
] as const satisfies Requirement[]
