// Requirements of the oauth room.
import type { Requirement } from './requirement.ts'

export const oauthRequirements = [
  {
    id: 'OAUTH-01',
    behaviour:
      'A DPoP proof has the exact claims of the standard and a fresh jti for every attempt.',
    source: 'RFC 9449 4.2',
    case: 18,
    threat: 62,
  },
  {
    id: 'OAUTH-02',
    behaviour:
      'A demanded nonce is used in exactly one immediate retry; an endless demand does not loop.',
    source: 'RFC 9449 8, 9',
    case: 30,
    threat: 63,
  },
  {
    id: 'OAUTH-03',
    behaviour:
      'A nonce from any answer is used for the next request to that origin and to no other.',
    source: 'RFC 9449 8.2',
    case: 31,
  },
  {
    id: 'OAUTH-04',
    behaviour:
      'Every WWW-Authenticate challenge is parsed; a DPoP token is never downgraded to Bearer.',
    source: 'RFC 9110 11.6.1',
  },
  {
    id: 'OAUTH-05',
    behaviour: 'A resource document about another resource is dropped.',
    source: 'RFC 9728 3.3',
    threat: 60,
  },
  {
    id: 'OAUTH-06',
    behaviour: 'Metadata whose issuer is not exactly the asked one is refused.',
    source: 'RFC 8414 3.3',
    threat: 56,
  },
  {
    id: 'OAUTH-07',
    behaviour: 'An authorization server without PKCE S256 is refused.',
    source: 'RFC 7636',
    threat: 57,
  },
  {
    id: 'OAUTH-08',
    behaviour: 'A server out there cannot name endpoints on this computer or without TLS.',
    threat: 59,
  },
  {
    id: 'OAUTH-09',
    behaviour: 'An answer with both a token and an error is an error, and the token is dropped.',
    source: 'protocols 0.3',
  },
  {
    id: 'OAUTH-10',
    behaviour: 'A deferred answer without a deferral code starts no wait.',
    source: 'DTR-01 1.5',
  },
  {
    id: 'OAUTH-11',
    behaviour:
      'Odd expires_in and interval values are replaced by defaults or honoured, never trusted blindly.',
    source: 'protocols 0.3, 12.4',
    case: 14,
  },
  {
    id: 'OAUTH-12',
    behaviour:
      'A Bearer token from a server that advertises DPoP is refused; elsewhere it is taken as such.',
    case: 45,
    threat: 61,
  },
  {
    id: 'OAUTH-13',
    behaviour: 'Redirects, 5xx, 429 and answers that are not JSON end nothing: they are no answer.',
    case: 49,
    threat: 65,
  },
  {
    id: 'OAUTH-14',
    behaviour:
      'A poll carries the grant type, the deferral code, the client and a proof, and nothing else.',
    source: 'DTR-01 1.6',
    case: 17,
  },
  {
    id: 'OAUTH-15',
    behaviour:
      'An exchange answer of another kind than asked is refused, a deferral code as a token always.',
    source: 'RFC 8693 2.2.1',
    case: 47,
  },
  {
    id: 'OAUTH-16',
    behaviour: 'An ID token is believed only when signed by the issuer, for us, and not over.',
    threat: 67,
  },
  {
    id: 'OAUTH-17',
    behaviour:
      'A challenge request carries response_type, an S256 challenge and a proof by the one key.',
    source: 'FiPA 5.1',
    case: 79,
  },
  {
    id: 'OAUTH-18',
    behaviour: 'The challenge endpoint is judged by its error member, whatever the status.',
    case: 80,
  },
  {
    id: 'OAUTH-19',
    behaviour:
      'A callback with a wrong, missing or doubled state changes nothing; the flow goes on.',
    threat: 48,
  },
  {
    id: 'OAUTH-20',
    behaviour: 'A thousand forged errors later the true callback still completes the flow.',
    threat: 49,
  },
  {
    id: 'OAUTH-21',
    behaviour: 'Requests to the callback that are no plain browser navigation are refused.',
    threat: 50,
  },
  {
    id: 'OAUTH-22',
    behaviour: 'The closing page is static, runs nothing and repeats nothing of the request.',
    threat: 51,
  },
  {
    id: 'OAUTH-23',
    behaviour:
      'The iss table is followed with exact comparison, before code or error are looked at.',
    source: 'RFC 9207',
    threat: 55,
  },
  {
    id: 'OAUTH-24',
    behaviour: 'The listener is open for one flow only and closes after it, or after five minutes.',
    threat: 54,
  },
  {
    id: 'OAUTH-25',
    behaviour: 'Registration says what we are and refuses an answer with other redirect addresses.',
    source: 'RFC 7591',
    threat: 69,
  },
  {
    id: 'OAUTH-26',
    behaviour:
      'Discovery, registration, the code flow and a refresh work against an unmodified authorization server.',
  },
  {
    id: 'OAUTH-27',
    behaviour:
      'A first-party sign-in by TOTP, a deferred exchange and its poll work against the sandbox.',
  },
  {
    id: 'OAUTH-28',
    behaviour: 'Revocation sends the token with its hint and a proof; any 200 is success.',
    source: 'RFC 7009',
    case: 51,
  },
  {
    id: 'OAUTH-29',
    behaviour: 'Without the bound DPoP key there is no client, and never one without a proof.',
    case: 44,
  },
  {
    id: 'OAUTH-30',
    behaviour: 'JSON that names a member twice or is nested too deeply is no answer.',
    threat: 71,
  },
  {
    id: 'OAUTH-31',
    behaviour:
      'An issuer identifier has only the characters of a URI, and no user name, query or fragment: it is shown as spelled.',
    source: 'RFC 8414 2; RFC 3986 2',
  },
  {
    id: 'OAUTH-32',
    behaviour:
      'Metadata kept by an earlier version is read without the members that it did not look at and nobody can read.',
  },
] as const satisfies Requirement[]
