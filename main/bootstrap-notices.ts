// Keeps what the person is told once: the newest notices, in memory, until dismissed.
import { text } from '../shared/catalogue/text.ts'
import type { Deferral, DeferralState, DeferralEnd } from '../shared/model/deferral.ts'
import type { Clock, MakeId } from '../shared/model/ports.ts'
import type { Notice } from '../shared/overview.ts'
import { describeEnd } from './agent/wait-view.ts'
import { buildCallTitle } from './interaction/interaction-title.ts'
import type { Store } from './store/repositories.ts'

const kept = 20

export type NoticeDraft = Omit<Notice, 'id' | 'atMs'>

export interface NoticeBoard {
  list(): Notice[]
  post(notice: NoticeDraft): Notice
  /** As `post`, for what the person has to hear of also while they look elsewhere. */
  tell(notice: NoticeDraft): Notice
  onTold(listener: (notice: Notice) => void): void
  dismiss(noticeId: string): void
}

export function createNoticeBoard(parts: {
  clock: Pick<Clock, 'nowMs'>
  makeId: MakeId
  onChanged: () => void
}): NoticeBoard {
  let notices: Notice[] = []
  const listeners: ((notice: Notice) => void)[] = []
  const post = (draft: NoticeDraft): Notice => {
    const notice: Notice = { ...draft, id: parts.makeId(), atMs: parts.clock.nowMs() }
    notices = [...notices, notice].slice(-kept)
    parts.onChanged()
    return notice
  }
  return {
    list: () => [...notices],
    post,
    tell(draft) {
      const notice = post(draft)
      for (const listener of listeners) listener(notice)
      return notice
    },
    onTold: (listener) => void listeners.push(listener),
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
  // Told as every other question is: nobody else can do it.
  notices.tell({ tone: 'info', title: text('announce.interaction_title', { title }), body, callId })
}

const endTones: Partial<Record<DeferralState, Notice['tone']>> = {
  succeeded: 'ok',
  lost_result: 'bad',
}

/** A sign-in that was waited for has ended. Nothing for a wait that the person stopped: they have been told then. */
export function tellSignInEnd(
  { store, notices }: { store: Store; notices: Pick<NoticeBoard, 'tell'> },
  { deferral, reason }: Pick<DeferralEnd, 'deferral' | 'reason'>,
): void {
  const { state, connectionId } = deferral
  const connection = store.connections.load(connectionId)
  if (connection === null || state === 'cancelled' || state === 'abandoned') return
  const title = text(`announce.sign_in_${state === 'succeeded' ? 'done' : 'ended'}`, {
    name: connection.name,
  })
  const body = reason ?? describeEnd(store, deferral)
  notices.tell({ tone: endTones[state] ?? 'warn', title, body, callId: null })
}
