// Tells the person what happens to the file of their data, and leaves nothing of deleted secrets in its log.
import { text } from '../shared/catalogue/text.ts'
import type { Clock, Log } from '../shared/model/ports.ts'
import type { NoticeBoard } from './bootstrap-notices.ts'
import type { OpenedStore } from './store/open-store.ts'

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
  file.onWiped(createWipe(opened, parts))
}

function createWipe({ file }: OpenedStore, { clock, log }: StoreNewsParts): () => void {
  let isPlanned = false
  const empty = (): void => {
    isPlanned = false
    try {
      file.emptyLog()
    } catch (error) {
      log('warn', 'The log of the store could not be emptied; the next wipe tries again', error)
    }
  }
  return () => {
    if (isPlanned) return
    isPlanned = true
    clock.after(wipeDelayMs, empty)
  }
}
