// Tests of reading documents as text: JSON, YAML, what is neither, bombs; and a fuzz of whole documents.
// prove: 10000
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { readDocumentText } from '../../../main/resource/openapi/document-text.ts'
import { parseYaml } from '../../../main/resource/openapi/parse-yaml.ts'
import { createYamlReader } from '../../../main/resource/openapi/read-yaml.ts'
import { readApi } from '../../../main/resource/openapi/read-api.ts'
import { text, type TextKey } from '../../../shared/catalogue/text.ts'
import { isCountersignError } from '../../../shared/errors.ts'
import { buildDocument, documentUrl, inPath, jsonBody, oauth, query } from './documents.ts'

const host = 'api.example'
const small = buildDocument({ '/x': { get: { operationId: 'x' } } })

const readYaml = (source: string) => Promise.resolve(parseYaml(source))

async function problemOf(source: string): Promise<string> {
  try {
    await readDocumentText(source, host, readYaml)
    return 'none'
  } catch (error) {
    if (!isCountersignError(error, 'resource/bad_document')) throw error
    return error.message
  }
}

const words = (key: TextKey): string => text(key, { host })

describe('the text of a document', () => {
  it('[OAS-01] is JSON or YAML', async () => {
    expect(await readDocumentText(`\uFEFF ${JSON.stringify(small)}`, host, readYaml)).toEqual(small)
    expect(await readDocumentText(stringify(small), host, readYaml)).toEqual(small)
    const shared = 'openapi: 3.1.0\nx-a: &a {type: string}\nx-b: [*a, *a]\n'
    expect(await readDocumentText(shared, host, readYaml)).toMatchObject({
      'x-b': [{}, { type: 'string' }],
    })
  })

  it('[OAS-02] is refused in plain words when it is anything else', async () => {
    expect(await problemOf('<!doctype html><html></html>')).toBe(words('openapi.web-page'))
    expect(await problemOf('\n  <?xml version="1.0"?>')).toBe(words('openapi.web-page'))
    expect(await problemOf('{"openapi": "3.1.0", ')).toBe(words('openapi.unreadable'))
    expect(await problemOf('a: [1, 2')).toBe(words('openapi.unreadable'))
    expect(await problemOf('a: 1\na: 2')).toBe(words('openapi.unreadable'))
    expect(await problemOf('a: 1\n---\nb: 2')).toBe(words('openapi.unreadable'))
    for (const source of ['', 'hello', '[1, 2]', 'null', '42', '"text"']) {
      expect(await problemOf(source), source).toBe(words('openapi.not-openapi'))
    }
  })

  it('[OAS-02] is refused when it is a bomb', async () => {
    const laughs = ['a: &a0 [x, x, x, x, x, x, x, x, x, x]']
    for (let at = 1; at < 12; at += 1) {
      const alias = `*a${at - 1}`
      laughs.push(`a${at}: &a${at} [${Array.from({ length: 10 }, () => alias).join(', ')}]`)
    }
    // Dies if: aliases are expanded without a bound.
    expect(await problemOf(laughs.join('\n'))).toBe(words('openapi.unreadable'))
    expect(await problemOf('a: &a {b: *a}')).toMatch(/leads back into itself|neither valid JSON/)
    expect(await problemOf('['.repeat(2_000))).toBe(words('openapi.unreadable'))
    const deep = `{"a":${'['.repeat(200)}${']'.repeat(200)}}`
    expect(await problemOf(deep)).toBe(words('openapi.too-deep'))
    expect(await problemOf(' '.repeat(20 * 1024 * 1024 + 1))).toBe(words('openapi.too-large'))
    expect(await problemOf(`a: ${'x'.repeat(4 * 1024 * 1024)}`)).toBe(
      words('openapi.yaml-too-large'),
    )
  })

  it('[OAS-02] takes no tag of YAML for code, and no key for a prototype', async () => {
    const read = await readDocumentText(
      '__proto__: {polluted: 1}\nx: !!js/function "a"\n',
      host,
      readYaml,
    )
    expect(Object.keys(read)).toEqual(['__proto__', 'x'])
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
    expect('polluted' in {}).toBe(false)
    expect(read['x']).toBe('a')
  })
})

describe('the worker', () => {
  const workerFile = new URL('../../../main/yaml-worker.ts', import.meta.url)

  it('[OAS-02] reads YAML in a thread of its own', async () => {
    const read = createYamlReader(workerFile)
    expect(await read('a: [1, two]')).toEqual({ kind: 'value', value: { a: [1, 'two'] } })
    expect(await read('a: [')).toEqual({ kind: 'bad' })
  })

  it('[OAS-02] nobody waits for one that is kept busy', async () => {
    // Dies if: the limit ends nothing.
    const read = createYamlReader(workerFile, 1)
    expect(await read('['.repeat(1_000_000))).toEqual({ kind: 'bad' })
  })
})

const facts = {
  connectionId: 'c',
  agreedOrigin: null,
  isProtected: false,
  isOpen: false,
  documentUrl,
}

describe('bad documents', () => {
  const problem = (document: Record<string, unknown>): string => {
    try {
      readApi({ ...facts, document })
      return 'none'
    } catch (error) {
      if (!isCountersignError(error, 'resource/bad_document')) throw error
      return error.message
    }
  }

  it('[OAS-02] says which version it is of, or that it has no use', () => {
    expect(problem({ swagger: '2.0', paths: {} })).toBe(words('openapi.swagger'))
    expect(problem({ openapi: '4.0.0' })).toBe(text('openapi.version', { host, version: '4.0.0' }))
    expect(problem({ openapi: 3 })).toBe(text('openapi.version', { host, version: '?' }))
    expect(problem({ info: {} })).toBe(words('openapi.not-openapi'))
    expect(problem(buildDocument({}))).toBe(words('openapi.no-operations'))
    expect(problem(buildDocument({ '/x': { get: null, 'x-get': {} } }))).toBe(
      words('openapi.no-operations'),
    )
  })
})

describe('whatever a document says', () => {
  const rich = buildDocument(
    {
      '/a/{id}': {
        parameters: [inPath('id')],
        get: { operationId: 'a', parameters: [query('q', { style: 'deepObject' })] },
        post: {
          requestBody: jsonBody({ $ref: '#/components/schemas/A' }),
          security: [{ o: ['write'] }],
        },
      },
      '/b': { put: { requestBody: { $ref: '#/components/requestBodies/B' } } },
    },
    {
      components: {
        securitySchemes: { o: oauth },
        requestBodies: {
          B: jsonBody({ type: 'array', items: { $ref: '#/components/schemas/A' } }),
        },
        schemas: {
          A: {
            type: 'object',
            properties: { a: { $ref: '#/components/schemas/A' }, b: { enum: [1, null] } },
            required: ['a'],
          },
        },
      },
    },
  )

  const strange = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>(
      { $ref: '#' },
      { $ref: '#/components/schemas/A' },
      { $ref: '#/paths/~1a~1{id}/get' },
      { $ref: 'https://elsewhere.example/' },
      { $ref: 7 },
      [],
      {},
      null,
      -1,
      '__proto__',
      'constructor',
      Number.POSITIVE_INFINITY,
      '\uD800',
      '\u202E',
    ),
  )

  /** Puts `value` somewhere into a copy of the document. */
  function damage(where: readonly number[], value: unknown): Record<string, unknown> {
    const copy = structuredClone(rich)
    let at: Record<string, unknown> = copy
    for (const step of where) {
      const names = Object.keys(at)
      const name = names[step % Math.max(1, names.length)] ?? 'x'
      const inner = at[name]
      if (typeof inner !== 'object' || inner === null) {
        at[name] = value
        return copy
      }
      at = inner as Record<string, unknown>
    }
    const [first = 'x'] = Object.keys(at)
    at[first] = value
    return copy
  }

  it('[OAS-11] it is read, or refused by our own error, and keeps to its bounds', () => {
    const runs = { numRuns: Number(process.env['COUNT'] ?? 300) }
    const where = fc.array(fc.nat(20), { maxLength: 9 })
    fc.assert(
      fc.property(where, strange, where, strange, (one, value, other, second) => {
        const document = damage(one, value)
        Object.assign(document, damageTop(document, other, second))
        try {
          const read = readApi({ ...facts, document })
          if (read.kind !== 'read') return
          const names = read.tools.map(({ name }) => name)
          expect(new Set(names).size).toBe(names.length)
          for (const tool of read.tools) {
            expect(tool.name).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
            expect(tool.http?.serverUrl).toMatch(/^https:\/\/api\.example(?:\/|$)/)
            expect(tool.definitionHash).toMatch(/^[0-9a-f]{64}$/)
          }
        } catch (error) {
          // Dies if: a member is read without looking at what it is.
          if (!isCountersignError(error, 'resource/bad_document')) throw error
        }
      }),
      runs,
    )
  })

  /** Every other time a second member is damaged as well. */
  function damageTop(
    document: Record<string, unknown>,
    where: readonly number[],
    value: unknown,
  ): Record<string, unknown> {
    const names = ['servers', 'paths', 'components', 'security', 'info', 'openapi']
    const name = names[(where[0] ?? 0) % names.length] ?? 'info'
    return where.length % 2 === 0 ? document : { [name]: value }
  }

  it('[OAS-11] text of any kind is read, or refused by our own error', async () => {
    const runs = { numRuns: Math.min(2_000, Number(process.env['COUNT'] ?? 80)) }
    const source = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.json({ maxDepth: 2 }),
      fc
        .array(
          fc.constantFrom(
            'a',
            ':',
            ' ',
            '\n',
            '- ',
            '&a',
            '*a',
            '{',
            '}',
            '[',
            ']',
            '!!',
            '|',
            '"',
            "'",
            '#',
            '? ',
            '---',
          ),
          { maxLength: 30 },
        )
        .map((parts) => parts.join('')),
    )
    await fc.assert(
      fc.asyncProperty(source, async (words) => {
        const read = await readDocumentText(words, host, readYaml).catch((error: unknown) => {
          if (!isCountersignError(error, 'resource/bad_document')) throw error
          return null
        })
        expect(read === null || typeof read === 'object').toBe(true)
      }),
      runs,
    )
  })
})
