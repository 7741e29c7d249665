// The entry of the app: prepares Electron, opens the data folder, and joins the engine to the desktop.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import electron from 'electron'
import type { Log } from '../shared/model/ports.ts'
import { openEngine, type Engine, type World } from './bootstrap.ts'
import { createShell, type Shell } from './bootstrap-desktop.ts'
import { buildServices } from './bootstrap-services.ts'
import { findDeepLink } from './desktop/deep-link.ts'
import {
  buildDesktopPaths,
  createDesktop,
  prepareDesktop,
  type Desktop,
} from './desktop/desktop.ts'
import type { Lifetime } from './desktop/lifetime.ts'
import { claimSingleInstance, registerDeepLinks } from './desktop/single-instance.ts'
import { createFileLog } from './file-log.ts'
import { buildHandlers, type HandlerServices } from './ipc/build-handlers.ts'
import { createPush } from './ipc/push.ts'
import { createIpcRouter } from './ipc/router.ts'
import { findSandboxUrl } from './start-options.ts'
import { createSystemClock, makeRandomId, systemRandomness } from './system-clock.ts'
import { createKeytarKeychain } from './vault/keytar-keychain.ts'

const clock = createSystemClock()

start()

function start(): void {
  const { app } = electron
  const folder = process.env['COUNTERSIGN_HOME'] ?? app.getPath('userData')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Chromium's own files stay apart from what the app keeps.
  app.setPath('userData', path.join(folder, 'chromium'))
  const log = createFileLog(folder, clock)
  const running: { shell: Shell | null; desktop: Desktop | null } = { shell: null, desktop: null }
  const isFirst = claimSingleInstance(app, ({ interactionId }) => {
    if (running.shell !== null) running.shell.open(interactionId)
    else running.desktop?.appWindow.show()
  })
  if (!isFirst) return app.exit(0)
  const { lifetime } = prepareDesktop(electron)
  registerDeepLinks(app)
  app
    .whenReady()
    .then(() => run({ folder, log, lifetime, running }))
    .catch((error: unknown) => {
      log('error', 'the app could not start', { error })
      const message = error instanceof Error ? error.message : String(error)
      electron.dialog.showErrorBox('Countersign', message)
      app.exit(1)
    })
}

interface RunParts {
  readonly folder: string
  readonly log: Log
  readonly lifetime: Lifetime
  readonly running: { shell: Shell | null; desktop: Desktop | null }
}

async function run({ folder, log, lifetime, running }: RunParts): Promise<void> {
  let engine: Engine | null = null
  const desktop = openDesktop({ log, lifetime, running, engine: () => engine })
  running.desktop = desktop
  const surfaces = {
    app: () => desktop.appWindow.window.webContents,
    approval: () => desktop.approvalView.contents,
  }
  let open: (services: HandlerServices) => void = () => undefined
  const services = new Promise<HandlerServices>((resolve) => {
    open = resolve
  })
  // In the same turn as the windows, because their pages load at once; answers wait for the engine.
  const handlers = buildHandlers(() => services)
  createIpcRouter({ ipcMain: electron.ipcMain, surfaces, handlers, log })
  const push = createPush({ surfaces, log })
  engine = await openEngine(buildWorld(desktop, { folder, log, running }))
  const sandboxUrl = findSandboxUrl(process.argv)
  const shell = createShell({ engine, desktop, push, clock, log, sandboxUrl })
  running.shell = shell
  desktop.applyAppearance(engine.store.settings.load().appearance)
  open(buildServices({ engine, desktop, shell, sandboxUrl }))
  followPower(desktop, engine)
  stopInOrder({ engine, desktop, log })
  await engine.start()
  shell.refresh()
  const link = findDeepLink(process.argv)
  if (link !== null) shell.open(link)
}

function openDesktop({
  log,
  lifetime,
  running,
  engine,
}: Omit<RunParts, 'folder'> & { engine: () => Engine | null }): Desktop {
  return createDesktop({
    electron,
    paths: buildDesktopPaths(path.join(import.meta.dirname, '..')),
    clock,
    log,
    makeId: makeRandomId,
    lifetime,
    platform: process.platform,
    env: process.env,
    appearance: 'system',
    startHidden: false,
    loopbackOrigins: () => listLoopbackOrigins(engine()),
    onTrayOpen: (interactionId) => running.shell?.open(interactionId),
  })
}

function buildWorld(
  desktop: Desktop,
  { folder, log, running }: Pick<RunParts, 'folder' | 'log' | 'running'>,
): World {
  return {
    folder,
    version: electron.app.getVersion(),
    clock,
    randomness: systemRandomness,
    makeId: makeRandomId,
    log,
    keychain: createKeytarKeychain(folder),
    shownGate: desktop.approvalView.gate,
    ceremony: desktop.ceremony,
    openExternal: desktop.openExternal,
    onChanged: () => running.shell?.refresh(),
    onCallChanged: (call) => running.shell?.onCallChanged(call),
    onCallEnded: (call) => running.shell?.onCallEnded(call),
  }
}

/** Issuers on this computer that the person added: the browser may be sent to them over http. */
function listLoopbackOrigins(engine: Engine | null): string[] {
  const servers = engine?.store.authorizationServers.list() ?? []
  return servers.map(({ issuer }) => new URL(issuer).origin)
}

function followPower(desktop: Desktop, engine: Engine): void {
  desktop.power.onSuspend(() => engine.deferrals.suspend())
  desktop.power.onResume(() => engine.deferrals.resume())
}

/** Quitting waits until polls under way have ended and the database is closed. */
function stopInOrder({
  engine,
  desktop,
  log,
}: {
  engine: Engine
  desktop: Desktop
  log: Log
}): void {
  let stopped = false
  electron.app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    stopped = true
    void Promise.allSettled([desktop.stop(), engine.stop()])
      .then((results) => {
        for (const result of results) {
          if (result.status === 'rejected') log('error', 'stopping failed', result.reason)
        }
      })
      .finally(() => electron.app.exit(0))
  })
}
