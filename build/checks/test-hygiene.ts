// Rules for tests: none is set aside or tried again, all randomness is seeded, a test against a threat names what it kills.
import { parseSync, Visitor } from 'oxc-parser'
import type { Argument, Expression, PropertyKey } from 'oxc-parser'
import type { Finding, SourceFile } from './project-files.ts'
import { readTests } from './requirement-gate.ts'
import type { CitedTest, DeclaredRequirement } from './requirement-gate.ts'

const testFile = /^test\/.*\.test\.tsx?$/
const runners = new Set(['it', 'test', 'describe'])
/** What turns a test off, leaves the others out, or turns its result around. */
const setsAside = new Set(['skip', 'only', 'todo', 'fails'])

/** Finds tests that are set aside or tried again, and random numbers that no seed brings back. */
export function checkTestHygiene(files: readonly SourceFile[]): Finding[] {
  return files.filter(({ path: file }) => file.startsWith('test/')).flatMap(findInTests)
}

/** Finds requirements against a threat of which no test says beside it which mutation it kills (`// Dies if: …`). */
export function checkNamedMutations(
  files: readonly SourceFile[],
  declared: readonly DeclaredRequirement[],
): Finding[] {
  const named = new Set(files.filter((file) => testFile.test(file.path)).flatMap(idsWithMutation))
  return declared
    .filter(({ id, threat }) => threat !== undefined && !named.has(id))
    .map(({ id }) => ({
      path: 'test/requirements',
      message: `${id} withstands a threat, and no test of it names a mutation that it kills`,
    }))
}

/** Beside a test means: in it, or in the lines above it up to the next blank one. */
function idsWithMutation(file: SourceFile): string[] {
  const marks = parseSync(file.path, file.text)
    .comments.filter(({ value }) => /^\W*Dies if: \S+ \S+/.test(value))
    .map(({ start }) => start)
  const isBeside = ({ start, end }: CitedTest): boolean => {
    const above = file.text.lastIndexOf('\n\n', start)
    return marks.some((mark) => mark > above && mark < end)
  }
  return readTests(file)
    .filter(isBeside)
    .flatMap(({ ids }) => ids)
}

function findInTests(file: SourceFile): Finding[] {
  // A table is two calls, one within the other.
  const said = new Set<string>()
  const say = (start: number, message: string): void => {
    const line = file.text.slice(0, start).split('\n').length
    said.add(`${message} (line ${String(line)})`)
  }
  new Visitor({
    CallExpression: ({ callee, start, arguments: given }) => {
      const [runner, ...words] = readChain(callee)
      if (runner === undefined || !runners.has(runner)) return
      const asked = [...words, ...given.flatMap(readOptions)]
      if (asked.some((word) => setsAside.has(word))) say(start, 'sets a test aside')
      if (asked.includes('retry')) say(start, 'tries a test again')
    },
    MemberExpression: ({ start, end }) => {
      if (file.text.slice(start, end) === 'Math.random')
        say(start, 'draws random numbers that no seed brings back')
    },
  }).visit(parseSync(file.path, file.text).program)
  return [...said].map((message) => ({ path: file.path, message }))
}

/** The names of what a test is asked for beside its function: `{ timeout: 1, 'retry': 2 }`. */
function readOptions(node: Argument): string[] {
  if (node.type !== 'ObjectExpression') return []
  return node.properties.flatMap((one) => (one.type === 'Property' ? readKey(one.key) : []))
}

function readKey(key: PropertyKey): string[] {
  if (key.type === 'Identifier') return [key.name]
  return key.type === 'Literal' && typeof key.value === 'string' ? [key.value] : []
}

/** The names of `it.concurrent.each(table)`: it, concurrent, each. */
function readChain(node: Expression | { readonly type: 'Super' }): string[] {
  if (node.type === 'Identifier') return [node.name]
  if (node.type === 'CallExpression') return readChain(node.callee)
  if (node.type === 'TaggedTemplateExpression') return readChain(node.tag)
  if (node.type !== 'MemberExpression') return []
  return [...readChain(node.object), ...readKey(node.property)]
}
