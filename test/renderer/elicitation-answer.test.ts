// Proves which answers to an elicitation can be sent, and in which form.
import { describe, expect, it } from 'vitest'
import { codeLengthOf, contentOf, firstDraft } from '../../renderer/approval/elicitation-answer.ts'
import type { FieldValue } from '../../renderer/approval/elicitation-answer.ts'
import type { ElicitationField, ElicitationView } from '../../shared/model/elicitation.ts'

const field: ElicitationField = {
  name: 'one',
  label: 'One',
  description: null,
  kind: 'text',
  required: true,
  options: [],
  minLength: null,
  maxLength: null,
  pattern: null,
  format: null,
  minimum: null,
  maximum: null,
  defaultValue: null,
}
const view = (kind: ElicitationView['kind'], fields: ElicitationField[]): ElicitationView => ({
  kind,
  message: '',
  fields,
  triesLeft: null,
  answersTo: 'id.example',
  passkeyUnavailable: null,
  problem: null,
})
const draft = (value: FieldValue) => new Map([['one', value]])

describe('the answer to an elicitation', () => {
  it('[RND-12] chooses beforehand only where one way can be used', () => {
    const both = ['passkey', 'totp'].map((value) => ({ value, label: value }))
    const choice = view('authenticator_choice', [{ ...field, kind: 'choice', options: both }])
    // Dies if: a choice is made for the person.
    expect(firstDraft(choice).size).toBe(0)
    const only = { ...choice, passkeyUnavailable: 'There is no authenticator.' }
    expect([...firstDraft(only)]).toEqual([['one', 'totp']])
    expect(firstDraft({ ...only, kind: 'form' }).size).toBe(0)
  })

  it('[RND-12] sends a code only when it is complete', () => {
    const elicitation = view('totp', [{ ...field, minLength: 6, maxLength: 6 }])
    expect(contentOf(elicitation, draft('84729'))).toBeNull()
    expect(contentOf(elicitation, draft('847291'))).toEqual({ one: '847291' })
    expect(codeLengthOf({ ...field, maxLength: 8 })).toBe(8)
    expect(codeLengthOf({ ...field, maxLength: 10_000 })).toBe(8)
  })

  it('[RND-12] sends nothing but the known fields', () => {
    const typed = new Map<string, FieldValue>([
      ['one', 'a'],
      ['__proto__', 'b'],
      ['other', 'c'],
    ])
    // Dies if: the draft is sent as it is.
    expect(contentOf(view('form', [field]), typed)).toEqual({ one: 'a' })
  })

  it('[RND-12] sends the type asked for, within its bounds', () => {
    const number = { ...field, kind: 'integer' as const, minimum: 1, maximum: 9 }
    expect(contentOf(view('form', [number]), draft('3'))).toEqual({ one: 3 })
    for (const wrong of ['3.5', '0', '10', '', 'three', 'Infinity']) {
      expect(contentOf(view('form', [number]), draft(wrong))).toBeNull()
    }
    const choice = { ...field, kind: 'choice' as const, options: [{ value: 'a', label: 'A' }] }
    expect(contentOf(view('form', [choice]), draft('a'))).toEqual({ one: 'a' })
    expect(contentOf(view('form', [choice]), draft('b'))).toBeNull()
  })

  it('[RND-12] waits for what is needed and leaves out what is not', () => {
    expect(contentOf(view('form', [field]), new Map())).toBeNull()
    expect(contentOf(view('form', [field]), draft(''))).toBeNull()
    expect(contentOf(view('form', [{ ...field, required: false }]), new Map())).toEqual({})
    const yesNo = { ...field, kind: 'boolean' as const }
    expect(contentOf(view('form', [yesNo]), new Map())).toEqual({ one: false })
  })

  it('[RND-12] starts no passkey ceremony where there is no authenticator', () => {
    const passkey = view('passkey', [])
    expect(contentOf(passkey, new Map())).toEqual({})
    expect(contentOf({ ...passkey, passkeyUnavailable: 'no' }, new Map())).toBeNull()
  })
})
