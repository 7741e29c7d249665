// Numbered cases of the protocols that no room's own requirement names.
import type { Requirement } from './requirement.ts'

const dtr = 'draft-ietf-oauth-deferred-token-response-01'

export const caseRequirements = [
  {
    id: 'CASE-006',
    behaviour: 'A pending answer without a deferral code starts no wait.',
    source: dtr,
    case: 6,
  },
  {
    id: 'CASE-015',
    behaviour: 'A lifetime as text is read; one that is none starts no wait.',
    source: dtr,
    case: 15,
  },
  {
    id: 'CASE-046',
    behaviour: 'A token for more than was asked is refused; one for less is kept as what it is.',
    source: 'RFC 6749 3.3',
    case: 46,
  },
  {
    id: 'CASE-098',
    behaviour: 'Commas inside quoted strings of WWW-Authenticate separate nothing.',
    source: 'RFC 9110 11.6.1',
    case: 98,
  },
  {
    id: 'CASE-101',
    behaviour: 'Scope and proof that are demanded together become one demand, with every value.',
    source: 'RFC 9470 3',
    case: 101,
  },
  {
    id: 'CASE-103',
    behaviour: 'An auth_session named by a resource server is never taken.',
    case: 103,
  },
  {
    id: 'CASE-001',
    behaviour:
      'A deferral is asked for once, with a proof; where no proof can be given it is not asked for.',
    source: dtr,
    case: 1,
  },
  {
    id: 'CASE-045',
    behaviour:
      'An unbound token is refused where the resource server takes bound ones only, and after a bound one.',
    source: 'RFC 9728 2',
    case: 45,
  },
  {
    id: 'CASE-081',
    behaviour: 'The newest auth_session of any answer is kept, also from the token endpoint.',
    case: 81,
  },
  {
    id: 'CASE-082',
    behaviour: 'Questions that come without an auth_session are not asked here.',
    case: 82,
  },
  {
    id: 'CASE-084',
    behaviour: 'redirect_to_web leads to the browser and to no further challenge request.',
    case: 84,
  },
  {
    id: 'CASE-085',
    behaviour:
      'A token endpoint that asks for more leads to the questions; the refresh token is kept.',
    case: 85,
  },
  {
    id: 'CASE-099',
    behaviour: 'A wider scope is asked for with the former ones, and never by refreshing.',
    case: 99,
  },
  {
    id: 'CASE-100',
    behaviour: 'The same refusal after it was answered stops the call.',
    case: 100,
  },
  {
    id: 'CASE-114',
    behaviour:
      'A server that moved to another issuer is signed in to there with nothing of the former.',
    source: 'RFC 9728 5.2',
    case: 114,
  },
] as const satisfies Requirement[]
