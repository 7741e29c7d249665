// Reads what a file imports, and of which kind each import is.
import { parseSync } from 'oxc-parser'
import type { Program } from 'oxc-parser'
import type { SourceFile } from './project-files.ts'

/** One import of a file. */
export type ModuleImport = {
  readonly specifier: string
  /** Only types come over: nothing of it is there at run time. */
  readonly isTypeOnly: boolean
}

/** Parses a file; throws when it is not valid. */
export function parseFile(file: SourceFile): Program {
  const result = parseSync(file.path, file.text)
  const [error] = result.errors
  if (error !== undefined) throw new Error(`${file.path}: ${error.message}`)
  return result.program
}

/** Every static import, re-export and dynamic import with a plain text address. */
export function readImports(file: SourceFile): ModuleImport[] {
  const { module } = parseSync(file.path, file.text)
  const statics = module.staticImports.map((each) => ({
    specifier: each.moduleRequest.value,
    isTypeOnly: each.entries.length > 0 && each.entries.every((entry) => entry.isType),
  }))
  const reExports = module.staticExports
    .flatMap((each) => each.entries)
    .flatMap((entry) =>
      entry.moduleRequest === null
        ? []
        : [{ specifier: entry.moduleRequest.value, isTypeOnly: entry.isType }],
    )
  const dynamics = module.dynamicImports.flatMap((each) => {
    const text = file.text.slice(each.moduleRequest.start, each.moduleRequest.end)
    const match = /^['"`]([^'"`$]*)['"`]$/.exec(text)
    return match?.[1] === undefined ? [] : [{ specifier: match[1], isTypeOnly: false }]
  })
  return [...statics, ...reExports, ...dynamics]
}
