// Sets up what the story needs, builds the app and runs the story to its end.
import path from 'node:path'
import { buildApp } from '../setup/build-app.ts'
import { ensureSystemPackages } from '../setup/debian.ts'
import { ensureElectron } from '../setup/electron.ts'
import { projectRoot } from '../setup/paths.mjs'
import { runToEnd } from './run-to-end.ts'

/** Plays `test/story/story.ts` and gives its exit code. */
export async function playStory(): Promise<number> {
  ensureSystemPackages('desktop')
  await ensureElectron()
  await buildApp()
  return await runToEnd(process.execPath, [path.join(projectRoot, 'test', 'story', 'story.ts')])
}
