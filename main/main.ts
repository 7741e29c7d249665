// The entry of the app: prepares Electron, opens the data folder, and joins the engine to the desktop.
import path from 'node:path'
import electron from 'electron'
import type { Log } from '../shared/model/ports.ts'
import { createAppEnd, type AppEnd } from './app-end.ts'
import { openEngine } from './bootstrap.ts'
import type { Engine, World } from './engine.ts'
import { createShell, type Shell } from './bootstrap-desktop.ts'
import { createPageOpener } from './bootstrap-interaction-view.ts'
import { createNotifyControls, type NotifyControls } from './bootstrap-notify.ts'
import { buildServices } from './bootstrap-services.ts'
import { createSystemParts } from './bootstrap-system.ts'
import { findDeepLink } from './desktop/deep-link.ts'
import { createSaveDialog } from './desktop/save-dialog.ts'
import {
  buildDesktopPaths,
  createDesktop,
  prepareDesktop,
  type Desktop,
  type RemotePages,
} from './desktop/desktop.ts'
import { applyLanguage } from './desktop/language.ts'
import type { Lifetime } from './desktop/lifetime.ts'
import { claimSingleInstance, registerDeepLinks } from './desktop/single-instance.ts'
import { createFileLog } from './file-log.ts'
import { startEgress } from './http/egress-proxy.ts'
import { buildHandlers, type HandlerServices } from './ipc/build-handlers.ts'
import { createPush } from './ipc/push.ts'
import { createIpcRouter } from './ipc/router.ts'
import { finishReset } from './reset-data.ts'
import { findCommands } from './bootstrap-agents.ts'
import { findDataFolder, findSandboxUrl, startsHidden } from './start-options.ts'
import { preparePrivateFolder } from './store/database-file.ts'
import { createSystemClock, makeRandomId, readBootClock, systemRandomness } from './system-clock.ts'
import { createKeytarKeychain, forgetKeytarEntries } from './vault/keytar-keychain.ts'

const clock = createSystemClock()

start()

function start(): void {
  const { app } = electron
  // Chromium and SQLite make files of their own.
  process.umask(0o077)
  applyLanguage(app, 'system')
  const folder = findDataFolder(process.env['COUNTERSIGN_HOME'], app.getPath('userData'))
  const log = createFileLog(folder, clock)
  const tell = (words: string): void => electron.dialog.showErrorBox('Countersign', words)
  const end = createAppEnd({ app, process, clock, log, tell, folder })
  try {
    prepare(folder, log, end)
  } catch (error) {
    end.fail(error)
  }
}

/** Nothing is shown or opened here, and nothing at all when another instance runs. */
function prepare(folder: string, log: Log, end: AppEnd): void {
  const { app } = electron
  preparePrivateFolder(folder)
  // Chromium's own files stay apart from what the app keeps.
  app.setPath('userData', path.join(folder, 'chromium'))
  const running: Running = { shell: null, notify: null, desktop: null }
  const isFirst = claimSingleInstance(app, ({ interactionId }) => {
    if (running.shell !== null) running.shell.open(interactionId)
    else running.desktop?.appWindow.show()
  })
  if (!isFirst) return app.exit(0)
  const { lifetime, remote } = prepareDesktop(electron, makeRandomId)
  registerDeepLinks(app)
  app
    .whenReady()
    .then(() => run({ folder, log, lifetime, remote, running, end }))
    .catch((error: unknown) => end.fail(error))
}

interface Running {
  shell: Shell | null
  notify: NotifyControls | null
  desktop: Desktop | null
}

interface RunParts {
  readonly folder: string
  readonly log: Log
  readonly lifetime: Lifetime
  readonly remote: RemotePages
  readonly running: Running
  readonly end: AppEnd
}

async function run({ folder, log, lifetime, remote, running, end }: RunParts): Promise<void> {
  let engine: Engine | null = null
  const desktop = openDesktop({ log, lifetime, remote, running, engine: () => engine })
  running.desktop = desktop
  end.onStop(() => {
    // A second start has nothing to bring up any more.
    running.shell = running.notify = running.desktop = null
    return desktop.stop()
  })
  const surfaces = {
    app: () => contentsOf(desktop.appWindow.window),
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
  const opened = await openFolder(
    buildWorld(desktop, { folder, log, running, engine: () => engine }),
  )
  engine = opened
  end.onStop(() => opened.stop())
  const sandboxUrl = findSandboxUrl(process.argv)
  const shell = createShell({ engine, desktop, push, clock, log, sandboxUrl })
  running.shell = shell
  const notify = createNotifyControls({ engine, desktop, shell, clock, makeId: makeRandomId, log })
  running.notify = notify
  desktop.applyAppearance(engine.store.settings.load().appearance)
  desktop.applyLanguage(engine.store.settings.load().language)
  const chooseSaveFile = createSaveDialog(electron.dialog, () => desktop.appWindow.window)
  const system = createSystemParts({ electron, clock, log }, lifetime, folder)
  const parts = { engine, desktop, shell, notify, system, clock, log, sandboxUrl, chooseSaveFile }
  open(buildServices(parts))
  followPower(desktop, engine)
  shell.tellMissed()
  await engine.start()
  shell.refresh()
  const link = findDeepLink(process.argv)
  if (link !== null) shell.open(link)
}

/** What the person asked to be deleted is gone before anything of the folder is opened. */
async function openFolder(world: World): Promise<Engine> {
  const { folder, log } = world
  const forgetKeys = (): Promise<void> => forgetKeytarEntries(folder, 5_000)
  await finishReset({ folder, forgetKeys, log })
  return openEngine(world)
}

/** Null once the window is gone: a destroyed one throws when it is asked for its page. */
function contentsOf(window: Electron.BrowserWindow): Electron.WebContents | null {
  return window.isDestroyed() ? null : window.webContents
}

function openDesktop({
  log,
  lifetime,
  remote,
  running,
  engine,
}: Omit<RunParts, 'folder' | 'end'> & { engine: () => Engine | null }): Desktop {
  return createDesktop({
    electron,
    paths: buildDesktopPaths(path.join(import.meta.dirname, '..')),
    clock,
    log,
    makeId: makeRandomId,
    lifetime,
    remote,
    startEgress,
    platform: process.platform,
    env: process.env,
    appearance: 'system',
    startHidden: startsHidden(process.argv),
    loopbackOrigins: () => listLoopbackOrigins(engine()),
    controls: {
      pauseAgents: (surface) => running.notify?.pauseFrom(surface),
      askResume: (surface) => running.notify?.askResumeFrom(surface),
      doNotDisturb: (until) => running.notify?.quiet.doNotDisturb(until),
    },
    onTrayOpen: (interactionId) => running.shell?.open(interactionId),
  })
}

function buildWorld(
  desktop: Desktop,
  {
    folder,
    log,
    running,
    engine,
  }: Pick<RunParts, 'folder' | 'log' | 'running'> & { engine: () => Engine | null },
): World {
  return {
    folder,
    version: electron.app.getVersion(),
    clock,
    boot: readBootClock(),
    randomness: systemRandomness,
    makeId: makeRandomId,
    log,
    keychain: createKeytarKeychain(folder),
    shownGate: desktop.approvalView.gate,
    isLocked: () => desktop.power.isLocked(),
    schemaWorker: new URL('schema-worker.js', import.meta.url),
    yamlWorker: new URL('yaml-worker.js', import.meta.url),
    commands: findCommands(import.meta.dirname, folder),
    ceremony: desktop.ceremony,
    openExternal: desktop.openExternal,
    openPage: createPageOpener(
      desktop,
      (issuer) => engine()?.store.authorizationServers.load(issuer)?.firstParty === true,
    ),
    onWaitEnded: (deferralId) => desktop.interactionView.end(deferralId),
    onChanged: () => running.shell?.refresh(),
    onCallChanged: (call) => running.shell?.onCallChanged(call),
    onCallEnded: (call) => {
      desktop.interactionView.end(call.id)
      running.shell?.onCallEnded(call)
    },
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
  desktop.power.onResume(() => engine.connections.onWake())
}
