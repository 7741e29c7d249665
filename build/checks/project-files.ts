// Lists and reads the project's own source files for the checks.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** A source file: its path from the project's folder with `/`, and its text. */
export type SourceFile = { readonly path: string; readonly text: string }

/** Something a check found. */
export type Finding = { readonly path: string; readonly message: string }

/** The folders that hold source of ours. */
export const sourceFolders = ['build', 'main', 'preload', 'renderer', 'shared', 'test'] as const

const leftOut = new Set(['node_modules', 'out'])
const isSource = /\.(ts|tsx|mjs|cjs|js)$/

/** Every source file under the project's folders, in a stable order. */
export function loadSourceFiles(root: string): SourceFile[] {
  return sourceFolders
    .flatMap((folder) => listFiles(path.join(root, folder)))
    .filter((file) => isSource.test(file))
    .map((file) => ({
      path: path.relative(root, file).split(path.sep).join('/'),
      text: readFileSync(file, 'utf8'),
    }))
    .sort((one, other) => one.path.localeCompare(other.path))
}

function listFiles(folder: string): string[] {
  return readFolder(folder).flatMap((entry) => {
    const full = path.join(folder, entry.name)
    if (entry.isDirectory()) return leftOut.has(entry.name) ? [] : listFiles(full)
    return [full]
  })
}

function readFolder(folder: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(folder)
  } catch {
    return []
  }
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true })
}
