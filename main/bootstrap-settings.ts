// Carries out what the settings ask of the system and of the whole app: start at login, the data folder, starting over.
import { text } from '../shared/catalogue/text.ts'
import type { Input, Output } from '../shared/contract.ts'
import { CountersignError } from '../shared/errors.ts'
import type { Clock } from '../shared/model/ports.ts'
import type { Settings } from '../shared/model/settings.ts'
import type { Engine } from './engine.ts'
import { measureFolder } from './data-size.ts'
import type { StartAtLogin } from './desktop/start-at-login.ts'
import type { SettingsServices } from './ipc/settings-handlers.ts'
import { askReset } from './reset-data.ts'

export interface SettingsParts {
  readonly store: Pick<Engine['store'], 'settings' | 'activity' | 'connections' | 'transaction'>
  readonly connections: Pick<Engine['connections'], 'listQueuedRevocations'>
  readonly folder: string
  readonly startAtLogin: StartAtLogin
  readonly showDataFolder: () => Promise<void>
  /** Ends its calls and questions, forgets it and tells its servers, within seconds. */
  readonly removeConnection: (connectionId: string) => Promise<void>
  /** Ends this process and starts the app anew. */
  readonly restart: () => void
  readonly clock: Pick<Clock, 'after'>
  readonly onChanged: () => void
}

/** Longest that servers are waited for before the person is asked about those that did not answer. */
const longestTellingMs = 10_000
/** The page still hears that it worked. */
const restartAfterMs = 500

export function createSettingsServices(parts: SettingsParts): SettingsServices {
  const { startAtLogin, folder, onChanged } = parts
  return {
    system: {
      load: async () => {
        const state = startAtLogin.read()
        const words = state === 'unavailable' ? text('settings.login_sources') : null
        const dataBytes = await measureFolder(folder)
        return { startAtLogin: state, startAtLoginWords: words, dataBytes }
      },
      setStartAtLogin: (on) => {
        startAtLogin.set(on)
        change(parts, { startAtLogin: on })
        onChanged()
      },
      showDataFolder: () => parts.showDataFolder(),
      reset: (request) => reset(parts, request),
      finishFirstRun: () => {
        finishFirstRun(parts.store)
        onChanged()
      },
    },
  }
}

/** The first screen is not shown by itself any more. */
export function finishFirstRun({ settings }: Pick<Engine['store'], 'settings'>): void {
  if (!settings.load().firstRunDone) settings.save({ ...settings.load(), firstRunDone: true })
}

function change({ store }: SettingsParts, settings: Partial<Settings>): void {
  store.transaction(() => {
    store.settings.save({ ...store.settings.load(), ...settings })
    const about = { callId: null, taskId: null, connectionId: null }
    store.activity.append({ kind: 'settings_changed', ...about, detail: settings })
  })
}

/** What was granted ends first: with the database gone, nobody could end it any more. */
async function reset(
  parts: SettingsParts,
  { word, untoldToo }: Input<'settings.reset'>,
): Promise<Output<'settings.reset'>> {
  const wanted = text('settings.reset_word')
  if (word.trim().toLocaleLowerCase() !== wanted.toLocaleLowerCase()) {
    throw new CountersignError('settings/refused', text('settings.reset_wrong', { word: wanted }))
  }
  await removeAll(parts)
  const hosts = listUntold(parts)
  if (hosts.length > 0 && !untoldToo) return { state: 'untold', hosts }
  askReset(parts.folder)
  stopStartingAtLogin(parts)
  parts.clock.after(restartAfterMs, () => parts.restart())
  return { state: 'restarting', hosts }
}

async function removeAll({ store, removeConnection, clock }: SettingsParts): Promise<void> {
  const late = new Promise<void>((resolve) => {
    clock.after(longestTellingMs, resolve)
  })
  const removals = store.connections.list().map(({ id }) => removeConnection(id))
  await Promise.race([Promise.allSettled(removals), late])
}

function listUntold({ connections }: SettingsParts): string[] {
  const hosts = connections.listQueuedRevocations().map(({ issuer }) => new URL(issuer).host)
  return [...new Set(hosts)]
}

/** Of no weight beside the rest: a file that stays starts an app that is as new. */
function stopStartingAtLogin({ startAtLogin }: SettingsParts): void {
  try {
    if (startAtLogin.read() === 'on') startAtLogin.set(false)
  } catch {
    // It says so in the log itself.
  }
}
