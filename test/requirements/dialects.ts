// What the dialects of waiting for a token must do, beyond what every wait does.
import type { Requirement } from './requirement.ts'

const dtr = 'draft-ietf-oauth-deferred-token-response-01'

export const dialectRequirements = [
  {
    id: 'CASE-007',
    behaviour: 'A pending answer of the device grant goes on with the device code.',
    source: 'RFC 8628 3.5',
    case: 7,
  },
  {
    id: 'CASE-008',
    behaviour:
      'A deferral code in answer to a device or CIBA poll takes the place of the old handle for good.',
    source: dtr,
    case: 8,
  },
  {
    id: 'CASE-061',
    behaviour: 'A JWT bearer wait without a code sends the identical request at its interval.',
    case: 61,
  },
  {
    id: 'CASE-063',
    behaviour: 'A wait that sends its assertion again ends with the assertion.',
    case: 63,
  },
  {
    id: 'CASE-067',
    behaviour:
      'The auth_req_id form is polled as CIBA, and where that is unknown once as DTR, then no more.',
    case: 67,
  },
  {
    id: 'CASE-072',
    behaviour: 'The words shown on both devices stay with the wait, unchanged.',
    source: 'OpenID CIBA Core 7.1',
    case: 72,
  },
  {
    id: 'CASE-073',
    behaviour: 'A long poll is waited for, and there are never two of one wait.',
    source: 'OpenID CIBA Core 10.1',
    case: 73,
  },
  {
    id: 'CASE-077',
    behaviour: 'A device poll keeps to slow_down for good, backs off, and never comes early.',
    source: 'RFC 8628 3.5',
    case: 77,
  },
  {
    id: 'DIAL-01',
    behaviour:
      'A body that says what it means decides, whatever the status; Retry-After is kept to.',
    source: 'protocols 14.3',
  },
  {
    id: 'CASE-064',
    behaviour: 'A browser answer with both codes, or another state, is refused.',
    source: 'OpenID Deferred Token Response',
    case: 64,
  },
  {
    id: 'CASE-065',
    behaviour: 'A deferred code is exchanged once; polls carry the id it was exchanged for.',
    source: 'OpenID Deferred Token Response',
    case: 65,
  },
  {
    id: 'CASE-066',
    behaviour: 'An interim ID token is checked and authorizes nothing.',
    source: 'OpenID Deferred Token Response',
    case: 66,
    threat: 90,
  },
  {
    id: 'CASE-068',
    behaviour: 'The auth_req_id form starts no wait where nobody turned it on.',
    case: 68,
  },
  {
    id: 'CASE-069',
    behaviour: 'deferral_code wins over every other spelling.',
    source: dtr,
    case: 69,
  },
  {
    id: 'DIAL-02',
    behaviour:
      'What a request promised is held against its token however late it comes: nonce, kind of token.',
    source: 'OpenID Connect Core 3.1.3.7, RFC 8693 2.2.1',
    case: 47,
    threat: 89,
  },
  {
    id: 'DIAL-03',
    behaviour:
      'A deferral code of the authorization endpoint counts where it was turned on; its verifier goes with the first poll only.',
    source: 'draft-ietf-oauth-deferred-token-response, pull request 47',
  },
  {
    id: 'DIAL-04',
    behaviour: 'Every poll of every dialect proves the same key with a proof of its own.',
    source: 'RFC 9449',
    case: 18,
  },
  {
    id: 'DIAL-05',
    behaviour: 'Only dialects that can be withdrawn are, and only where the server says so.',
    source: dtr,
    case: 52,
  },
  {
    id: 'DIAL-06',
    behaviour:
      'A wait for a call gives a grant for that call alone; one for a sign-in stands in place of lesser ones, all at once.',
  },
  {
    id: 'DIAL-07',
    behaviour:
      'Killed at any moment of the poll that brings the token, the token is there or its loss is told; never a denial.',
    threat: 76,
  },
  {
    id: 'DIAL-08',
    behaviour:
      'A wait for the same thing of the same call is not begun twice; what differs in anything is its own wait.',
    source: 'protocols 12.6',
  },
  {
    id: 'DIAL-09',
    behaviour:
      'A clock that was set while the app was closed hastens no poll and ends no wait, where the computer numbers its starts.',
    source: 'protocols 12.5',
    case: 40,
    threat: 80,
  },
  {
    id: 'THREAT-093',
    behaviour: 'However many waits a slow server has, those at others keep their times.',
    threat: 93,
  },
  {
    id: 'THREAT-095',
    behaviour: 'Waits of an account that is removed end at once; no poll follows, no code is kept.',
    threat: 95,
  },
  {
    id: 'DIAL-10',
    behaviour: 'The end of a wait is told in words for what waited: a call, or a sign-in.',
  },
] as const satisfies Requirement[]
