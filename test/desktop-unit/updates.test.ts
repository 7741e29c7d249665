// Updates: nothing is asked without a feed, nothing is fetched or installed without a press, nothing fails loudly.
import { describe, expect, it } from 'vitest'
import { createUpdates, type Updater, type Updates } from '../../main/desktop/updates.ts'

type Listener = Parameters<Updater['on']>[1]

class FakeUpdater implements Updater {
  autoDownload = true
  autoInstallOnAppQuit = true
  allowDowngrade = true
  allowPrerelease = true
  found: Awaited<ReturnType<Updater['checkForUpdates']>> = null
  fault: unknown = null
  installs = 0
  finishDownload: () => void = () => undefined
  listeners: Listener[] = []
  checkForUpdates(): ReturnType<Updater['checkForUpdates']> {
    if (this.fault !== null) return Promise.reject(this.fault)
    return Promise.resolve(this.found)
  }
  downloadUpdate(): Promise<void> {
    if (this.fault !== null) return Promise.reject(this.fault)
    return new Promise((resolve) => {
      this.finishDownload = resolve
    })
  }
  quitAndInstall(): void {
    this.installs += 1
  }
  on(_event: 'download-progress', listener: Listener): void {
    this.listeners.push(listener)
  }
}

const newer = { isUpdateAvailable: true, updateInfo: { version: '2.0.0' } }

function setUp(off: 'sources' | 'feed' | null = null): {
  updates: Updates
  updater: FakeUpdater
  loads: () => number
} {
  const updater = new FakeUpdater()
  let loads = 0
  const updates = createUpdates({
    off,
    clock: { nowMs: () => 5_000 },
    log: () => undefined,
    loadUpdater: () => {
      loads += 1
      return Promise.resolve(updater)
    },
  })
  return { updates, updater, loads: () => loads }
}

describe('updates', () => {
  it.each(['sources', 'feed'] as const)('[UPD-01] off by its %s, nobody is asked', async (off) => {
    const { updates, loads } = setUp(off)
    expect(await updates.check()).toMatchObject({ kind: 'off' })
    expect(updates.download()).toMatchObject({ kind: 'off' })
    expect(await updates.install()).toMatchObject({ kind: 'off' })
    // Dies if: the updater is loaded where no feed was configured.
    expect(loads()).toBe(0)
  })

  it('[UPD-02] is looked for, fetched and installed by one press each', async () => {
    const { updates, updater } = setUp()
    updater.found = newer
    expect(await updates.check()).toEqual({ kind: 'available', version: '2.0.0' })
    // Dies if: electron-updater keeps its own defaults, which fetch and install by themselves.
    expect(updater).toMatchObject({
      autoDownload: false,
      autoInstallOnAppQuit: false,
      allowDowngrade: false,
      allowPrerelease: false,
    })
    expect(await updates.install()).toMatchObject({ kind: 'available' })
    expect(updater.installs).toBe(0)
    updates.download()
    await Promise.resolve()
    await Promise.resolve()
    updater.listeners.forEach((listener) => listener({ percent: 41.6 }))
    expect(updates.load()).toEqual({ kind: 'downloading', version: '2.0.0', percent: 42 })
    // Dies if: a look in the middle of a fetch begins another one.
    expect(await updates.check()).toMatchObject({ kind: 'downloading' })
    updater.finishDownload()
    await expect.poll(() => updates.load()).toEqual({ kind: 'ready', version: '2.0.0' })
    await updates.install()
    expect(updater.installs).toBe(1)
  })

  it('[UPD-02] says when there is nothing newer', async () => {
    const { updates, updater } = setUp()
    updater.found = { ...newer, isUpdateAvailable: false }
    expect(await updates.check()).toEqual({ kind: 'idle', checkedAtMs: 5_000 })
    expect(updates.download()).toEqual({ kind: 'idle', checkedAtMs: 5_000 })
  })

  const faults = [
    [new Error('net::ERR_CONNECTION_REFUSED'), 'could not be reached'],
    [Object.assign(new Error('x'), { code: 'ERR_UPDATER_INVALID_SIGNATURE' }), 'not signed'],
    [Object.assign(new Error('x'), { code: 'ERR_CHECKSUM_MISMATCH' }), 'not what was announced'],
    [new Error('<h1>Press here</h1>'), 'could not be understood'],
    ['no error at all', 'could not be understood'],
  ] as const
  it.each(faults)(
    '[UPD-03] %s is told in our words and can be tried again',
    async (fault, words) => {
      const { updates, updater } = setUp()
      updater.fault = fault
      const failed = await updates.check()
      expect(failed).toMatchObject({
        kind: 'failed',
        words: expect.stringContaining(words) as string,
      })
      // Dies if: the feed's own words are shown.
      expect(JSON.stringify(failed)).not.toContain('Press here')
      updater.fault = null
      updater.found = newer
      expect(await updates.check()).toMatchObject({ kind: 'available' })
      updater.fault = fault
      updates.download()
      await expect.poll(() => updates.load().kind).toBe('failed')
    },
  )
})
