// Which news is on the screen: pure rules.
import type { Notice } from '../../../shared/overview.ts'

/** True for what went well or only informs; trouble stays until the person puts it away. */
export function leavesByItself({ tone }: Pick<Notice, 'tone'>): boolean {
  return tone === 'ok' || tone === 'info'
}

/** Two at most, the newest first. Older good news comes after newer has left; trouble keeps one place, the newest of it. */
export function chooseNotices(notices: readonly Notice[]): Notice[] {
  const good = notices.filter(leavesByItself)
  const trouble = notices.filter((notice) => !leavesByItself(notice))
  const next = good.slice(trouble.length === 0 ? -2 : -1)
  const chosen = new Set([...next, ...trouble.slice(next.length - 2)])
  return notices.filter((notice) => chosen.has(notice)).toReversed()
}
