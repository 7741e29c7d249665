// Proves that editing by field changes what was typed and nothing else, digit for digit and character for character.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freezeArguments } from '../../main/interaction/digest.ts'
import { canonicalJson } from '../../main/interaction/digest.ts'
import {
  buildJson,
  emptyDraft,
  listFields,
  prettyJson,
} from '../../renderer/approval/edit-draft.ts'

const edit = (args: unknown, changes: Record<string, string>) => {
  const json = canonicalJson(args)
  return buildJson(json, listFields(json, []), new Map(Object.entries(changes)))
}

describe('editing by field', () => {
  it('[EDIT-09] nothing typed, nothing changed: also shown and taken back as JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (args) => {
        const json = canonicalJson(args)
        const built = buildJson(json, listFields(json, []), emptyDraft)
        expect(built.ok && freezeArguments(built.json)).toBe(json)
        // Dies if: the escape of a character that cannot be seen is another character.
        expect(freezeArguments(prettyJson(json))).toBe(json)
      }),
    )
  })

  it('[EDIT-09] what is typed goes in as it is, in the type that was there', () => {
    const args = { a: 1, b: 'x', c: true, d: [{ e: 'y' }], 'f/g~h': null }
    const typed = {
      '/a': ' 1200.50 ',
      '/b': '"2"\u202E\n',
      '/c': 'false',
      '/d/0/e': '7',
      '/f~1g~0h': '[1,{}]',
    }
    expect(edit(args, typed)).toEqual({
      ok: true,
      // Dies if: a number is turned into another on its way.
      json: '{"a":1200.50,"b":"\\"2\\"\u202E\\n","c":false,"d":[{"e":"7"}],"f/g~h":[1,{}]}',
    })
  })

  it.each([
    ['/a', '1,200'],
    ['/a', '0x10'],
    ['/a', 'NaN'],
    ['/a', '01'],
    ['/a', ''],
    ['/a', '1} ,"b":{'],
  ])('[EDIT-09] %s is no number when %j is typed', (pointer, typed) => {
    expect(edit({ a: 1 }, { [pointer]: typed })).toEqual({
      ok: false,
      pointer,
      problem: 'edit.not_a_number',
    })
  })

  it('[EDIT-09] what is no JSON is named, also where it would close what is around it', () => {
    for (const typed of ['{', '1,"x":2', ''])
      expect(edit({ a: null }, { '/a': typed })).toEqual({
        ok: false,
        pointer: '/a',
        problem: 'edit.not_json',
      })
  })

  it('[EDIT-09] every value has one field, labelled as on the card', () => {
    const rows = [{ pointer: '/a', label: 'Amount' }] as unknown as Parameters<typeof listFields>[1]
    expect(listFields('{"a":1,"b":{"c":"x\\ny"},"d":[]}', rows)).toEqual([
      { pointer: '/a', label: 'Amount', kind: 'number', start: '1' },
      { pointer: '/b/c', label: 'b/c', kind: 'long_text', start: 'x\ny' },
      { pointer: '/d', label: 'd', kind: 'json', start: '[]' },
    ])
  })

  it('[EDIT-09] nothing that hides is left hidden in the JSON that is shown', () => {
    expect(prettyJson('{"a":"x\u202Ey\u00A0z\u{E0041}"}')).toBe(
      '{\n  "a": "x\\u202ey\\u00a0z\\udb40\\udc41"\n}',
    )
  })
})
