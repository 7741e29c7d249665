// Words for how a held call ended, told to the person once.
import { text } from '../shared/catalogue/text.ts'
import type { ToolCall } from '../shared/model/tool-call.ts'
import type { Notice } from '../shared/overview.ts'
import { buildCallTitle } from './interaction/interaction-title.ts'
import type { Store } from './store/repositories.ts'

/** False for what the person has just done themselves: denying before anything was sent, or a read that was not asked about. */
export function isWorthTelling(call: ToolCall): boolean {
  if (call.state === 'denied' || call.state === 'cancelled') return call.deferralId !== null
  return call.decidedBy === 'person' || call.state === 'expired' || call.state === 'unknown'
}

export function buildEnding(store: Store, call: ToolCall): Pick<Notice, 'tone' | 'title' | 'body'> {
  const title = buildCallTitle(store, call)
  const body = call.outcomeText ?? ''
  switch (call.state) {
    case 'done':
      return { tone: 'ok', title: text('announce.ended.done', { title }), body }
    case 'denied':
      return { tone: 'warn', title: text('announce.ended.denied', { title }), body }
    case 'expired':
      return { tone: 'warn', title: text('announce.ended.expired', { title }), body }
    case 'cancelled':
      return { tone: 'info', title: text('announce.ended.cancelled', { title }), body }
    case 'unknown':
      return { tone: 'bad', title: text('announce.ended.unknown', { title }), body }
    default:
      return { tone: 'bad', title: text('announce.ended.failed', { title }), body }
  }
}
