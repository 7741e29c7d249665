// Joins requirements and tests: each requirement has a proving test, each cited requirement exists.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Visitor } from 'oxc-parser'
import { parseFile } from './module-imports.ts'
import type { Finding, SourceFile } from './project-files.ts'

const idPattern = /^\[([A-Z][A-Z0-9]*-\d+)\]/

/** What the checks need of a requirement. */
export type DeclaredRequirement = {
  readonly id: string
  /** The threats that it withstands. */
  readonly threat?: number | readonly number[]
}

/** A test that runs: the ids at the start of its title, and where its call lies in the file. */
export type CitedTest = {
  readonly ids: readonly string[]
  readonly start: number
  readonly end: number
}

/** The requirements that `test/requirements.ts` gathers. Throws when one is declared twice. */
export async function loadDeclared(root: string): Promise<readonly DeclaredRequirement[]> {
  const address = pathToFileURL(path.join(root, 'test', 'requirements.ts')).href
  const { loadRequirements } = (await import(address)) as RequirementFile
  const declared = await loadRequirements()
  const ids = declared.map(({ id }) => id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined) throw new Error(`The requirement ${twice} is declared twice.`)
  return declared
}

type RequirementFile = { loadRequirements: () => Promise<readonly DeclaredRequirement[]> }

/** Finds requirements without a proving test, and citations of requirements that do not exist. */
export function checkRequirements(
  files: readonly SourceFile[],
  declared: readonly DeclaredRequirement[],
): Finding[] {
  const known = declared.map(({ id }) => id)
  const cited = files
    .filter((file) => /^test\/.*\.test\.tsx?$/.test(file.path))
    .flatMap((file) => idsOf(file).map((id) => ({ id, path: file.path })))
  const proven = new Set(cited.map(({ id }) => id))
  const unproven = known
    .filter((id) => !proven.has(id))
    .map((id) => ({ path: 'test/requirements', message: `${id} has no proving test` }))
  const unknown = cited
    .filter(({ id }) => !known.includes(id))
    .map((each) => ({ path: each.path, message: `cites the unknown requirement ${each.id}` }))
  return [...unproven, ...unknown]
}

/** The tests of a file; a skipped one proves nothing and is left out. */
export function readTests(file: SourceFile): CitedTest[] {
  const tests: CitedTest[] = []
  new Visitor({
    CallExpression: ({ arguments: [first], callee, start, end }) => {
      const name = file.text.slice(callee.start, callee.end)
      if (first === undefined || !isRunningTest(name)) return
      tests.push({ ids: idsAtStart(titleOf(file, first)), start, end })
    },
  }).visit(parseFile(file))
  return tests
}

const idsOf = (file: SourceFile): readonly string[] => readTests(file).flatMap(({ ids }) => ids)

function titleOf(file: SourceFile, node: { type: string; start: number; end: number }): string {
  const isText = node.type === 'Literal' || node.type === 'TemplateLiteral'
  return isText ? file.text.slice(node.start + 1, node.end - 1) : ''
}

function isRunningTest(callee: string): boolean {
  return /^(it|test|describe)\b/.test(callee) && !/\.(skip|todo|fails)\b/.test(callee)
}

function idsAtStart(title: string): string[] {
  const ids: string[] = []
  let rest = title
  for (;;) {
    const id = idPattern.exec(rest)?.[1]
    if (id === undefined) return ids
    ids.push(id)
    rest = rest.slice(id.length + 2).trimStart()
  }
}
