// Looks for newer versions at the feed that this package names; without one it never asks anybody.
import { text } from '../../shared/catalogue/text.ts'
import type { UpdateState } from '../../shared/contract/update-verbs.ts'
import type { Clock, Log } from '../../shared/model/ports.ts'

/** What is used of electron-updater; it checks the size, the SHA-512 and, where the system has it, the signature. */
export interface Updater {
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  allowDowngrade: boolean
  allowPrerelease: boolean
  checkForUpdates(): Promise<{
    readonly isUpdateAvailable: boolean
    readonly updateInfo: { readonly version: string }
  } | null>
  downloadUpdate(): Promise<unknown>
  quitAndInstall(): void
  on(
    event: 'download-progress',
    listener: (progress: { readonly percent: number }) => void,
  ): unknown
}

export interface UpdatesParts {
  /** Why there is nothing to ask; null where a feed is configured. */
  readonly off: 'sources' | 'feed' | null
  readonly loadUpdater: () => Promise<Updater>
  readonly clock: Pick<Clock, 'nowMs'>
  readonly log: Log
}

export interface Updates {
  load(): UpdateState
  /** Resolves when the feed has answered. Never rejects. */
  check(): Promise<UpdateState>
  /** Begins to fetch what was found; does nothing where nothing was. */
  download(): UpdateState
  /** Ends this process when something is fetched; else does nothing. */
  install(): Promise<UpdateState>
}

export function createUpdates(parts: UpdatesParts): Updates {
  return new UpdateRunner(parts)
}

class UpdateRunner implements Updates {
  readonly #parts: UpdatesParts
  #state: UpdateState = { kind: 'idle', checkedAtMs: null }
  #updater: Promise<Updater> | null = null

  constructor(parts: UpdatesParts) {
    this.#parts = parts
    if (parts.off === null) return
    const key = parts.off === 'sources' ? 'updates.off_sources' : 'updates.off_feed'
    this.#state = { kind: 'off', words: text(key) }
  }

  load(): UpdateState {
    return this.#state
  }

  async check(): Promise<UpdateState> {
    const { kind } = this.#state
    if (kind !== 'idle' && kind !== 'failed' && kind !== 'available') return this.#state
    this.#state = { kind: 'checking' }
    try {
      const found = await (await this.#load()).checkForUpdates()
      this.#state =
        found?.isUpdateAvailable === true
          ? { kind: 'available', version: found.updateInfo.version }
          : { kind: 'idle', checkedAtMs: this.#parts.clock.nowMs() }
    } catch (error) {
      this.#fail(error)
    }
    return this.#state
  }

  download(): UpdateState {
    if (this.#state.kind !== 'available') return this.#state
    const { version } = this.#state
    this.#state = { kind: 'downloading', version, percent: 0 }
    this.#fetch(version).catch((error: unknown) => this.#fail(error))
    return this.#state
  }

  async install(): Promise<UpdateState> {
    if (this.#state.kind === 'ready') (await this.#load()).quitAndInstall()
    return this.#state
  }

  async #fetch(version: string): Promise<void> {
    await (await this.#load()).downloadUpdate()
    this.#state = { kind: 'ready', version }
  }

  /** Made when it is first needed, and anew when that failed. */
  #load(): Promise<Updater> {
    this.#updater ??= this.#prepare().catch((error: unknown) => {
      this.#updater = null
      throw error
    })
    return this.#updater
  }

  async #prepare(): Promise<Updater> {
    const updater = await this.#parts.loadUpdater()
    // A person decides what runs here, and an older version with known holes is never one of the choices.
    updater.autoDownload = false
    updater.autoInstallOnAppQuit = false
    updater.allowDowngrade = false
    updater.allowPrerelease = false
    updater.on('download-progress', ({ percent }) => {
      if (this.#state.kind !== 'downloading') return
      this.#state = { ...this.#state, percent: Math.round(percent) }
    })
    return updater
  }

  #fail(error: unknown): void {
    this.#parts.log('warn', 'An update could not be looked for or fetched', error)
    this.#state = {
      kind: 'failed',
      words: text('updates.failed', { reason: text(reasonOf(error)) }),
    }
  }
}

type ReasonKey = `updates.reason_${'unreachable' | 'signature' | 'damaged' | 'other'}`

/** The feed's own words never reach the page: the feed is somebody else's server. */
function reasonOf(error: unknown): ReasonKey {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ERR_UPDATER_INVALID_SIGNATURE') return 'updates.reason_signature'
  if (code === 'ERR_CHECKSUM_MISMATCH') return 'updates.reason_damaged'
  const words = error instanceof Error ? error.message : ''
  return /net::|ENOTFOUND|ECONN|ETIMEDOUT|HttpError/.test(`${code} ${words}`)
    ? 'updates.reason_unreachable'
    : 'updates.reason_other'
}
