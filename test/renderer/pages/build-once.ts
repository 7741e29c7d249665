// Builds both pages once for all page tests of a run, and takes them away after it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildPages } from '../gallery/pages.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where both pages are built. */
    readonly pagesFolder: string
  }
}

/** Called by vitest before the first test; what it returns, after the last one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-pages-'))
  await buildPages(folder)
  project.provide('pagesFolder', folder)
  return () => rm(folder, { recursive: true, force: true })
}
