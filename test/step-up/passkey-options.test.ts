// Tests of the checks before a passkey ceremony.
import fc from 'fast-check'
import { getDomain } from 'tldts'
import { describe, expect, it } from 'vitest'
import { checkPasskeyOptions, isRpIdAllowed } from '../../main/step-up/passkey-options.ts'

const issuer = 'https://id.orchard.example'
const challenge = 'q0Zr3m1x8b2uTn5cWv7yKd'
const get = {
  challenge,
  rpId: 'orchard.example',
  timeout: 120_000,
  userVerification: 'discouraged',
}
const create = {
  challenge,
  rp: { id: 'orchard.example', name: 'Orchard' },
  user: { id: 'dTE3', name: 'alex', displayName: 'Alex' },
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  attestation: 'direct',
  extensions: { prf: {} },
}

function optionsOf(
  kind: 'get' | 'create',
  options: Record<string, unknown>,
): Record<string, unknown> {
  const checked = checkPasskeyOptions(kind, options, issuer)
  if (!checked.ok) throw new Error(checked.problem)
  return JSON.parse(checked.optionsJson)
}

describe('rpId', () => {
  // Dies if: the suffix check, the public suffix list, or the rule for localhost and addresses is dropped.
  it.each([
    ['id.orchard.example', 'https://id.orchard.example', true],
    ['orchard.example', 'https://id.orchard.example', true],
    ['example', 'https://id.orchard.example', false],
    ['a.id.orchard.example', 'https://id.orchard.example', false],
    ['other.example', 'https://id.orchard.example', false],
    ['evilorchard.example', 'https://id.orchard.example', false],
    ['', 'https://id.orchard.example', false],
    ['Orchard.example', 'https://id.orchard.example', false],
    ['orchard.example.', 'https://id.orchard.example', false],
    ['.orchard.example', 'https://id.orchard.example', false],
    ['com', 'https://bank.com', false],
    ['co.uk', 'https://bank.co.uk', false],
    ['bank.co.uk', 'https://login.bank.co.uk', true],
    ['github.io', 'https://me.github.io', false],
    ['me.github.io', 'https://me.github.io', true],
    ['github.io', 'https://github.io', false],
    ['localhost', 'http://localhost:4000', true],
    ['localhost', 'https://localhost', true],
    ['localhost', 'https://id.orchard.example', false],
    ['127.0.0.1', 'http://127.0.0.1:4000', false],
    ['localhost', 'http://127.0.0.1:4000', false],
    ['10.0.0.1', 'https://10.0.0.1', false],
    ['[::1]', 'http://[::1]:4000', false],
    ['orchard.example', 'http://id.orchard.example', false],
    ['xn--bcher-kva.example', 'https://id.bücher.example', true],
    ['bücher.example', 'https://id.bücher.example', false],
  ])('[STEP-11] %s at %s: %s', (rpId, at, allowed) => {
    expect(isRpIdAllowed(rpId, at)).toBe(allowed)
  })

  it('[STEP-11] agrees with the registrable domain of the public suffix list', () => {
    const label = fc.stringMatching(/^[a-z]{1,6}$/)
    const suffix = fc.constantFrom('com', 'co.uk', 'github.io', 'example', 'de')
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 3 }), suffix, (labels, end) => {
        const host = [...labels, end].join('.')
        const parts = host.split('.')
        const base = getDomain(host, { allowPrivateDomains: true }) ?? host
        for (let cut = 0; cut < parts.length; cut += 1) {
          const rpId = parts.slice(cut).join('.')
          expect(isRpIdAllowed(rpId, `https://${host}`)).toBe(rpId.length >= base.length)
        }
      }),
    )
  })
})

describe('options', () => {
  it('[STEP-12] user verification is forced, extensions and unknown members are gone', () => {
    const asked = optionsOf('get', { ...get, extensions: { appid: 'x' }, mediation: 'silent' })
    expect(asked).toMatchObject({ userVerification: 'required' })
    expect(Object.keys(asked).sort()).toEqual(
      ['allowCredentials', 'challenge', 'rpId', 'timeout', 'userVerification'].sort(),
    )
    const made = optionsOf('create', create)
    expect(made['attestation']).toBe('none')
    expect(made).not.toHaveProperty('extensions')
    expect(made['authenticatorSelection']).toEqual({ userVerification: 'required' })
  })

  it.each([
    [0, 30_000],
    [1e12, 300_000],
    [60_000, 60_000],
    ['soon', 120_000],
    [undefined, 120_000],
  ])('[STEP-12] timeout %s becomes %s ms', (timeout, expected) => {
    expect(optionsOf('get', { ...get, timeout })['timeout']).toBe(expected)
  })

  // Dies if: short challenges or ten thousand credentials reach the authenticator.
  it.each([
    ['a short challenge', { ...get, challenge: 'AAAA' }],
    ['no challenge', { rpId: get.rpId }],
    ['no rpId', { challenge }],
    ['padding', { ...get, challenge: `${challenge}==` }],
    [
      'too many credentials',
      { ...get, allowCredentials: Array(10_000).fill({ id: 'AAAA', type: 'public-key' }) },
    ],
  ])('[CASE-094] [STEP-12] refuses %s', (_name, options) => {
    expect(checkPasskeyOptions('get', options, issuer).ok).toBe(false)
  })

  it('[STEP-11] the origin is the issuer’s own', () => {
    const checked = checkPasskeyOptions('get', get, `${issuer}/tenant`)
    expect(checked).toMatchObject({ ok: true, origin: issuer, rpId: 'orchard.example' })
  })
})
