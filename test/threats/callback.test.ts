// Attacks what the browser brings back with codes that contradict, repeat or could be guessed.
import { expect, test } from 'vitest'
import { processCallback, type Callback } from '../../main/oauth/callback.ts'
import type { OAuthClient } from '../../main/oauth/oauth-context.ts'
import { Secret } from '../../shared/model/secret.ts'
import { defaultIssuerOptions } from '../../shared/model/authorization-server.ts'
import { buildClient } from '../oauth/world.ts'

const issuer = 'https://id.example'
const long = 'c'.repeat(43)
const switched = {
  ...defaultIssuerOptions,
  directDeferral: true,
  openidDeferred: true,
}

const ours = `state=s&iss=${encodeURIComponent(issuer)}`

const read = async (query: string, more: Partial<OAuthClient> = {}): Promise<Callback> => {
  const client: OAuthClient = { ...(await buildClient(issuer)), options: switched, ...more }
  return processCallback(client, new URLSearchParams(query), 's')
}
const judge = async (query: string, options = switched): Promise<string> => {
  const callback = await read(`${ours}&${query}`, { options })
  return callback.kind === 'refused' ? callback.refusal.error : callback.kind
}

test('[THREAT-087] the control: one code of each kind is taken', async () => {
  expect(await judge('code=abc')).toBe('code')
  expect(await judge(`deferred_code=${long}`)).toBe('deferred_code')
  expect(await judge(`deferral_code=${long}&expires_in=60`)).toBe('deferral')
})

// Dies if: the first code that is found wins over what contradicts it.
test.each([
  `code=abc&deferred_code=${long}`,
  `deferred_code=${long}&code=abc`,
  `code=abc&deferral_code=${long}`,
  `deferral_code=${long}&deferred_code=${long}`,
  'code=abc&code=abc',
  `deferred_code=${long}&deferred_code=${long}`,
  `deferral_code=${long}&deferral_code=x`,
  `deferral_code=${long}&expires_in=60&expires_in=6000`,
  `deferral_code=${long}&interval=5&interval=1`,
  '',
  'code=',
  'deferred_code=',
  `deferred_code=${long}%00`,
  `deferred_code=${long}%0d%0aset-cookie:x`,
  `deferred_code=${long}%20x`,
  `deferred_code=${long}%F0%9F%98%80`,
  'deferred_code=short',
  'deferral_code=1234567890123456789',
  `deferral_code=${long}&expires_in=-1`,
])('[THREAT-087] %s is refused', async (query) => {
  expect(await judge(query)).toBe('bad_response')
})

// Dies if: a wait can be planted at an issuer for which nobody turned such answers on.
test('[THREAT-087] where nobody turned it on no answer of the browser begins a wait', async () => {
  const off = { ...switched, directDeferral: false, openidDeferred: false }
  for (const name of ['deferral_code', 'deferred_code'])
    expect(await judge(`${name}=${long}`, off)).toBe('bad_response')
})

// Dies if: the bounds of a code are moved, or looked at where the person's own server sets them (`code`).
test.each([
  [19, 'bad_response'],
  [20, 'deferred_code'],
  [4_096, 'deferred_code'],
  [4_097, 'bad_response'],
  [100_000, 'bad_response'],
])('[THREAT-087] a code of %i characters gives %s', async (length, outcome) => {
  expect(await judge(`deferred_code=${'c'.repeat(length)}`)).toBe(outcome)
  expect(await judge(`code=${'c'.repeat(length)}`)).toBe('code')
})

// Dies if: a client whose options nobody ever set is taken for one that has them turned on, or nothing is refused.
test('[THREAT-087] a client without options begins no wait either', async () => {
  const { options: _, ...plain } = await buildClient(issuer)
  for (const name of ['deferral_code', 'deferred_code']) {
    const parameters = new URLSearchParams(`${ours}&${name}=${long}&expires_in=60`)
    expect(processCallback(plain, parameters, 's')).toMatchObject({
      refusal: { error: 'bad_response' },
    })
  }
})

// Dies if: the value that comes out is not the one that came in, or is bare text.
test('[THREAT-087] gives each code as a secret, and the times of a wait as the server said', async () => {
  const code = await read(`${ours}&code=abc`)
  expect(code).toEqual({ kind: 'code', code: expect.any(Secret) })
  expect(code.kind === 'code' && code.code.reveal()).toBe('abc')
  const deferred = await read(`${ours}&deferred_code=${long}`)
  expect(deferred.kind === 'deferred_code' && deferred.deferredCode.reveal()).toBe(long)
  const wait = await read(`${ours}&deferral_code=${long}&expires_in=60&interval=7`)
  expect(wait).toMatchObject({ kind: 'deferral', expiresInSeconds: 60, intervalSeconds: 7 })
  expect(wait.kind === 'deferral' && wait.deferralCode.reveal()).toBe(long)
})

// Dies if: one of two issuers is chosen, or an issuer that always names itself may be silent.
test('[OAUTH-23] another issuer, or two, is not believed, and a promised one must be there', async () => {
  const foreign = { kind: 'foreign' }
  const evil = encodeURIComponent('https://evil.example')
  for (const query of [`state=s&iss=${evil}`, `${ours}%2F`, 'state=s&iss='])
    expect(await read(`${query}&code=abc`)).toEqual(foreign)
  for (const query of [`${ours}&iss=${evil}`, `iss=${evil}&${ours}`, `${ours}&${ours}`])
    expect(await read(`${query}&code=abc`)).toEqual(foreign)
  const { metadata } = await buildClient(issuer)
  const promised = { ...metadata, authorization_response_iss_parameter_supported: true }
  expect(await read('state=s&code=abc', { metadata: promised })).toEqual(foreign)
  expect(await read(`${ours}&code=abc`, { metadata: promised })).toMatchObject({ kind: 'code' })
  expect(await read('state=s&code=abc')).toMatchObject({ kind: 'code' })
})

// Dies if: what a server says of its refusal is taken whole, or a refusal without words is a crash.
test('[OAUTH-23] keeps the start of what our issuer says, and invents nothing', async () => {
  const words = await read(`${ours}&error=${'e'.repeat(300)}&error_description=${'d'.repeat(600)}`)
  expect(words).toEqual({
    kind: 'refused',
    refusal: {
      error: 'e'.repeat(200),
      errorDescription: 'd'.repeat(500),
      status: 0,
      authSession: null,
    },
  })
  expect(await read(`${ours}&error=access_denied`)).toMatchObject({
    refusal: { error: 'access_denied', errorDescription: null },
  })
})

// Dies if: what is no answer at all (another state, none, two) is read as one.
test.each(['state=t', '', 'state=s&state=s', 'state=s&error=a&error=b'])(
  '[OAUTH-23] `%s` is no answer',
  async (state) => {
    const query = `iss=${encodeURIComponent(issuer)}&code=abc&${state}`
    expect(await read(query)).toMatchObject({
      kind: 'refused',
      refusal: { error: 'bad_response', errorDescription: null },
    })
  },
)
