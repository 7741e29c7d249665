// Keeps what the person is told once: the newest notices, in memory, until dismissed.
import { text } from '../shared/catalogue/text.ts'
import type { Deferral } from '../shared/model/deferral.ts'
import type { Clock, MakeId } from '../shared/model/ports.ts'
import type { Notice } from '../shared/overview.ts'
import { buildCallTitle } from './interaction/interaction-title.ts'
import type { Store } from './store/repositories.ts'

const kept = 20

export interface NoticeBoard {
  list(): Notice[]
  post(notice: Omit<Notice, 'id' | 'atMs'>): Notice
  dismiss(noticeId: string): void
}

export function createNoticeBoard(parts: {
  clock: Pick<Clock, 'nowMs'>
  makeId: MakeId
  onChanged: () => void
}): NoticeBoard {
  let notices: Notice[] = []
  return {
    list: () => [...notices],
    post(draft) {
      const notice: Notice = { ...draft, id: parts.makeId(), atMs: parts.clock.nowMs() }
      notices = [...notices, notice].slice(-kept)
      parts.onChanged()
      return notice
    },
    dismiss(noticeId) {
      notices = notices.filter((notice) => notice.id !== noticeId)
      parts.onChanged()
    },
  }
}

/** Something may have to be done at the server; where is said by its host, and nothing is opened by itself. */
export function postInteraction(
  { store, notices }: { store: Store; notices: NoticeBoard },
  { callId, connectionId, interactionUri }: Deferral,
): void {
  const call = callId === null ? null : store.calls.load(callId)
  const name = store.connections.load(connectionId)?.name ?? ''
  const title = call === null ? text('announce.sign_in_of', { name }) : buildCallTitle(store, call)
  const host = URL.parse(interactionUri ?? '')?.host ?? ''
  const body = text('announce.interaction', { host })
  notices.post({ tone: 'info', title: text('announce.interaction_title', { title }), body, callId })
}
