// Opens the app in the foreground, connected to a sandbox of its own, as `npm start` does.
import type { ChildProcess } from 'node:child_process'
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
import type { Credential } from './virtual-authenticator.ts'
import { readDevToolsAddress } from './wait-for-line.ts'

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** What a newcomer reads in the terminal. */
const invitation = `Press "Try the sandbox" in the window and sign in with the code that the desk shows; then give the agent
a task, such as: Prepare a transfer of 480 EUR to Papier & Co. Ctrl-C here ends everything.`

/**
 * Starts sandbox and app and settles with the app's exit code once it has quit; an app that was killed
 * is started again, because what it waits for must survive that.
 * Unless COUNTERSIGN_HOME names a folder, the app's data lives in a new one that goes with it:
 * the sandbox forgets everything too.
 */
export async function openApp(extraArgs: readonly string[]): Promise<number> {
  const group = new ProcessGroup()
  const home = await mkdtemp(path.join(os.tmpdir(), 'countersign-home-'))
  try {
    const sandbox = await startSandboxProcess(group)
    console.log(`The sandbox's desk, where you play the others: ${sandbox.deskUrl}\n${invitation}`)
    const args = [`--sandbox=${sandbox.mcpUrl}`, '--remote-debugging-port=0', ...extraArgs]
    const env = { COUNTERSIGN_HOME: home, ...process.env }
    const start = { args, env, passkeys: new Map<string, Credential>() }
    let app = startApp(group, start)
    // Ended from the terminal, the app is asked to end, and the rest follows it.
    for (const name of endingSignals) process.on(name, () => app.kill())
    for (;;) {
      const [code, signal] = (await once(app, 'exit')) as [number | null, NodeJS.Signals | null]
      if (signal !== 'SIGKILL') return code ?? 1
      console.log('The app was killed. It starts again with everything it had.')
      app = startApp(group, start)
    }
  } finally {
    await group.stop()
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

type AppStart = {
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly passkeys: Map<string, Credential>
}

function startApp(group: ProcessGroup, start: AppStart): ChildProcess {
  const { executablePath, args } = electronLaunch()
  const app = group.start(executablePath, [...args, ...start.args], {
    cwd: projectRoot,
    env: start.env,
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  if (app.stderr !== null) void followErrors(app.stderr, start.passkeys)
  return app
}

/** Passes the app's error output on, and attaches the authenticator when Chromium tells its address. */
async function followErrors(errors: Readable, passkeys: AppStart['passkeys']): Promise<void> {
  for await (const line of createInterface({ input: errors })) {
    const address = readDevToolsAddress(line)
    if (address === undefined && line !== '') console.error(line)
    else if (address !== undefined) await attachAuthenticator(address, passkeys)
  }
}

async function attachAuthenticator(address: string, passkeys: AppStart['passkeys']): Promise<void> {
  try {
    await attachVirtualAuthenticator(address, passkeys)
    console.log('A software passkey authenticator is attached for the sandbox.')
  } catch (error) {
    console.error('No software authenticator: passkeys will need a real one.', error)
  }
}
