// Makes a small project with the real settings and planted files, for the gates to judge.
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { sourceFolders } from '../../build/checks/project-files.ts'
import { projectRoot } from '../../build/setup/paths.mjs'

const settings = [
  '.oxlintrc.json',
  '.prettierrc.json',
  '.prettierignore',
  'knip.json',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'tsconfig.main.json',
  'tsconfig.preload.json',
  'tsconfig.renderer.json',
  'tsconfig.shared.json',
  'tsconfig.test.json',
]

/** A planted project; it goes when its scope ends. */
export type PlantedProject = AsyncDisposable & { readonly root: string }

/** Writes the files, by their path in the project, beside the settings of this project. */
export async function plantProject(
  files: Readonly<Record<string, string>>,
): Promise<PlantedProject> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'countersign-planted-'))
  for (const name of sourceFolders) await mkdir(path.join(root, name))
  for (const name of settings) await cp(path.join(projectRoot, name), path.join(root, name))
  await symlink(path.join(projectRoot, 'node_modules'), path.join(root, 'node_modules'), 'dir')
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true })
    await writeFile(path.join(root, name), text)
  }
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) }
}
