// Makes a package of the built app with electron-builder.
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'electron-builder'
import type { Configuration } from 'electron-builder'
import { officialElectron } from './electron-path.ts'
import { buildPackageOptions } from './package-options.ts'
import { ensureFallbackRuntime, fallbackVersion } from './fallback-runtime.ts'
import { projectRoot } from './paths.mjs'

/**
 * Packages `out/app` and gives the files made.
 * With the official Electron: the targets of electron-builder.yml for this system, unless `linux` names others.
 * With the fallback: an unpacked folder only, for trials and tests, never for people.
 */
export async function packageApp(outputFolder: string, linux?: string[]): Promise<string[]> {
  if (!existsSync(path.join(projectRoot, 'out', 'app', 'main', 'main.js'))) {
    throw new Error('There is no built app to package. Run `npm run build` first.')
  }
  const directories = { output: outputFolder }
  const official = officialElectron()
  if (official !== undefined) return await run({ directories }, linux)
  const electronDist = await ensureFallbackRuntime()
  return await run({ directories, electronDist, electronVersion: fallbackVersion }, ['dir'])
}

async function run(config: Configuration, linux: string[] | undefined): Promise<string[]> {
  const options = buildPackageOptions(process.env)
  if (options.entitlements !== null) {
    await writeFile(options.entitlements.file, options.entitlements.text)
  }
  return await build({
    projectDir: projectRoot,
    config: { extends: 'electron-builder.yml', ...options.config, ...config },
    publish: 'never',
    ...(linux && { linux }),
  })
}
