// Sets up what the story needs, builds the app and runs the story to its end.
import path from 'node:path'
import { projectRoot } from '../setup/paths.mjs'
import { makeAppReady } from '../setup/ready.ts'
import { runToEnd } from './run-to-end.ts'

/** Plays `test/story/story.ts` and gives its exit code. */
export async function playStory(): Promise<number> {
  await makeAppReady('desktop')
  return await runToEnd(process.execPath, [path.join(projectRoot, 'test', 'story', 'story.ts')])
}
