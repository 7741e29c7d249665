// Lets somebody else finish a sign-in or a wait: their authority must not come to serve this person's calls.
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findSubject } from '../../main/step-up/grant-store.ts'
import { parseDeepLink } from '../../main/desktop/deep-link.ts'
import { json, type Answer } from '../http/scripted-server.ts'
import { goodTokens, refused, startTokenFlow, type TokenFlow } from '../oauth/token-flow.ts'
import { buildGrant } from '../store/nouns.ts'

let flow: TokenFlow
beforeEach(async () => {
  flow = await startTokenFlow()
})
afterEach(() => flow.server.stop())

/** Answers with tokens of this person. */
async function tokensOf(sub: string): Promise<Answer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const nowSeconds = Math.floor(Date.now() / 1000)
  const idToken = await new SignJWT({ sub, iss: flow.server.origin, aud: 'client-1' })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + 60)
    .sign(privateKey)
  const jwk = await exportJWK(publicKey)
  return (request, response) =>
    (request.path === '/jwks'
      ? json(200, { keys: [jwk] })
      : json(200, { ...goodTokens, refresh_token: 'rt-1', id_token: idToken }))(request, response)
}

const revoked = (): (string | null)[] =>
  flow.server.seen
    .filter(({ path }) => path === '/revoke')
    .map(({ body }) => new URLSearchParams(body).get('token'))

test('[THREAT-068] the first sign-in says whom the connection belongs to', async () => {
  expect(await flow.redeem(await tokensOf('anna'))).toMatchObject({
    kind: 'issued',
    tokens: { subject: 'anna' },
  })
})

// Dies if: `sub` is not compared, compared as a prefix, or the token of the other person is left alive.
test.each(['redeem', 'poll'] as const)(
  '[THREAT-068] on %s the tokens of somebody else are refused and revoked',
  async (request) => {
    flow.client = { ...flow.client, subject: 'anna' }
    expect((await flow[request](await tokensOf('anna'))).kind).toBe('issued')
    for (const other of ['bert', 'anna2', 'ann', 'Anna', 'anna ']) {
      const before = revoked().length
      expect(await flow[request](await tokensOf(other))).toMatchObject(refused('other_person'))
      expect(revoked().slice(before)).toEqual(['rt-1', 'at-1'])
    }
  },
)

test('[THREAT-068] whose a connection is comes from its own standing grant at that issuer', () => {
  const place = { connectionId: 'c', issuer: 'https://id.example' }
  const standing = { purpose: 'standing', callId: null } as const
  const grants = [
    buildGrant({ ...place, purpose: 'call', callId: 'x', subject: 'of-a-call' }),
    buildGrant({ ...place, ...standing, connectionId: 'other', subject: 'of-another' }),
    buildGrant({ ...place, ...standing, issuer: 'https://other.example', subject: 'elsewhere' }),
    buildGrant({ ...place, ...standing, subject: null }),
    buildGrant({ ...place, ...standing, subject: 'anna' }),
  ]
  expect(findSubject(grants, place)).toBe('anna')
  expect(findSubject(grants.slice(0, 4), place)).toBeNull()
})

// Dies if: a link can name anything but an interaction that is open already.
test.each([
  'countersign://connect?issuer=https://evil.example',
  'countersign://interaction/1?answer=approve',
  'countersign://interaction/1/approve',
  'countersign://callback?code=x&state=y',
  'countersign://deferral/1',
  'countersign://sign-in/1',
])('[THREAT-068] the link %s starts and resumes nothing', (link) => {
  expect(parseDeepLink(link)).toBeNull()
})
