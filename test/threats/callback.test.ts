// Attacks what the browser brings back with codes that contradict, repeat or could be guessed.
import { expect, test } from 'vitest'
import { processCallback } from '../../main/oauth/callback.ts'
import type { OAuthClient } from '../../main/oauth/oauth-context.ts'
import { defaultIssuerOptions } from '../../shared/model/authorization-server.ts'
import { buildClient } from '../oauth/world.ts'

const issuer = 'https://id.example'
const long = 'c'.repeat(43)
const switched = {
  ...defaultIssuerOptions,
  directDeferral: true,
  openidDeferred: true,
}

const judge = async (query: string, options = switched): Promise<string> => {
  const client: OAuthClient = { ...(await buildClient(issuer)), options }
  const parameters = new URLSearchParams(`state=s&iss=${encodeURIComponent(issuer)}&${query}`)
  const callback = processCallback(client, parameters, 's')
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
  `deferred_code=${'c'.repeat(100_000)}`,
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
