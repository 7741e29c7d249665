// Brings a page back after its renderer died or the page left its address, without looping on one that fails at once.
import type { WebContents } from 'electron'
import type { Clock, Log } from '../../shared/model/ports.ts'

const quickReloads = 3
const windowMs = 600_000
const slowDelayMs = 10_000
const longestDelayMs = 60_000
/** Of more than these the delay is the longest anyway. */
const keptLosses = 10

/**
 * How long to wait before the reload after a loss at `nowMs`; `losses` are the earlier ones, newest last. The first
 * three of ten minutes wait for nothing; from then on the wait doubles, up to one minute.
 */
export function reloadDelayMs(losses: readonly number[], nowMs: number): number {
  const recent = losses.filter((atMs) => nowMs - atMs < windowMs)
  if (recent.length < quickReloads) return 0
  return Math.min(slowDelayMs * 2 ** (recent.length - quickReloads), longestDelayMs)
}

export interface PageRecoveryOptions {
  readonly contents: WebContents
  /** Where the page belongs; at any other address main refuses it everything. */
  readonly origin: string
  readonly clock: Pick<Clock, 'monotonicMs' | 'after'>
  readonly log: Log
  readonly load: () => void
  readonly onGone?: () => void
}

/**
 * Loads the page again whenever its renderer process is gone, and when it went elsewhere: Electron asks nobody
 * before a page goes to an empty address.
 */
export function recoverPage(options: PageRecoveryOptions): void {
  const { contents, clock, log, load, onGone } = options
  const losses: number[] = []
  const reload = (why: string, detail: unknown): void => {
    log('error', why, detail)
    const nowMs = clock.monotonicMs()
    const delayMs = reloadDelayMs(losses, nowMs)
    losses.push(nowMs)
    losses.splice(0, losses.length - keptLosses)
    clock.after(delayMs, () => {
      if (!contents.isDestroyed()) load()
    })
  }
  contents.on('render-process-gone', (_event, { reason }) => {
    onGone?.()
    if (reason !== 'clean-exit') reload('a page died and is loaded again', { reason })
  })
  contents.on('did-navigate', (_event, url) => {
    if (url.startsWith(`${options.origin}/`)) return
    onGone?.()
    reload('a page left its address and is loaded again', { url })
  })
}
