// Rules for single files: header sentence, folder names, no barrels, no effects on import.
import { parseFile } from './module-imports.ts'
import type { Finding, SourceFile } from './project-files.ts'

const badFolders = new Set(['helpers', 'utils', 'common', 'misc', 'lib'])
const productFolders = /^(main|preload|renderer|shared)\//
/** The files whose purpose is to have an effect. */
const entries =
  /^(main\/(main|schema-worker|yaml-worker|countersign-hook|countersign-mcp)\.ts|preload\/[a-z-]+\.ts|renderer\/[a-z-]+\/main\.tsx)$/

/** The first line of each file is a comment: one sentence on what the file is for. */
export function checkHeaders(files: readonly SourceFile[]): Finding[] {
  return findIn(files, ({ text }) => {
    const [first = ''] = text.split('\n', 1)
    return /^\/\/ \S+( \S+){2,}[.?!]$/.test(first)
      ? undefined
      : 'does not begin with a comment of one sentence that says what the file is for'
  })
}

/** No folder has a name that says nothing. */
export function checkFolderNames(files: readonly SourceFile[]): Finding[] {
  return findIn(files, (file) => {
    const bad = file.path
      .split('/')
      .slice(0, -1)
      .find((name) => badFolders.has(name))
    return bad === undefined ? undefined : `lies in a folder called ${bad}`
  })
}

/** No file exists to pass on what other files export. */
export function checkBarrels(files: readonly SourceFile[]): Finding[] {
  return findIn(files, (file) => {
    if (/(^|\/)index\.[a-z]+$/.test(file.path)) return 'is called index'
    const passesOn = parseFile(file).body.some(
      (node) =>
        node.type === 'ExportAllDeclaration' ||
        (node.type === 'ExportNamedDeclaration' && node.source !== null),
    )
    return passesOn ? 'passes on exports of another file' : undefined
  })
}

/** Importing a file of the product does nothing; only its entries act. */
export function checkImportEffects(files: readonly SourceFile[]): Finding[] {
  const product = files.filter((file) => productFolders.test(file.path) && !entries.test(file.path))
  return findIn(product, (file) => {
    const effect = parseFile(file).body.find((node) => {
      if (node.type === 'ExpressionStatement') return !('directive' in node && node.directive)
      return actingStatements.has(node.type)
    })
    if (effect === undefined) return undefined
    const line = file.text.slice(0, effect.start).split('\n').length
    return `does something when it is imported (line ${String(line)})`
  })
}

const actingStatements: ReadonlySet<string> = new Set([
  'IfStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'SwitchStatement',
  'ThrowStatement',
  'TryStatement',
])

function findIn(
  files: readonly SourceFile[],
  judge: (file: SourceFile) => string | undefined,
): Finding[] {
  return files.flatMap((file) => {
    const message = judge(file)
    return message === undefined ? [] : [{ path: file.path, message }]
  })
}
