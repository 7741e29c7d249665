// Proves that a server's schema can be checked against without trusting it: in time, without code of its own, without fetching.
import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkArguments } from '../../main/interaction/schema-check.ts'
import { createSchemaChecker } from '../../main/interaction/schema-checker.ts'
import { schemaWorker } from './edit-world.ts'

const object = (properties: Record<string, unknown>, more: object = {}) => ({
  type: 'object',
  properties,
  ...more,
})
const check = (schema: object, args: object) =>
  checkArguments(schema as Record<string, unknown>, JSON.stringify(args))
const nested = (depth: number): object =>
  depth === 0 ? { type: 'string' } : { type: 'object', properties: { a: nested(depth - 1) } }

describe('checking against a schema', () => {
  it.each([
    ['a number', object({ a: { type: 'number' } }), { a: '1' }, '/a', 'must be number'],
    ['a choice', object({ a: { enum: ['x', 'y'] } }), { a: 'z' }, '/a', 'values: "x", "y"'],
    ['a limit', object({ a: { maximum: 5 } }), { a: 6 }, '/a', '<= 5'],
    ['what is missing', object({}, { required: ['b'] }), {}, '', "required property 'b'"],
    [
      'what is not known',
      object({}, { additionalProperties: false }),
      { 'x/y': 1 },
      '/x~1y',
      'NOT',
    ],
    ['a list', object({ a: { items: { type: 'string' } } }), { a: ['x', 2] }, '/a/1', 'string'],
    [
      'a reference inside',
      object({ a: { $ref: '#/$defs/n' } }, { $defs: { n: { type: 'number' } } }),
      { a: 'x' },
      '/a',
      'must be number',
    ],
    [
      'the list form of draft-07',
      object(
        { a: { items: [{ type: 'string' }, { type: 'number' }] } },
        { $schema: 'http://json-schema.org/draft-07/schema#' },
      ),
      { a: ['x', 'y'] },
      '/a/1',
      'must be number',
    ],
    [
      'the list form of 2020-12',
      object({ a: { prefixItems: [{ type: 'string' }, { type: 'number' }] } }),
      { a: ['x', 'y'] },
      '/a/1',
      'must be number',
    ],
  ])('[EDIT-03] names the place of %s', (_what, schema, args, pointer, words) => {
    expect(check(schema, args)).toEqual({
      kind: 'misfits',
      pointer,
      words: expect.stringContaining(words) as string,
    })
  })

  it('[EDIT-03] formats and keywords it does not know say nothing, and nothing is filled in', () => {
    const schema = object({
      a: { type: 'string', format: 'unheard-of', 'x-hint': 1, example: 2 },
      b: { type: 'string', default: 'x' },
    })
    expect(check(schema, { a: 'y' })).toEqual({ kind: 'fits' })
    expect(check({}, { a: 'y' })).toEqual({ kind: 'fits' })
  })

  it.each<[string, object]>([
    ['a reference elsewhere', object({ a: { $ref: 'https://evil.example/schema' } })],
    ['a file', object({ a: { $ref: 'file:///etc/passwd' } })],
    ['a reference to nothing', object({ a: { $ref: '#/$defs/none' } })],
    ['a dynamic reference', object({ a: { $dynamicRef: '#a' } })],
    ['another name inside', object({ a: { $id: 'https://evil.example/' } })],
    ['an unknown draft', { $schema: 'https://evil.example/draft' }],
    ['a type there is not', object({ a: { type: 'strin' } })],
    ['a pattern that is none', object({ a: { pattern: '(' } })],
    ['no schema', { type: 5 }],
    ['more than a person could read', object({ a: { description: 'x'.repeat(200_000) } })],
    ['more depth than is of use', nested(60)],
    ['too much of it', object({ a: { enum: Array.from({ length: 6_000 }, (_, at) => at) } })],
    ['itself, for ever', { $ref: '#' }],
  ])('[EDIT-04] %s cannot be checked', (_what, schema) => {
    expect(check(schema, { a: 'x' })).toEqual({ kind: 'unusable' })
  })
})

describe('the worker', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'countersign-schema-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const codes = [
    '"];globalThis.ran=1;//',
    "'+(()=>{globalThis.ran=1})()+'",
    '`${globalThis.ran=1}`',
    '\\u0022];globalThis.ran=1//',
    '*/globalThis.ran=1/*',
    '__proto__',
    'constructor',
    '\u2028globalThis.ran=1\u2028',
  ]
  it.each(codes)('[EDIT-04] %j as a name, a value or a pattern is no code', (code) => {
    // Dies if: a part of the schema is put into what is compiled as it is.
    const escaped = code.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
    const schema = object(
      {
        [code]: { const: code, description: code, title: code },
        b: { enum: [code], default: code, pattern: escaped, format: code },
        c: {
          $ref: `#/$defs/${encodeURIComponent(code.replaceAll('~', '~0').replaceAll('/', '~1'))}`,
        },
      },
      {
        $defs: { [code]: { type: 'string' } },
        required: [code],
        dependentRequired: { [code]: [code] },
        patternProperties: { [escaped]: {} },
        $comment: code,
        [code]: code,
      },
    )
    const args = Object.fromEntries([
      [code, code],
      ['b', code],
      ['c', 'x'],
    ])
    const verdict = checkArguments(schema, JSON.stringify(args))
    expect('ran' in globalThis).toBe(false)
    expect(['fits', 'misfits', 'unusable']).toContain(verdict.kind)
    expect(Object.prototype).not.toHaveProperty('ran')
    // Some names mean something to the checker itself; then it must say that it cannot tell.
    if (!code.startsWith('__') && code !== 'constructor') expect(verdict).toEqual({ kind: 'fits' })
  })

  it('[EDIT-04] a pattern that runs away is given up in time, and does not hold the app up', async () => {
    // Dies if: the check runs in the app's own thread, or is waited for without an end.
    const checkSchema = createSchemaChecker(schemaWorker, 1_500)
    const schema = object({ a: { type: 'string', pattern: '^(a+)+$' } })
    let ticks = 0
    const ticking = setInterval(() => (ticks += 1), 10)
    const verdict = await checkSchema({
      schema,
      argumentsJson: JSON.stringify({ a: `${'a'.repeat(60)}!` }),
    })
    clearInterval(ticking)
    expect(verdict).toEqual({ kind: 'unusable' })
    expect(ticks).toBeGreaterThan(20)
    const next = await createSchemaChecker(schemaWorker)({ schema, argumentsJson: '{"a":"aa"}' })
    expect(next).toEqual({ kind: 'fits' })
  })

  it('[EDIT-04] a worker that says nothing, something else, throws or ends is a check that failed', async () => {
    const bodies = [
      '',
      'parentPort.postMessage({ kind: "fine" })',
      'throw new Error("no")',
      'process.exit(3)',
      'const all = []; for (;;) all.push(new Array(1e6).fill(1))',
    ]
    for (const [at, body] of bodies.entries()) {
      const file = path.join(folder, `worker-${at}.mjs`)
      writeFileSync(file, `import { parentPort } from 'node:worker_threads'\n${body}\n`)
      const ask = createSchemaChecker(pathToFileURL(file), 5_000)
      expect(await ask({ schema: {}, argumentsJson: '{}' })).toEqual({ kind: 'unusable' })
    }
    const missing = createSchemaChecker(pathToFileURL(path.join(folder, 'none.mjs')))
    expect(await missing({ schema: {}, argumentsJson: '{}' })).toEqual({ kind: 'unusable' })
  })

  it('[EDIT-04] the worker gets no environment and no arguments of the app', async () => {
    process.env['COUNTERSIGN_CANARY'] = 'canary-9'
    const file = path.join(folder, 'env.mjs')
    writeFileSync(
      file,
      `import { parentPort } from 'node:worker_threads'
       const words = JSON.stringify([process.env, process.argv.slice(2), process.execArgv])
       parentPort.postMessage({ kind: 'misfits', pointer: '', words })`,
    )
    const verdict = await createSchemaChecker(pathToFileURL(file))({
      schema: {},
      argumentsJson: '{}',
    })
    delete process.env['COUNTERSIGN_CANARY']
    expect(verdict).toMatchObject({ kind: 'misfits', words: '[{},[],[]]' })
  })
})
