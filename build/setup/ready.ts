// Makes the machine ready for a command, or says in words what is missing and ends.
import { buildApp } from './build-app.ts'
import { ensureSystemPackages } from './debian.ts'
import type { SystemPart } from './debian.ts'
import { ensureElectron } from './electron.ts'

/** System packages and Electron. Ends the process with a message when one cannot be had. */
export async function makeReady(part: SystemPart): Promise<void> {
  try {
    ensureSystemPackages(part)
    await ensureElectron()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

/** As {@link makeReady}, and the app built from its sources. Rejects with the bundler's error. */
export async function makeAppReady(part: SystemPart): Promise<void> {
  await makeReady(part)
  await buildApp()
}
