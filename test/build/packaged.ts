// Packages the app for a test.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { buildApp } from '../../build/setup/build-app.ts'
import { packageApp } from '../../build/setup/package-app.ts'
import { projectRoot } from '../../build/setup/paths.mjs'

/** Packages `out/app` (building it if it is not there) into the folder and gives the executable. */
export async function packageForTest(folder: string): Promise<string> {
  if (!existsSync(path.join(projectRoot, 'out', 'app', 'main', 'main.js'))) await buildApp()
  await packageApp(folder, ['dir'])
  const unpacked = readdirSync(folder).find((name) => name.endsWith('-unpacked'))
  if (unpacked === undefined) throw new Error(`Nothing was packaged into ${folder}.`)
  return path.join(folder, unpacked, 'countersign')
}
