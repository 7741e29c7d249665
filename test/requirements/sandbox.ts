// What the sandbox must do, so that tests against it can be believed.
import type { Requirement } from './requirement.ts'

export const sandboxRequirements = [
  {
    id: 'SBX-01',
    behaviour: 'A customer signs in by an authorization challenge and a one-time code.',
    source: 'draft-ietf-oauth-first-party-apps, challenge endpoint',
  },
  {
    id: 'SBX-02',
    behaviour: 'A medium payment is refused until a fresh proof is given, and one proof pays once.',
    source: 'RFC 9470 section 3',
  },
  {
    id: 'SBX-03',
    behaviour: 'A large payment is deferred to the second approver and runs once when approved.',
    source: 'draft-ietf-oauth-deferred-token-response-01',
  },
  {
    id: 'SBX-04',
    behaviour: 'A poll before the interval is over is recorded and ends the deferral.',
    source: 'draft-ietf-oauth-deferred-token-response-01',
  },
  {
    id: 'SBX-05',
    behaviour: 'Revoking a deferral code cancels the request, and later polls are denied.',
    source: 'draft-ietf-oauth-deferred-token-response-01',
  },
  {
    id: 'SBX-06',
    behaviour: 'A proof that is missing, replayed, or made by another key is refused and recorded.',
    source: 'RFC 9449 section 4.3',
  },
  {
    id: 'SBX-07',
    behaviour: 'A passkey is registered after a one-time code and then proves who pays.',
    source: 'webauthn-form/1',
  },
  {
    id: 'SBX-08',
    behaviour: 'Every misbehaviour strikes as often as asked and then the sandbox behaves again.',
  },
  {
    id: 'SBX-09',
    behaviour: 'The sandbox as a process prints its URLs as one JSON line and stops on SIGTERM.',
  },
  {
    id: 'SBX-10',
    behaviour:
      'An unmodified oidc-provider protects an MCP server that a browser sign-in gives access to.',
    source: 'RFC 9728, RFC 7636, RFC 9207',
  },
  {
    id: 'SBX-11',
    behaviour: 'Every secret the sandbox hands out can be listed for the canary scan.',
  },
  {
    id: 'SBX-12',
    behaviour: 'The desk shows who asks for what, and its buttons work only from its own page.',
  },
  {
    id: 'SBX-13',
    behaviour: 'A browser gets a token by code and PKCE through a page with an Allow button.',
    source: 'RFC 6749 section 4.1, RFC 7636',
  },
] as const satisfies Requirement[]
