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
    // The end of an address looks like a name with a suffix.
    ['0.0.1', 'https://10.0.0.1', false],
    ['0.1', 'https://10.0.0.1', false],
    ['0.0.1', 'https://0x7f000001', false],
    ['id.orchard.example', 'http://localhost', false],
    ['', 'http://localhost', false],
    ['localhost', 'ftp://localhost', false],
    ['localhost', 'https://id.localhost', false],
    ['orchard.example', 'ftp://id.orchard.example', false],
    ['orchard.example', 'id.orchard.example', false],
    ['orchard.example', '', false],
    ['orchard.example.', 'https://id.orchard.example.', false],
    ['', 'https://id.orchard.example.', false],
    ['_id.orchard.example', 'https://_id.orchard.example', false],
    ['id_.orchard.example', 'https://id_.orchard.example', false],
    ['a-b.orchard.example', 'https://a-b.orchard.example', true],
    ['a.b.c.orchard.example', 'https://a.b.c.orchard.example', true],
    ['x.y', 'https://x.y', true],
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

  // Dies if: the options are built before the rpId is judged, whatever the kind.
  it.each([
    ['get', { ...get, rpId: 'evil.example' }],
    ['create', { ...create, rp: { id: 'evil.example', name: 'Orchard' } }],
  ] as const)('[STEP-11] of a %s for another’s rpId nothing is built', (kind, options) => {
    expect(checkPasskeyOptions(kind, options, issuer)).toEqual({
      ok: false,
      problem: 'rpId does not belong to the issuer',
    })
  })

  it.each([
    [15, false],
    [16, true],
    [1_024, true],
    [1_025, false],
  ])('[STEP-12] a passkey challenge of %i bytes is taken: %s', (length, isTaken) => {
    const checked = checkPasskeyOptions(
      'get',
      { ...get, challenge: Buffer.alloc(length, 7).toString('base64url') },
      issuer,
    )
    const problem = 'passkey challenge has a wrong length'
    expect(checked).toMatchObject(isTaken ? { ok: true } : { ok: false, problem })
  })

  it('[STEP-12] a sign-in is rebuilt member by member', () => {
    const known = { id: 'AAAA', type: 'public-key', transports: ['usb', 'internal'] }
    expect(optionsOf('get', { ...get, allowCredentials: [{ ...known, more: 1 }] })).toEqual({
      challenge,
      rpId: 'orchard.example',
      allowCredentials: [known],
      userVerification: 'required',
      timeout: 120_000,
    })
    expect(optionsOf('get', { challenge, rpId: 'orchard.example' })).toMatchObject({
      allowCredentials: [],
      timeout: 120_000,
    })
    const plain = optionsOf('get', { ...get, allowCredentials: [{ id: 'AAAA' }] })
    expect(plain['allowCredentials']).toEqual([{ id: 'AAAA', type: 'public-key' }])
  })

  it('[STEP-12] a registration is rebuilt member by member', () => {
    const selection = { authenticatorAttachment: 'platform', residentKey: 'required' }
    const asked = {
      ...create,
      rp: { ...create.rp, icon: 'https://evil.example' },
      user: { id: 'dTE3', name: 'alex', icon: 'https://evil.example' },
      pubKeyCredParams: [{ type: 'public-key', alg: -7, more: 1 }],
      excludeCredentials: [{ id: 'AAAA' }],
      authenticatorSelection: { ...selection, userVerification: 'discouraged' },
      timeout: Number.NaN,
    }
    expect(optionsOf('create', asked)).toEqual({
      challenge,
      rp: create.rp,
      user: { id: 'dTE3', name: 'alex', displayName: '' },
      pubKeyCredParams: create.pubKeyCredParams,
      excludeCredentials: [{ id: 'AAAA', type: 'public-key' }],
      authenticatorSelection: { ...selection, userVerification: 'required' },
      timeout: 120_000,
      attestation: 'none',
    })
    expect(optionsOf('create', create)).toMatchObject({ excludeCredentials: [], user: create.user })
  })

  it.each([
    ['authenticatorAttachment', ['platform', 'cross-platform']],
    ['residentKey', ['discouraged', 'preferred', 'required']],
  ])('[STEP-12] of %s every word of the standard is taken, and no other', (name, words) => {
    const select = (word: unknown) => ({ ...create, authenticatorSelection: { [name]: word } })
    for (const word of words) {
      expect(optionsOf('create', select(word))['authenticatorSelection']).toEqual({
        [name]: word,
        userVerification: 'required',
      })
    }
    for (const word of ['', 'any', null, 1])
      expect(checkPasskeyOptions('create', select(word), issuer).ok).toBe(false)
  })

  const malformed = { ok: false, problem: 'options malformed' }
  const key = { id: 'AAAA', type: 'public-key' }
  const ofKeys = (key_: unknown) => ({ ...get, allowCredentials: [key_] })

  // Dies if: a bound of the options is moved, or a member that is not looked at reaches the authenticator.
  it.each<[string, Record<string, unknown>, boolean]>([
    ['a challenge with a space', { ...get, challenge: ` ${challenge}` }, false],
    ['a challenge with a line end', { ...get, challenge: `${challenge}\n` }, false],
    ['an empty challenge', { ...get, challenge: '' }, false],
    ['a credential id of 1400', ofKeys({ ...key, id: 'A'.repeat(1_400) }), true],
    ['a credential id of 1401', ofKeys({ ...key, id: 'A'.repeat(1_401) }), false],
    ['a credential id that is no base64url', ofKeys({ ...key, id: 'A+A=' }), false],
    ['a credential without an id', ofKeys({ type: 'public-key' }), false],
    ['a credential of another type', ofKeys({ ...key, type: 'password' }), false],
    ['ten transports', ofKeys({ ...key, transports: Array(10).fill('usb') }), true],
    ['eleven transports', ofKeys({ ...key, transports: Array(11).fill('usb') }), false],
    ['a transport that is no text', ofKeys({ ...key, transports: [1] }), false],
    ['a hundred credentials', { ...get, allowCredentials: Array(100).fill(key) }, true],
    ['a hundred and one', { ...get, allowCredentials: Array(101).fill(key) }, false],
  ])('[STEP-12] of a sign-in, %s: taken %s', (_name, options, isTaken) => {
    const checked = checkPasskeyOptions('get', options, issuer)
    expect(checked).toMatchObject(isTaken ? { ok: true } : malformed)
  })

  const user = create.user
  const param = { type: 'public-key', alg: -7 }
  it.each<[string, Record<string, unknown>, boolean]>([
    ['no rp', { rp: undefined }, false],
    ['an rp without a name', { rp: { id: 'orchard.example' } }, false],
    ['a name of 500', { rp: { ...create.rp, name: 'n'.repeat(500) } }, true],
    ['a name of 501', { rp: { ...create.rp, name: 'n'.repeat(501) } }, false],
    ['no user', { user: undefined }, false],
    ['a user id of 100', { user: { ...user, id: 'A'.repeat(100) } }, true],
    ['a user id of 101', { user: { ...user, id: 'A'.repeat(101) } }, false],
    ['a user id that is no base64url', { user: { ...user, id: 'alex@' } }, false],
    ['a user without a name', { user: { id: 'dTE3' } }, false],
    ['no algorithm', { pubKeyCredParams: [] }, false],
    ['one algorithm', { pubKeyCredParams: [param] }, true],
    ['twenty algorithms', { pubKeyCredParams: Array(20).fill(param) }, true],
    ['twenty-one algorithms', { pubKeyCredParams: Array(21).fill(param) }, false],
    ['an algorithm of no type', { pubKeyCredParams: [{ alg: -7 }] }, false],
    ['an algorithm of another type', { pubKeyCredParams: [{ ...param, type: 'x' }] }, false],
    ['half an algorithm', { pubKeyCredParams: [{ ...param, alg: -7.5 }] }, false],
    ['an algorithm without a number', { pubKeyCredParams: [{ type: 'public-key' }] }, false],
    ['a hundred and one to leave out', { excludeCredentials: Array(101).fill(key) }, false],
  ])('[STEP-12] of a registration, %s: taken %s', (_name, changes, isTaken) => {
    const checked = checkPasskeyOptions('create', { ...create, ...changes }, issuer)
    expect(checked).toMatchObject(isTaken ? { ok: true } : malformed)
  })

  it('[STEP-11] the origin is the issuer’s own', () => {
    const checked = checkPasskeyOptions('get', get, `${issuer}/tenant`)
    expect(checked).toMatchObject({ ok: true, origin: issuer, rpId: 'orchard.example' })
  })
})
