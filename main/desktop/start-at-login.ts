// Starts the app when the person signs in to the computer: by the system's own list, or an autostart file on Linux.
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { App } from 'electron'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Log } from '../../shared/model/ports.ts'
import { buildAutostartEntry, hiddenSwitch, isAutostartOn } from './autostart-entry.ts'

export interface StartAtLoginOptions {
  readonly app: Pick<App, 'isPackaged' | 'getLoginItemSettings' | 'setLoginItemSettings'>
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** The running program. */
  readonly executable: string
  readonly log: Log
}

export interface StartAtLogin {
  /** As the system has it now, whoever set it. */
  read(): 'on' | 'off' | 'unavailable'
  /** Throws `settings/refused` with words; then nothing was changed. */
  set(on: boolean): void
}

const fileName = 'countersign.desktop'

export function createStartAtLogin(options: StartAtLoginOptions): StartAtLogin {
  // A run from sources starts by a command that nobody would find again.
  if (!options.app.isPackaged) {
    return { read: () => 'unavailable', set: () => refuse('settings.login_sources') }
  }
  return options.platform === 'linux' ? buildAutostart(options) : buildLoginItems(options)
}

function buildLoginItems({ app }: StartAtLoginOptions): StartAtLogin {
  const args = [hiddenSwitch]
  const read = (): 'on' | 'off' => (app.getLoginItemSettings({ args }).openAtLogin ? 'on' : 'off')
  return {
    read,
    set: (on) => {
      app.setLoginItemSettings({ openAtLogin: on, args })
      if (read() !== (on ? 'on' : 'off')) refuse('settings.login_system')
    },
  }
}

function buildAutostart({ env, executable, log }: StartAtLoginOptions): StartAtLogin {
  const folder = path.join(configFolder(env), 'autostart')
  const file = path.join(folder, fileName)
  // Inside an AppImage the program itself lies in a folder that is gone after the run.
  const program = env['APPIMAGE'] ?? executable
  return {
    read: () => (isThere(file) ? 'on' : 'off'),
    set: (on) => {
      try {
        if (!on) return rmSync(file, { force: true })
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        writeFileSync(file, buildAutostartEntry(program), { mode: 0o600 })
        chmodSync(file, 0o600)
      } catch (error) {
        log('warn', 'the autostart file could not be changed', { error })
        refuse('settings.login_file', { file })
      }
    },
  }
}

function configFolder(env: StartAtLoginOptions['env']): string {
  const named = env['XDG_CONFIG_HOME'] ?? ''
  // A relative one is to be ignored (XDG Base Directory Specification).
  return path.isAbsolute(named) ? named : path.join(env['HOME'] ?? os.homedir(), '.config')
}

function isThere(file: string): boolean {
  try {
    return isAutostartOn(readFileSync(file, 'utf8'))
  } catch {
    return false
  }
}

function refuse(
  key: 'settings.login_sources' | 'settings.login_system' | 'settings.login_file',
  values: Record<string, string> = {},
): never {
  throw new CountersignError('settings/refused', text(key, values))
}
