// The checks on the tree of source files, by name.
import { checkBarrels, checkFolderNames, checkHeaders, checkImportEffects } from './file-rules.ts'
import { checkImportDirections } from './import-directions.ts'
import { loadSourceFiles } from './project-files.ts'
import type { Finding } from './project-files.ts'
import { checkRequirements, loadDeclared } from './requirement-gate.ts'
import { checkNamedMutations, checkTestHygiene } from './test-hygiene.ts'

/** Runs every check on the project at `root`; the findings come under the name of their check. */
export async function runTreeChecks(root: string): Promise<ReadonlyMap<string, Finding[]>> {
  const files = loadSourceFiles(root)
  const declared = await loadDeclared(root)
  return new Map([
    ['import directions', checkImportDirections(files)],
    ['no barrels', checkBarrels(files)],
    ['no effects on import', checkImportEffects(files)],
    ['folder names', checkFolderNames(files)],
    ['file headers', checkHeaders(files)],
    ['requirements', checkRequirements(files, declared)],
    ['test hygiene', checkTestHygiene(files)],
    ['named mutations', checkNamedMutations(files, declared)],
  ])
}
