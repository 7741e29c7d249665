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
] as const satisfies Requirement[]
