// Tells the person what happens to the file of their data, and leaves nothing of deleted secrets in its log.
import { text } from '../shared/catalogue/text.ts'
import type { Clock, Log } from '../shared/model/ports.ts'
import type { NoticeBoard } from './bootstrap-notices.ts'
import type { OpenedStore } from './store/open-store.ts'

/** How long what need not wait for the disk may wait for it. */
const flushDelayMs = 200
/** A wipe is seldom the only one: those of one sign-out share one emptying of the log. */
const wipeDelayMs = 5_000

export interface StoreNewsParts {
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
  readonly notices: Pick<NoticeBoard, 'post' | 'tell'>
}

/** Call once, before the engine starts. */
export function tellStoreNews(opened: OpenedStore, parts: StoreNewsParts): void {
  const { file, recoveredFrom } = opened
  const { notices, log } = parts
  if (recoveredFrom !== null) {
    const title = text('announce.recovered_title')
    const body = text('announce.recovered', { file: recoveredFrom })
    notices.post({ tone: 'bad', title, body, callId: null })
  }
  file.onHealth((health) => {
    log(health === 'sound' ? 'info' : 'error', 'The health of the store has changed', { health })
    const title = text(`store.${health}_title`)
    const body = text(`store.${health}_body`)
    notices.tell({ tone: health === 'sound' ? 'ok' : 'bad', title, body, callId: null })
  })
  file.onWiped(
    doOnceAfter(wipeDelayMs, parts, {
      run: () => file.emptyLog(),
      failed: 'The log of the store could not be emptied; the next wipe tries again',
    }),
  )
  file.onUnflushed(
    doOnceAfter(flushDelayMs, parts, {
      run: () => file.flush(),
      failed: 'The store could not be flushed; the next change tries again',
    }),
  )
}

/** However often it is asked for meanwhile. */
function doOnceAfter(
  delayMs: number,
  { clock, log }: Pick<StoreNewsParts, 'clock' | 'log'>,
  { run, failed }: { readonly run: () => void; readonly failed: string },
): () => void {
  let isPlanned = false
  const act = (): void => {
    isPlanned = false
    try {
      run()
    } catch (error) {
      log('warn', failed, error)
    }
  }
  return () => {
    if (isPlanned) return
    isPlanned = true
    clock.after(delayMs, act)
  }
}
