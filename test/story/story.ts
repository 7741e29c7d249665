// Plays the story of the product on real Electron without a person; exits 0 only if every scene happened.
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { projectRoot } from '../../build/setup/paths.mjs'
import { scenes } from './scenes.ts'
import { Stage } from './stage.ts'

await rm(path.join(projectRoot, 'out', 'story'), { recursive: true, force: true })
const stage = await Stage.open()
let happened = 0
try {
  for (const [index, scene] of scenes.entries()) {
    console.log(`\n${String(index + 1)}. ${scene.title}`)
    await scene.play(stage)
    happened += 1
  }
} catch (error) {
  console.log('   This did not happen:', error)
  await stage.takePicture('failed').catch(() => undefined)
} finally {
  await stage.close()
}
console.log(
  `\n${String(happened)} of ${String(scenes.length)} scenes happened. Pictures: out/story/`,
)
process.exitCode = happened === scenes.length ? 0 : 1
