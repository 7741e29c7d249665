// Drives the packaged app from outside: its fuses, its window over the DevTools port, the bus, the sandbox's record.
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDesktopSession } from '../../build/run/desktop-session.ts'
import type { DesktopSession } from '../../build/run/desktop-session.ts'
import { ProcessGroup } from '../../build/run/process-group.ts'
import { waitUntil } from '../../build/run/run-program.ts'
import { startSandboxProcess } from '../../build/run/sandbox-process.ts'
import { fallbackFolder } from '../../build/setup/fallback-runtime.ts'
import { pressableAfterMs } from '../../main/desktop/notifications/live-notifications.ts'
import { Person } from '../desktop/person.ts'
import { controlSandbox } from '../desktop/sandbox-control.ts'
import type { SandboxControl } from '../desktop/sandbox-control.ts'
import { packageForTest, startPackaged } from './packaged.ts'
import type { PackagedApp } from './packaged.ts'

/** How the fuse wire spells an enabled fuse: the character `1`. */
const enabled = 0x31

const safeFuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
}

const title = 'Prepare a transfer of €480.00 to Papier & Co'

describe.skipIf(process.platform !== 'linux')('the packaged app', () => {
  const group = new ProcessGroup()
  let folder = ''
  let executable = ''
  let desktop: DesktopSession
  let control: SandboxControl
  let running: PackagedApp

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-packaged-'))
    executable = await packageForTest(folder)
    desktop = await startDesktopSession()
    const sandbox = await startSandboxProcess(group)
    control = controlSandbox(sandbox)
    running = await startPackaged(group, {
      executable,
      args: [`--sandbox=${sandbox.mcpUrl}`],
      env: appEnvironment(),
    })
  })
  afterAll(async () => {
    await running?.letGo()
    await group.stop()
    await desktop?.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  })

  /** The data folder is the profile too, so a second start meets the first. */
  const appEnvironment = (): Record<string, string> => ({
    ...desktop.env,
    COUNTERSIGN_HOME: path.join(folder, 'home'),
  })

  // Dies if: a line of electronFuses in electron-builder.yml is changed or left out.
  test('[BLD-01] has exactly the safe fuses', async () => {
    expect(await readFuses(executable)).toEqual(safeFuses)
    const runtime = await readFuses(path.join(fallbackFolder(), 'electron')).catch(() => undefined)
    // Where the official download is not reachable, the runtime had them otherwise before it was packaged.
    if (runtime !== undefined) expect(runtime['RunAsNode']).toBe(true)
  })

  // Dies if: a native package is not unpacked from the archive, a bundle, font or page is left out of it,
  // or the notification's answer does not reach the held call.
  test('[BLD-02] [BLD-12] signs in, holds a call, and runs it once when its notification is approved', async () => {
    const person = new Person(running.pages, control)
    await person.app.getByRole('button', { name: 'Try the sandbox' }).click()
    await person.press('Allow')
    await person.chooseProof('Code')
    await person.typeCode()
    await person.goTo('Connections')
    await person.app.getByText('Ready', { exact: true }).first().waitFor()
    await person.giveTask('Prepare a transfer of 480 EUR to Papier & Co for order 77-A')
    const wasShown = async (): Promise<boolean> =>
      (await desktop.notifications.shown()).some(({ summary, body }) =>
        `${summary}\n${body}`.includes(title),
      )
    await waitUntil('The notification', wasShown, 20_000)
    expect(await readEffects(control)).toEqual([])
    // A press within half a second of its showing only opens the app.
    await delay(pressableAfterMs + 100)
    await desktop.notifications.pressAction('Approve', title)
    await waitUntil('The effect', async () => (await readEffects(control)).length > 0, 20_000)
    expect(await readEffects(control)).toEqual(['prepare_transfer'])
    const { violations } = await control.state()
    expect(violations).toEqual([])
  })

  // Dies if: the second start's arguments are handed to a page as its address, its switches are
  // passed on to the first, or it does not give way.
  test('[BLD-11] a second start gives way; its arguments reach neither ports nor pages of the first', async () => {
    const canary = 'canary-4f1c9b'
    const [inspect, devTools] = [await findFreePort(), await findFreePort()]
    const args = [
      `--inspect=127.0.0.1:${String(inspect)}`,
      `--remote-debugging-port=${String(devTools)}`,
      `--load-extension=/${canary}`,
      `--sandbox=http://127.0.0.1:1/${canary}`,
      `countersign://interaction/${canary}/../../x?--inspect\n--${canary}`,
      `countersign://interaction/${canary}`,
    ]
    const second = group.start(executable, ['--no-sandbox', ...args], {
      env: appEnvironment(),
      stdio: 'ignore',
    })
    const [code] = (await once(second, 'exit')) as [number | null]
    expect(code).toBe(0)
    expect(running.process.exitCode).toBe(null)
    expect(await canConnect(inspect)).toBe(false)
    expect(await canConnect(devTools)).toBe(false)
    // The first still answers, at the address it had, and nothing of the second is in its pages.
    const { app, approval } = running.pages
    expect(await app.getByRole('navigation').isVisible()).toBe(true)
    const addresses = running.browser.contexts().flatMap((one) => one.pages().map((p) => p.url()))
    expect(addresses.filter((one) => !/^app:\/\/(countersign|approval)\//.test(one))).toEqual([])
    for (const page of [app, approval]) {
      expect(`${page.url()}${await page.content()}`).not.toContain(canary)
    }
  })
})

async function readFuses(executable: string): Promise<Record<string, boolean>> {
  const wire = await getCurrentFuseWire(executable)
  const names = Object.keys(safeFuses) as (keyof typeof safeFuses)[]
  return Object.fromEntries(
    names.map((name) => [name, Number(wire[FuseV1Options[name]]) === enabled]),
  )
}

async function readEffects(control: SandboxControl): Promise<string[]> {
  const { effects } = await control.state()
  return effects.map(({ tool }) => tool)
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
