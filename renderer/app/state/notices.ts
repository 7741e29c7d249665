// Which news is on the screen: pure rules.
import type { Notice } from '../../../shared/overview.ts'

/** True for what went well or only informs; trouble stays until the person puts it away. */
export function leavesByItself({ tone }: Pick<Notice, 'tone'>): boolean {
  return tone === 'ok' || tone === 'info'
}

/** Two at most, newest last. Trouble that is not the newest keeps its place before older good news. */
export function chooseNotices(notices: readonly Notice[]): Notice[] {
  const newest = notices.at(-1)
  if (!newest) return []
  const older = notices.slice(0, -1)
  const beside = older.findLast((notice) => !leavesByItself(notice)) ?? older.at(-1)
  return beside ? [beside, newest] : [newest]
}
