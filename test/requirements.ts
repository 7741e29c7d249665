// Gathers the requirements of all rooms.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Requirement } from './requirements/requirement.ts'

const folder = path.join(import.meta.dirname, 'requirements')

/** Every requirement declared in the files of `test/requirements/`. */
export async function loadRequirements(): Promise<Requirement[]> {
  const files = readdirSync(folder).filter(
    (name) => name.endsWith('.ts') && name !== 'requirement.ts',
  )
  const modules: object[] = []
  for (const name of files.sort()) {
    modules.push((await import(pathToFileURL(path.join(folder, name)).href)) as object)
  }
  return modules.flatMap((each) => Object.values(each) as Requirement[][]).flat()
}
