// Brings a page back after its renderer died, without looping on a page that dies at once.
import type { WebContents } from 'electron'
import type { Clock, Log } from '../../shared/model/ports.ts'

const quickReloads = 3
const windowMs = 60_000
const slowDelayMs = 10_000

/** How long to wait before the reload after a crash at `nowMs`; `crashes` are the earlier ones, newest last. */
export function reloadDelayMs(crashes: readonly number[], nowMs: number): number {
  const recent = crashes.filter((atMs) => nowMs - atMs < windowMs)
  return recent.length < quickReloads ? 0 : slowDelayMs
}

export interface CrashRecoveryOptions {
  readonly contents: WebContents
  readonly clock: Pick<Clock, 'monotonicMs' | 'after'>
  readonly log: Log
  readonly load: () => void
  readonly onGone?: () => void
}

/** Loads the page again whenever its renderer process is gone. */
export function recoverFromCrash({
  contents,
  clock,
  log,
  load,
  onGone,
}: CrashRecoveryOptions): void {
  const crashes: number[] = []
  contents.on('render-process-gone', (_event, details) => {
    onGone?.()
    if (details.reason === 'clean-exit') return
    log('error', 'a page died and is loaded again', { reason: details.reason })
    const nowMs = clock.monotonicMs()
    const delayMs = reloadDelayMs(crashes, nowMs)
    crashes.push(nowMs)
    crashes.splice(0, crashes.length - quickReloads)
    clock.after(delayMs, () => {
      if (!contents.isDestroyed()) load()
    })
  })
}
