// Opens the app in the foreground, connected to a sandbox of its own, as `npm start` does.
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import { electronLaunch } from '../setup/electron-path.ts'
import { projectRoot } from '../setup/paths.mjs'
import { ProcessGroup } from './process-group.ts'
import { startSandboxProcess } from './sandbox-process.ts'
import { attachVirtualAuthenticator } from './virtual-authenticator.ts'
import { readDevToolsAddress } from './wait-for-line.ts'

/**
 * Starts sandbox and app and settles with the app's exit code once it has quit.
 * Unless COUNTERSIGN_HOME names a folder, the app's data lives in a new one that goes with it:
 * the sandbox forgets everything too.
 */
export async function openApp(extraArgs: readonly string[]): Promise<number> {
  const group = new ProcessGroup()
  const home = await mkdtemp(path.join(os.tmpdir(), 'countersign-home-'))
  try {
    const sandbox = await startSandboxProcess(group)
    console.log(`The sandbox is running. Its desk, where you play the others: ${sandbox.deskUrl}`)
    const { executablePath, args } = electronLaunch()
    const sandboxArgs = [`--sandbox=${sandbox.mcpUrl}`, '--remote-debugging-port=0']
    const app = group.start(executablePath, [...args, ...sandboxArgs, ...extraArgs], {
      cwd: projectRoot,
      env: { COUNTERSIGN_HOME: home, ...process.env },
      stdio: ['ignore', 'inherit', 'pipe'],
    })
    if (app.stderr !== null) void followErrors(app.stderr)
    // Ended from the terminal, the app is asked to end, and the rest follows it.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => app.kill())
    }
    const [code] = (await once(app, 'exit')) as [number | null]
    return code ?? 1
  } finally {
    await group.stop()
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

/** Passes the app's error output on, and attaches the authenticator when Chromium tells its address. */
async function followErrors(errors: Readable): Promise<void> {
  for await (const line of createInterface({ input: errors })) {
    const address = readDevToolsAddress(line)
    if (address === undefined) console.error(line)
    else await attachAuthenticator(address)
  }
}

async function attachAuthenticator(address: string): Promise<void> {
  try {
    await attachVirtualAuthenticator(address)
    console.log('A software passkey authenticator is attached for the sandbox.')
  } catch (error) {
    console.error('No software authenticator: passkeys will need a real one.', error)
  }
}
