// Proves what the settings do to the system and to the whole app: start at login, the data folder, starting over.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSettingsServices, finishFirstRun } from '../../main/bootstrap-settings.ts'
import { measureFolder } from '../../main/data-size.ts'
import { buildAutostartEntry, isAutostartOn } from '../../main/desktop/autostart-entry.ts'
import { createDataFolder } from '../../main/desktop/data-folder.ts'
import { createStartAtLogin } from '../../main/desktop/start-at-login.ts'
import { askReset, finishReset } from '../../main/reset-data.ts'
import { defaultSettings, type Settings } from '../../shared/model/settings.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'

let folder: string
const log = (): void => undefined

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'countersign-settings-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const packaged = {
  isPackaged: true,
  getLoginItemSettings: vi.fn(),
  setLoginItemSettings: vi.fn(),
}

function onLinux(env: Record<string, string>, executable = '/opt/Countersign/countersign') {
  const app = packaged as unknown as Parameters<typeof createStartAtLogin>[0]['app']
  return createStartAtLogin({ app, platform: 'linux', env, executable, log })
}

describe('start at login', () => {
  test('[SET-01] writes an autostart file that names the program, and takes it away again', () => {
    const starts = onLinux({ XDG_CONFIG_HOME: folder })
    const file = path.join(folder, 'autostart', 'countersign.desktop')
    expect(starts.read()).toBe('off')
    starts.set(true)
    expect(starts.read()).toBe('on')
    expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/Countersign/countersign" --hidden\n')
    // Dies if: what a desktop has switched off counts as on.
    writeFileSync(file, readFileSync(file, 'utf8').replace('enabled=true', 'enabled=false'))
    expect(starts.read()).toBe('off')
    starts.set(true)
    starts.set(false)
    expect([starts.read(), existsSync(file)]).toEqual(['off', false])
    starts.set(false)
  })

  test('[SET-01] an AppImage is named by its own file, and a relative folder is ignored', () => {
    const starts = onLinux({
      XDG_CONFIG_HOME: 'relative',
      HOME: folder,
      APPIMAGE: '/home/a/C.AppImage',
    })
    starts.set(true)
    const file = path.join(folder, '.config', 'autostart', 'countersign.desktop')
    expect(readFileSync(file, 'utf8')).toContain('Exec="/home/a/C.AppImage" --hidden')
  })

  // Dies if: a quote, a percent sign or a line break of a path gets out of its quotation.
  test('[SET-01] whatever the path, the entry has one line that starts one program', () => {
    fc.assert(
      fc.property(fc.string(), (program) => {
        if (/\p{Cc}/u.test(program)) {
          expect(() => buildAutostartEntry(program)).toThrow(RangeError)
          return
        }
        const lines = buildAutostartEntry(program).split('\n')
        const [line = '', ...others] = lines.filter((one) => one.startsWith('Exec='))
        expect(others).toEqual([])
        expect(lines).toHaveLength(7)
        expect(unquote(line)).toBe(program)
      }),
    )
    expect(isAutostartOn('[Desktop Entry]\nHidden=true\n')).toBe(false)
  })

  test('[SET-02] says what it cannot do, and changes nothing', () => {
    const app = { ...packaged, isPackaged: false } as unknown as Parameters<
      typeof createStartAtLogin
    >[0]['app']
    const fromSources = createStartAtLogin({
      app,
      platform: 'linux',
      env: {},
      executable: '/x',
      log,
    })
    expect(fromSources.read()).toBe('unavailable')
    expect(() => fromSources.set(true)).toThrow('only an installed one')
    // A file stands where the folder would have to be: as on a disk that cannot be written.
    writeFileSync(path.join(folder, 'autostart'), '')
    const blocked = onLinux({ XDG_CONFIG_HOME: folder })
    expect(() => blocked.set(true)).toThrow(path.join(folder, 'autostart', 'countersign.desktop'))
    expect(blocked.read()).toBe('off')
  })

  test.each(['darwin', 'win32'] as const)(
    '[SET-01] on %s it is the list of the system',
    (platform) => {
      let openAtLogin = false
      const app = {
        isPackaged: true,
        getLoginItemSettings: () => ({ openAtLogin }),
        setLoginItemSettings: (wanted: { openAtLogin: boolean }) => {
          openAtLogin = wanted.openAtLogin
        },
      } as unknown as Parameters<typeof createStartAtLogin>[0]['app']
      const starts = createStartAtLogin({ app, platform, env: {}, executable: '/x', log })
      starts.set(true)
      expect([starts.read(), openAtLogin]).toEqual(['on', true])
      Object.assign(app, { setLoginItemSettings: () => undefined })
      // Dies if: what the system did not take is believed.
      expect(() => starts.set(false)).toThrow('did not take it')
    },
  )
})

/** Reads an Exec line as the Desktop Entry Specification does. */
function unquote(line: string): string {
  const value = line.replace('Exec=', '').replaceAll('\\\\', '\\')
  const inner = /^"((?:[^"\\]|\\.)*)" --hidden$/su.exec(value)?.[1] ?? 'unreadable'
  return inner.replaceAll(/\\(["`$\\])/g, '$1').replaceAll('%%', '%')
}

describe('the data folder', () => {
  test('[SET-03] is shown by its one path; without a file manager the path is said', async () => {
    const clock = createVirtualClock()
    const openPath = vi.fn(async () => '')
    const show = createDataFolder({ shell: { openPath }, folder, clock, log })
    await show()
    expect(openPath.mock.calls).toEqual([[folder]])
    openPath.mockResolvedValueOnce('no application found')
    await expect(show()).rejects.toThrow(folder)
    openPath.mockRejectedValueOnce(new Error('no xdg-open'))
    await expect(show()).rejects.toThrow(folder)
    // Dies if: a desktop that never answers holds the page for good.
    openPath.mockReturnValueOnce(new Promise(() => undefined))
    const silent = expect(show()).rejects.toThrow('No file manager')
    clock.advance(10_000)
    await silent
  })

  test('[SET-03] its size is that of its files, or unknown', async () => {
    mkdirSync(path.join(folder, 'inner'))
    writeFileSync(path.join(folder, 'a'), 'x'.repeat(100))
    writeFileSync(path.join(folder, 'inner', 'b'), 'x'.repeat(23))
    expect(await measureFolder(folder)).toBe(123)
    expect(await measureFolder(path.join(folder, 'gone'))).toBeNull()
  })
})

interface Told {
  readonly removed: string[]
  readonly done: string[]
}

function openSettings(queued: readonly string[] = [], remove = async () => undefined) {
  const clock = createVirtualClock()
  const told: Told = { removed: [], done: [] }
  let settings: Settings = defaultSettings
  let connections = [{ id: 'a' }, { id: 'b' }]
  const rows: unknown[] = []
  const startAtLogin = { read: () => 'on' as const, set: vi.fn() }
  const store = {
    settings: { load: () => settings, save: (next: Settings) => void (settings = next) },
    activity: { append: (row: unknown) => void rows.push(row) },
    connections: { list: () => connections },
    transaction: (run: () => unknown) => run(),
  }
  const services = createSettingsServices({
    store,
    connections: { listQueuedRevocations: () => queued.map((issuer) => ({ issuer })) },
    folder,
    startAtLogin,
    showDataFolder: async () => undefined,
    removeConnection: async (id: string) => {
      told.removed.push(id)
      connections = connections.filter((one) => one.id !== id)
      await remove()
    },
    restart: () => void told.done.push('restart'),
    clock,
    onChanged: () => void told.done.push('changed'),
  } as unknown as Parameters<typeof createSettingsServices>[0])
  return { ...services.system, clock, told, startAtLogin, settings: () => settings, rows, store }
}

describe('starting over', () => {
  test('[SET-04] does nothing without the word', async () => {
    const system = openSettings()
    for (const word of ['', 'yes', 'reset!', 'zurücksetzen']) {
      await expect(system.reset({ word, untoldToo: true })).rejects.toThrow('“reset”')
    }
    expect([system.told, readdirSync(folder)]).toEqual([{ removed: [], done: [] }, []])
  })

  test('[SET-04] ends what was granted, keeps the request, and starts anew once the page has heard it', async () => {
    const system = openSettings()
    expect(await system.reset({ word: ' Reset ', untoldToo: false })).toEqual({
      state: 'restarting',
      hosts: [],
    })
    expect(system.told).toEqual({ removed: ['a', 'b'], done: [] })
    expect(system.startAtLogin.set).toHaveBeenCalledWith(false)
    system.clock.advance(1_000)
    expect(system.told.done).toEqual(['restart'])
    expect(readdirSync(folder)).toEqual(['reset-asked'])
  })

  // Dies if: the database goes while a server still has to be told, without the person knowing.
  test('[SET-04] asks again for servers that could not be told', async () => {
    const system = openSettings(['https://id.example/a', 'https://id.example/b'])
    const answer = await system.reset({ word: 'reset', untoldToo: false })
    expect(answer).toEqual({ state: 'untold', hosts: ['id.example'] })
    system.clock.advance(60_000)
    expect([readdirSync(folder), system.told.done]).toEqual([[], []])
    const second = await system.reset({ word: 'reset', untoldToo: true })
    expect(second.state).toBe('restarting')
  })

  test('[SET-04] a server that never answers holds it up for ten seconds at most', async () => {
    const system = openSettings([], () => new Promise(() => undefined))
    const answer = system.reset({ word: 'reset', untoldToo: false })
    system.clock.advance(10_000)
    expect((await answer).state).toBe('restarting')
  })

  test('[SET-04] where the request cannot be kept nothing is deleted, and it says so', async () => {
    rmSync(folder, { recursive: true })
    const system = openSettings()
    await expect(system.reset({ word: 'reset', untoldToo: false })).rejects.toThrow(folder)
    system.clock.advance(60_000)
    expect(system.told.done).toEqual([])
  })

  const ours = [
    'countersign.db',
    'countersign.db-wal',
    'countersign.db.corrupt-2026',
    'countersign.log',
  ]
  const others = ['holiday.jpg', 'countersign-notes.txt', 'my-countersign.db']

  test('[SET-05] the next start deletes what is ours and the keys, and nothing else', async () => {
    for (const name of [...ours, ...others]) writeFileSync(path.join(folder, name), 'x')
    const forgetKeys = vi.fn(async () => undefined)
    expect(await finishReset({ folder, forgetKeys, log })).toBe(false)
    // Dies if: something is deleted that nobody asked for.
    expect(readdirSync(folder)).toHaveLength(7)
    expect(forgetKeys).not.toHaveBeenCalled()
    askReset(folder)
    expect(await finishReset({ folder, forgetKeys, log })).toBe(true)
    expect(readdirSync(folder).sort()).toEqual(others.toSorted())
    expect(forgetKeys).toHaveBeenCalledTimes(1)
    expect(await finishReset({ folder, forgetKeys, log })).toBe(false)
  })

  test('[SET-05] goes on where it stopped, and a silent keychain does not hold it up', async () => {
    askReset(folder)
    // A folder of that name cannot be deleted as a file: as one that another program holds.
    mkdirSync(path.join(folder, 'countersign.db'))
    writeFileSync(path.join(folder, 'countersign.log'), 'x')
    const forgetKeys = async (): Promise<void> => Promise.reject(new Error('no keychain'))
    await expect(finishReset({ folder, forgetKeys, log })).rejects.toThrow(folder)
    // Dies if: the request goes before what it asks for is done.
    expect(readdirSync(folder)).toContain('reset-asked')
    rmSync(path.join(folder, 'countersign.db'), { recursive: true })
    expect(await finishReset({ folder, forgetKeys, log })).toBe(true)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('the settings themselves', () => {
  test('[SET-01] what was set is kept and recorded', () => {
    const system = openSettings()
    system.setStartAtLogin(true)
    expect(system.settings().startAtLogin).toBe(true)
    expect(system.rows).toMatchObject([
      { kind: 'settings_changed', detail: { startAtLogin: true } },
    ])
    system.startAtLogin.set.mockImplementationOnce(() => {
      throw new Error('refused')
    })
    // Dies if: it is kept before the system took it.
    expect(() => system.setStartAtLogin(false)).toThrow('refused')
    expect(system.settings().startAtLogin).toBe(true)
  })

  test('[FIRST-01] the first screen is done for good, by skipping and by connecting', () => {
    const system = openSettings()
    system.finishFirstRun()
    expect(system.settings().firstRunDone).toBe(true)
    const other = openSettings()
    finishFirstRun(other.store)
    expect(other.settings().firstRunDone).toBe(true)
  })
})
