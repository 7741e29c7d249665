// Keeps what the person is told once: the newest notices, in memory, until dismissed.
import type { Clock, MakeId } from '../shared/model/ports.ts'
import type { Notice } from '../shared/overview.ts'

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
