// Tests of the strict elicitation parser and of the check of answers.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkElicitationAnswer } from '../../main/step-up/elicitation-answer.ts'
import { parseElicitations, type ParsedElicitation } from '../../main/step-up/elicitation.ts'
import { isShowable } from '../../main/step-up/ask-person.ts'

type Properties = Record<string, unknown>

function entry(properties: Properties, more: Properties = {}): Properties {
  return {
    mode: 'form',
    message: 'Please',
    requestedSchema: { type: 'object', properties, required: Object.keys(properties) },
    ...more,
  }
}

function parseOne(item: unknown): ParsedElicitation {
  const parsed = parseElicitations([item])
  if (parsed.kind !== 'ask') throw new Error(JSON.stringify(parsed))
  const [first] = parsed.entries
  if (first === undefined) throw new Error('no entry')
  return first
}

const otp = { type: 'string', minLength: 6, maxLength: 6, pattern: '^[0-9]{6}$' }
const request = { challenge: 'q0Zr3m1x8b2uTn5cWv7yKd', rpId: 'id.orchard.example' }
const creation = { ...request, pubKeyCredParams: [{ type: 'public-key', alg: -7 }] }
const response = { type: 'string', maxLength: 16_384 }

describe('kinds', () => {
  const choice = { type: 'string', oneOf: [{ const: 'totp', title: 'Code' }, { const: 'passkey' }] }
  const canonical = { type: 'string', default: JSON.stringify(request) }
  it.each([
    ['authenticator_choice', entry({ authenticator: choice })],
    ['totp', entry({ otp })],
    ['passkey', entry({ webauthn_request: canonical, webauthn_response: response })],
    [
      'passkey_registration',
      entry({
        webauthn_request: { type: 'string', default: JSON.stringify(creation) },
        webauthn_response: response,
      }),
    ],
    ['passkey', entry({ webauthn_response: { ...response, 'x-webauthn-request': request } })],
    ['passkey', entry({ webauthn_response: response }, { publicKey: request })],
    ['passkey', entry({ webauthn_response: response }, { authn_params_public_key: request })],
    ['form', entry({ agree: { type: 'boolean' } })],
    ['form', entry({ otp: { type: 'string' }, name: { type: 'string' } })],
    ['form', entry({ otp: { type: 'string', maxLength: 64 } })],
  ])('[STEP-06] %s', (kind, item) => {
    expect(parseOne(item).kind).toBe(kind)
  })

  it('keeps both the value and the label of an option', () => {
    const fields = parseOne(entry({ authenticator: choice })).fields
    expect(fields[0]?.options).toEqual([
      { value: 'totp', label: 'Code' },
      { value: 'passkey', label: 'passkey' },
    ])
  })
})

describe('closed against', () => {
  const eleven = Object.fromEntries(
    Array.from({ length: 11 }, (_value, index) => [`p${index}`, { type: 'boolean' }]),
  )
  // Dies if: any of these is let through to the view.
  it.each([
    ['nothing', []],
    ['no array', { 0: entry({ otp }) }],
    ['no properties', [entry({})]],
    ['a nested object', [entry({ a: { type: 'object', properties: {} } })]],
    ['$ref', [entry({ a: { $ref: '#/x' } })]],
    ['$ref beside a type', [entry({ a: { type: 'string', $ref: '#/x' } })]],
    ['more than ten properties', [entry(eleven)]],
    ['an entry over 64 KiB', [entry({ otp }, { junk: 'x'.repeat(70_000) })]],
    ['overlapping names', [entry({ otp }), entry({ otp })]],
    ['too many entries', Array.from({ length: 100 }, (_v, i) => entry({ [`a${i}`]: otp }))],
    ['bounds the wrong way round', [entry({ otp: { ...otp, minLength: 9 } })]],
    ['an enormous enum', [entry({ a: { type: 'string', enum: Array(101).fill('x') } })]],
    ['options that repeat', [entry({ a: { type: 'string', enum: ['x', 'x'] } })]],
    ['an unknown format', [entry({ a: { type: 'string', format: 'password' } })]],
    [
      'a prototype name',
      [
        JSON.parse(
          '{"mode":"form","message":"","requestedSchema":{"type":"object","properties":{"__proto__":{"type":"boolean"}}}}',
        ),
      ],
    ],
    [
      'a required property that is not declared',
      [
        {
          ...entry({ otp }),
          requestedSchema: { type: 'object', properties: { otp }, required: ['other'] },
        },
      ],
    ],
    [
      'allOf',
      [{ ...entry({ otp }), requestedSchema: { type: 'object', properties: { otp }, allOf: [] } }],
    ],
  ])('[CASE-089] [CASE-097] [STEP-07] %s', (_name, value) => {
    expect(parseElicitations(value).kind).toBe('refused')
  })

  it('[STEP-07] url mode leaves for the browser', () => {
    expect(parseElicitations([{ mode: 'url', message: '', url: 'javascript:1' }]).kind).toBe('web')
  })

  it('[STEP-08] no free text is ever shown beside the one-time code', () => {
    // Dies if: isShowable lets a text field of an unknown form through.
    for (const name of ['password', 'passwort', 'mot_de_passe', 'api_key', 'recovery', 'pin']) {
      expect(isShowable(parseOne(entry({ [name]: { type: 'string' } })))).toBe(false)
      expect(isShowable(parseOne(entry({ [name]: { type: 'integer' } })))).toBe(false)
    }
    expect(isShowable(parseOne(entry({ otp })))).toBe(true)
  })

  it('[STEP-07] anything at all: never throws, and what is asked is small and flat', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const parsed = parseElicitations(value)
        if (parsed.kind !== 'ask') return
        for (const { fields } of parsed.entries) expect(fields.length).toBeLessThanOrEqual(10)
      }),
    )
  })
})

describe('answers', () => {
  it('[STEP-09] sends only declared properties', () => {
    const one = parseOne(entry({ otp }))
    const checked = checkElicitationAnswer(one, { otp: '123 456', extra: 'x', constructor: 'y' })
    expect(checked).toEqual({ ok: true, response: { otp: '123456' } })
  })

  it.each(['12345', '1234567', 'abcdef', '', '１２３４５６'])(
    '[STEP-09] refuses the code %j',
    (code) => {
      expect(checkElicitationAnswer(parseOne(entry({ otp })), { otp: code }).ok).toBe(false)
    },
  )

  it('[STEP-09] a response always fits what was asked', () => {
    const field = fc.oneof(
      fc.record({ type: fc.constant('boolean') }),
      fc.record({
        type: fc.constant('string'),
        enum: fc.uniqueArray(fc.string(), { minLength: 1 }),
      }),
      fc.record({
        type: fc.constant('integer'),
        minimum: fc.integer({ max: 0 }),
        maximum: fc.nat(),
      }),
    )
    const properties = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), field, {
      minKeys: 1,
      maxKeys: 10,
    })
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()))
    fc.assert(
      fc.property(properties, fc.dictionary(fc.string(), value), (declared, content) => {
        const one = parseOne(entry(declared))
        const checked = checkElicitationAnswer(one, content)
        if (!checked.ok) return
        for (const name of Object.keys(checked.response)) expect(declared).toHaveProperty([name])
      }),
    )
  })

  // Dies if: the pattern of the server is compiled and run.
  it('[STEP-10] a catastrophic pattern costs nothing: it is never run', () => {
    const startedAt = performance.now()
    const one = parseOne(entry({ word: { type: 'string', pattern: '^(a+)+$' } }))
    expect(checkElicitationAnswer(one, { word: `${'a'.repeat(40)}!` }).ok).toBe(true)
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })
})
