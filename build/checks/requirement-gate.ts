// Joins requirements and tests: each requirement has a proving test, each cited requirement exists.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Visitor } from 'oxc-parser'
import { parseFile } from './module-imports.ts'
import type { Finding, SourceFile } from './project-files.ts'

const idPattern = /^\[([A-Z][A-Z0-9]*-\d+)\]/

/** The ids that `test/requirements.ts` gathers. Throws when one is declared twice. */
export async function loadRequirementIds(root: string): Promise<string[]> {
  const address = pathToFileURL(path.join(root, 'test', 'requirements.ts')).href
  const { loadRequirements } = (await import(address)) as RequirementFile
  const ids = (await loadRequirements()).map(({ id }) => id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined) throw new Error(`The requirement ${twice} is declared twice.`)
  return ids
}

type RequirementFile = { loadRequirements: () => Promise<readonly { id: string }[]> }

/** Finds requirements without a proving test, and citations of requirements that do not exist. */
export function checkRequirements(
  files: readonly SourceFile[],
  declared: readonly string[],
): Finding[] {
  const cited = files
    .filter((file) => /^test\/.*\.test\.tsx?$/.test(file.path))
    .flatMap((file) => readCitations(file).map((id) => ({ id, path: file.path })))
  const proven = new Set(cited.map(({ id }) => id))
  const unproven = declared
    .filter((id) => !proven.has(id))
    .map((id) => ({ path: 'test/requirements', message: `${id} has no proving test` }))
  const unknown = cited
    .filter(({ id }) => !declared.includes(id))
    .map((each) => ({ path: each.path, message: `cites the unknown requirement ${each.id}` }))
  return [...unproven, ...unknown]
}

/** The ids at the start of the titles of tests that run; a skipped test proves nothing. */
export function readCitations(file: SourceFile): string[] {
  const ids: string[] = []
  new Visitor({
    CallExpression: (call) => {
      const [first] = call.arguments
      const callee = file.text.slice(call.callee.start, call.callee.end)
      if (first === undefined || !isRunningTest(callee)) return
      ids.push(...idsAtStart(titleOf(file, first)))
    },
  }).visit(parseFile(file))
  return ids
}

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
