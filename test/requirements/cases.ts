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
    threat: 66,
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
  {
    id: 'CASE-002',
    behaviour: 'An opt-in at a server that never heard of it is answered as ever.',
    source: dtr,
    case: 2,
  },
  {
    id: 'CASE-003',
    behaviour: 'No hint of a deferral is sent that the token request does not repeat.',
    source: dtr,
    case: 3,
  },
  {
    id: 'CASE-004',
    behaviour: 'The opt-in names its one mode once.',
    source: dtr,
    case: 4,
  },
  {
    id: 'CASE-010',
    behaviour:
      'An interaction address that is not https, or has a fragment, is dropped; the wait goes on.',
    source: dtr,
    case: 10,
  },
  {
    id: 'CASE-011',
    behaviour: 'interaction_required without an address goes on polling.',
    source: dtr,
    case: 11,
  },
  {
    id: 'CASE-012',
    behaviour: 'An answer with both a token and an error is an error.',
    source: 'protocols 0.3',
    case: 12,
  },
  {
    id: 'CASE-013',
    behaviour: 'A deferral code is never taken for an access token.',
    source: 'RFC 8693 2.2.1',
    case: 13,
  },
  {
    id: 'CASE-019',
    behaviour: 'Pending answers without an interval keep the one that was given.',
    source: dtr,
    case: 19,
  },
  {
    id: 'CASE-021',
    behaviour: 'A place to go to is offered once, another one again.',
    source: dtr,
    case: 21,
  },
  {
    id: 'CASE-022',
    behaviour: 'A pending answer may name a place; the wait stays a wait.',
    source: dtr,
    case: 22,
  },
  {
    id: 'CASE-023',
    behaviour: 'interaction_pending is a pending answer.',
    case: 23,
  },
  {
    id: 'CASE-024',
    behaviour: 'access_denied ends the wait as denied, and no poll follows.',
    source: dtr,
    case: 24,
  },
  {
    id: 'CASE-025',
    behaviour: 'expired_token ends the wait, and nothing new begins by itself.',
    source: dtr,
    case: 25,
  },
  {
    id: 'CASE-026',
    behaviour: 'invalid_grant ends the wait, and the code is never polled again.',
    source: dtr,
    case: 26,
  },
  {
    id: 'CASE-027',
    behaviour: 'invalid_request ends the wait.',
    source: dtr,
    case: 27,
  },
  {
    id: 'CASE-028',
    behaviour: 'An unknown error ends the wait and is told in quotes.',
    source: dtr,
    case: 28,
  },
  {
    id: 'CASE-029',
    behaviour: 'A refused OAuth client pauses the wait; repaired, the same code goes on.',
    source: dtr,
    case: 29,
  },
  {
    id: 'CASE-030',
    behaviour: 'A second nonce demand backs off and leaves the interval.',
    source: 'RFC 9449 8',
    case: 30,
  },
  {
    id: 'CASE-032',
    behaviour: 'Retry-After holds the next poll back and never becomes the interval.',
    source: 'RFC 9110 10.2.3',
    case: 32,
  },
  {
    id: 'CASE-033',
    behaviour: 'Gaps double while nobody answers, up to five minutes, and fall back.',
    source: 'protocols 12.5',
    case: 33,
  },
  {
    id: 'CASE-034',
    behaviour: 'An answer lost before invalid_grant is told as lost.',
    source: 'protocols 12.5',
    case: 34,
  },
  {
    id: 'CASE-035',
    behaviour: 'One deferral has at most one poll in flight.',
    source: 'protocols 12.3',
    case: 35,
  },
  {
    id: 'CASE-036',
    behaviour: 'Several missed intervals of sleep are one poll.',
    source: 'protocols 12.5',
    case: 36,
  },
  {
    id: 'CASE-037',
    behaviour: 'Slept past the end, a decision made in time still counts.',
    source: dtr,
    case: 37,
  },
  {
    id: 'CASE-038',
    behaviour: 'Slept past the end, the wait has expired when the server says so.',
    source: dtr,
    case: 38,
  },
  {
    id: 'CASE-039',
    behaviour: 'A life shorter than the interval has one poll shortly before its end.',
    source: dtr,
    case: 39,
  },
  {
    id: 'CASE-040',
    behaviour: 'A clock set back hastens no poll and ends no wait.',
    source: 'protocols 12.5',
    case: 40,
  },
  {
    id: 'CASE-041',
    behaviour: 'No poll is answered from a cache.',
    source: 'protocols 0.3',
    case: 41,
  },
  {
    id: 'CASE-043',
    behaviour: 'A restart goes on with the same key at the planned time.',
    source: 'protocols 12.5',
    case: 43,
  },
  {
    id: 'CASE-050',
    behaviour: 'An interval of forty days is forty days.',
    source: 'protocols 0.3',
    case: 50,
  },
  {
    id: 'CASE-052',
    behaviour: 'Where deferral codes are not withdrawn nothing is claimed.',
    source: dtr,
    case: 52,
  },
  {
    id: 'CASE-053',
    behaviour: 'Retry-After of a withdrawal is kept to, for a minute at most.',
    source: 'RFC 7009 2.2.1',
    case: 53,
  },
  {
    id: 'CASE-054',
    behaviour: 'A wait that was withdrawn ends as cancelled, not as denied.',
    source: dtr,
    case: 54,
  },
  {
    id: 'CASE-055',
    behaviour: 'A token that was delivered already is revoked by a request of its own.',
    source: dtr,
    case: 55,
  },
  {
    id: 'CASE-083',
    behaviour:
      'A code of the challenge endpoint is redeemed with its verifier and no redirect address.',
    source: 'OAuth for First-Party Apps 6',
    case: 83,
  },
  {
    id: 'CASE-086',
    behaviour:
      'A challenge endpoint is not used where the person did not mark the issuer first-party.',
    case: 86,
  },
  {
    id: 'CASE-087',
    behaviour: 'The chosen authenticator is sent as JSON with the newest auth_session.',
    case: 87,
  },
  {
    id: 'CASE-088',
    behaviour: 'A code that does not fit its form is not sent.',
    case: 88,
  },
  {
    id: 'CASE-089',
    behaviour: 'Nested objects, references and too many properties are left to the browser.',
    case: 89,
  },
  {
    id: 'CASE-090',
    behaviour: 'Declining sends nothing and ends the call.',
    case: 90,
  },
  {
    id: 'CASE-091',
    behaviour: 'An entry of mode url is left to the browser.',
    case: 91,
  },
  {
    id: 'CASE-092',
    behaviour: 'A passkey is used with verification required, and answers as a JSON string.',
    source: 'webauthn-form/1',
    case: 92,
  },
  {
    id: 'CASE-093',
    behaviour: 'An rpId that is not the issuer’s is refused before anything is shown.',
    source: 'webauthn-form/1',
    case: 93,
  },
  {
    id: 'CASE-094',
    behaviour: 'A passkey challenge that is short or not base64url is refused.',
    source: 'webauthn-form/1',
    case: 94,
  },
  {
    id: 'CASE-095',
    behaviour: 'A cancelled passkey sends nothing and may be tried once more.',
    source: 'webauthn-form/1',
    case: 95,
  },
  {
    id: 'CASE-096',
    behaviour:
      'A relayed proof is refused, but over a marked connection; the same rules hold there.',
    case: 96,
  },
  {
    id: 'CASE-097',
    behaviour: 'No entry, or entries whose names clash, are refused as a whole.',
    case: 97,
  },
  {
    id: 'CASE-102',
    behaviour: 'unmet_authentication_requirements ends the step-up.',
    source: 'RFC 9470 5',
    case: 102,
  },
  {
    id: 'CASE-109',
    behaviour: 'A metadata or private address is refused before any connection.',
    case: 109,
  },
  {
    id: 'CASE-110',
    behaviour: 'Metadata about another resource is dropped.',
    source: 'RFC 9728 3.3',
    case: 110,
  },
  {
    id: 'CASE-111',
    behaviour: 'Authorization server metadata of another issuer is dropped.',
    source: 'RFC 8414 3.3',
    case: 111,
  },
  {
    id: 'CASE-112',
    behaviour: 'A callback without the promised issuer, or with another one, is dropped.',
    source: 'RFC 9207',
    case: 112,
  },
  {
    id: 'CASE-113',
    behaviour: 'A server that does not offer PKCE S256 is refused.',
    source: 'RFC 7636',
    case: 113,
  },
  {
    id: 'CASE-116',
    behaviour: 'An authorization endpoint that is no https address is refused.',
    case: 116,
  },
  {
    id: 'CASE-117',
    behaviour: 'The loopback listener takes one callback.',
    source: 'RFC 8252 7.3',
    case: 117,
  },
  {
    id: 'CASE-137',
    behaviour: 'No secret is in any file in clear.',
    case: 137,
  },
  {
    id: 'CASE-009',
    behaviour:
      'A place to go to is offered under its own host, warned of where that is not the issuer’s.',
    source: dtr,
    case: 9,
  },
  {
    id: 'CASE-115',
    behaviour: 'A nonce that a resource server demands is used in one retry with a new jti.',
    source: 'RFC 9449 9',
    case: 115,
  },
  {
    id: 'CASE-119',
    behaviour: 'An approval is not used for arguments that changed after it.',
    case: 119,
  },
  {
    id: 'CASE-135',
    behaviour: 'A secret in a log or a file of any flow is found by the scan that ends every flow.',
    case: 135,
  },
  {
    id: 'CASE-136',
    behaviour: 'No model of any flow is told a secret or an address where somebody could act.',
    case: 136,
  },
] as const satisfies Requirement[]
