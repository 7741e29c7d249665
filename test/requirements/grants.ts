// Requirements of the further grants of the oauth room: device, CIBA, client credentials, identity assertions.
import type { Requirement } from './requirement.ts'

const dtr = 'draft-ietf-oauth-deferred-token-response-01'
const ciba = 'OpenID CIBA Core 1.0'

export const grantRequirements = [
  {
    id: 'CASE-062',
    behaviour:
      'The browser is not asked to come back from an interaction: the request is sent again as soon as its interval allows anyway.',
    source: 'JAG-IR',
    case: 62,
  },
  {
    id: 'CASE-070',
    behaviour: 'CIBA is asked with exactly one hint and openid; two hints never leave.',
    source: ciba,
    case: 70,
  },
  {
    id: 'CASE-071',
    behaviour: 'A CIBA acknowledgement without an interval means five seconds.',
    source: ciba,
    case: 71,
  },
  {
    id: 'CASE-074',
    behaviour:
      'No notification token or endpoint is ever sent: nobody can call a desktop (in place of cases 56 to 60).',
    source: 'DTR-01 1.9',
    case: 74,
  },
  {
    id: 'CASE-075',
    behaviour:
      'A missing or wrong user code can be asked for; access_denied at the start of CIBA is an end.',
    source: ciba,
    case: 75,
  },
  {
    id: 'CASE-076',
    behaviour: 'Why a server would not ask is told in words of its own for each error.',
    source: ciba,
    case: 76,
  },
  {
    id: 'GRANT-01',
    behaviour:
      'Every grant opts in to a deferral in the same way, and repeats a hint that was sent.',
    source: dtr,
  },
  {
    id: 'GRANT-02',
    behaviour: 'A public client that cannot prove a key never opts in, nor hints at it.',
    source: dtr,
  },
  {
    id: 'GRANT-03',
    behaviour:
      'A device code starts a wait only with a code and an address that a person can compare and open.',
    source: 'RFC 8628 3.2',
  },
  {
    id: 'GRANT-04',
    behaviour:
      'private_key_jwt signs for the issuer, for a minute, with a new jti for every attempt on every endpoint.',
    source: 'RFC 7523 2.2',
  },
  {
    id: 'GRANT-05',
    behaviour:
      'An identity assertion is taken only as what was asked for, and never bound to another key.',
    source: 'ID-JAG',
  },
  {
    id: 'GRANT-06',
    behaviour: 'Client credentials name the scope and the resource, and nothing of a person.',
    source: 'RFC 6749 4.4',
  },
  {
    id: 'GRANT-07',
    behaviour: 'Rich authorization details travel with every request that may carry them.',
    source: 'RFC 9396',
  },
  {
    id: 'GRANT-08',
    behaviour:
      'How long a refresh token and an authorization last is read by either name, and nothing else is taken for it.',
    source: 'OAuth RT-EXP',
  },
  {
    id: 'GRANT-09',
    behaviour:
      'A token refused as wider or unbound is revoked, and is refused whatever comes of it.',
    source: 'RFC 7009',
  },
  {
    id: 'GRANT-10',
    behaviour: 'An ID token is kept only after it was checked.',
    source: 'OpenID Connect Core 3.1.3.7',
  },
  {
    id: 'GRANT-11',
    behaviour:
      'Registration asks for every grant that the server offers and for nothing that calls us back.',
    source: 'RFC 7591',
  },
  {
    id: 'GRANT-12',
    behaviour:
      'An unmodified oidc-provider accepts every grant: code, PAR, RAR, device, CIBA, refresh, client credentials, revocation, with nonces.',
  },
  {
    id: 'GRANT-13',
    behaviour:
      'A JWT bearer grant that asks for a person without a code is a wait; on every other grant it is not.',
    source: 'JAG-IR',
  },
  {
    id: 'GRANT-14',
    behaviour:
      'The app signs in by device, by CIBA and as itself at an unmodified authorization server, and uses what it got.',
  },
  {
    id: 'GRANT-15',
    behaviour:
      'No request to an authorization server follows a redirect, throws, or takes what is no answer for one.',
    source: 'protocols 0.3',
    threat: 58,
  },
  {
    id: 'GRANT-16',
    behaviour:
      'A server that wants every authorization request pushed is sent none in another way.',
    source: 'RFC 9126 5',
  },
  {
    id: 'GRANT-17',
    behaviour:
      'Whatever a server answers, every request ends soundly: no throw, no false token, no unsafe address, no endless time.',
    source: 'protocols 0.3',
    threat: 71,
  },
] as const satisfies Requirement[]
