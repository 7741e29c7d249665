// Properties of every request to an authorization server under any answer that a server can think of.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildWireContext } from '../deferral/wire-context.ts'
import type { DeferredAnswer, IssuedTokens, OAuthRefusal } from '../../main/oauth/answers.ts'
import type { OAuthClient } from '../../main/oauth/oauth-context.ts'
import { createSystemClock } from '../../main/system-clock.ts'
import type { Secret } from '../../shared/model/secret.ts'
import { everyRequest, offerAll } from './every-request.ts'
import { buildClient } from './world.ts'

const origin = 'http://127.0.0.1:9'
const { jwks_uri: _none, ...metadata } = (await buildClient(origin, offerAll(origin))).metadata
const client: OAuthClient = { ...(await buildClient(origin)), metadata }

const urn = 'urn:ietf:params:oauth:token-type:'
const words = fc.constantFrom(
  'authorization_pending',
  'interaction_required',
  'interaction_pending',
  'insufficient_authorization',
  'slow_down',
  'access_denied',
  'DPoP',
  'bearer',
  'N_A',
  `${urn}access_token`,
  `${urn}id-jag`,
  `${urn}deferral-code`,
  'openid payments.write admin',
  'https://as.example/i',
  'http://as.example/i',
  'https://as.example/i#f',
  'javascript:0',
  '__proto__',
  'constructor',
  'a\r\nb',
  '\u202eABC',
  '',
  '60',
  '1e9',
  '-1',
  'NaN',
  'WDJB-MJHT',
)
const numbers = fc.oneof(fc.double(), fc.constantFrom(0, -1, 1, 60, 1e308, Number.MAX_SAFE_INTEGER))
const value = fc.oneof(
  { arbitrary: words, weight: 6 },
  { arbitrary: numbers, weight: 2 },
  fc.jsonValue({ maxDepth: 2 }),
)
const names =
  `access_token token_type issued_token_type expires_in refresh_token scope error error_description
deferral_code auth_req_id device_code user_code verification_uri verification_uri_complete interaction_uri interval
id_token authorization_code auth_session elicitations request_uri deferred_auth_id authorization_details
refresh_token_timeout authorization_expires_in more`.split(/\s+/)
const kinds = 'issued deferred refused no_answer code insufficient url assertion revoked'.split(' ')
/** Most answers are nearly right: that is where readers go wrong. */
const good = [
  {},
  { access_token: 'at-1', token_type: 'DPoP', issued_token_type: `${urn}access_token` },
  { access_token: 'at-1', token_type: 'DPoP', expires_in: 60, refresh_token: 'rt-1' },
  { error: 'authorization_pending', deferral_code: 'dc-1', expires_in: 60, interval: 5 },
  { error: 'interaction_required', interaction_uri: 'https://as.example/i' },
  { device_code: 'd-1', user_code: 'AB-CD', verification_uri: 'https://as.example', expires_in: 9 },
  { auth_req_id: 'r-1', expires_in: 60 },
]
const answers = fc.record({
  status: fc.constantFrom(200, 200, 200, 400, 400, 201, 204, 302, 401, 403, 429, 500),
  body: fc
    .tuple(
      fc.constantFrom(...good),
      fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 }),
    )
    .map(([nearly, change]): Record<string, unknown> => ({ ...nearly, ...change })),
})

type Any = {
  kind: string
  tokens?: IssuedTokens
  deferred?: DeferredAnswer
  refusal?: OAuthRefusal
  code?: Secret
  assertion?: Secret
}

const isValue = (secret: Secret): boolean => /^[\x20-\x7e]+$/.test(secret.reveal())
const isSpan = (seconds: number | null | undefined): boolean =>
  seconds === null || seconds === undefined || (seconds > 0 && Number.isFinite(seconds))

function expectSound(answer: Any, sent: { body: Record<string, unknown> }): void {
  const { tokens, deferred, refusal, code, assertion } = answer
  if (tokens !== undefined) {
    expect(sent.body['error']).toBeUndefined()
    expect(sent.body['issued_token_type'] ?? `${urn}access_token`).toBe(`${urn}access_token`)
    // This server advertises DPoP.
    expect(tokens.tokenType).toBe('DPoP')
    expect(tokens.accessToken.reveal()).toMatch(/^[\x21-\x7e]+$/)
    for (const span of [tokens.expiresInSeconds, tokens.refreshExpiresInSeconds])
      expect(isSpan(span)).toBe(true)
    expect(tokens.idToken ?? null).toBeNull()
  }
  if (deferred !== undefined) {
    expect(isSpan(deferred.intervalSeconds) && isSpan(deferred.expiresInSeconds)).toBe(true)
    expect(deferred.deferralCode.reveal()).not.toBe('')
    expect(deferred.interactionUri ?? 'https://').toMatch(/^https:\/\/[^#]*$/)
    expect(deferred.userCode ?? 'A').toMatch(/^[\p{L}\p{N}][\p{L}\p{N} .\-–]{0,39}$/u)
  }
  if (refusal !== undefined) {
    expect(refusal.error).toMatch(/^[\x20-\x7e]{1,200}$/)
    expect((refusal.errorDescription ?? '').length).toBeLessThanOrEqual(500)
    expect(refusal.interactionUri ?? 'https://').toMatch(/^https:\/\/[^#]*$/)
  }
  for (const secret of [code, assertion]) expect(secret === undefined || isValue(secret)).toBe(true)
}

describe.for(Object.entries(everyRequest))('%s', ([, send]) => {
  // Dies if: any reader throws, takes what is none for a token, or hands an address on that may not be opened.
  test('[GRANT-17] ends soundly under any answer', async () => {
    await fc.assert(
      fc.asyncProperty(answers, async (sent) => {
        const { status, body } = sent
        const context = buildWireContext(createSystemClock(), () =>
          status === 204
            ? new Response(null, { status })
            : new Response(JSON.stringify(body), {
                status,
                headers: { 'content-type': 'application/json' },
              }),
        )
        const answer = (await send(context, client)) as Any
        expect(kinds).toContain(answer.kind)
        expectSound(answer, sent)
      }),
    )
  })
})
