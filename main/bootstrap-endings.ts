// Words for how a held call ended, told to the person once.
import { text } from '../shared/catalogue/text.ts'
import type { ToolCall } from '../shared/model/tool-call.ts'
import type { Notice } from '../shared/overview.ts'
import { buildCallTitle, connectionName } from './interaction/interaction-title.ts'
import { makeVisibleLine } from './interaction/visible.ts'
import type { Store } from './store/repositories.ts'

/** Characters of the server's words that news and notifications quote. */
const longestQuote = 140

/** False for what the person has just done themselves: denying before anything was sent, or a read that was not asked about. */
export function isWorthTelling(call: ToolCall): boolean {
  if (call.state === 'denied' || call.state === 'cancelled') return call.deferralId !== null
  return call.decidedBy === 'person' || call.state === 'expired' || call.state === 'unknown'
}

type Ending = Pick<Notice, 'tone' | 'title' | 'body'>

export function buildEnding(store: Store, call: ToolCall): Ending {
  const title = buildCallTitle(store, call)
  const body = call.outcomeText ?? ''
  switch (call.state) {
    case 'done':
      return buildDone(store, call, title)
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

/** "It ran" is in the title already: the body is what the server said, or that it was sent once. */
function buildDone(store: Store, call: ToolCall, title: string): Ending {
  const said = firstLine(call.resultText)
  const connection = connectionName(store, call.connectionId)
  const quoted = said === null ? null : text('announce.ended.said', { connection, words: said })
  return call.hadProblem !== true
    ? {
        tone: 'ok',
        title: text('announce.ended.done', { title }),
        body: quoted ?? text('announce.ended.once'),
      }
    : {
        tone: 'warn',
        title: text('announce.ended.done_problem', { title }),
        body: quoted ?? call.outcomeText ?? '',
      }
}

/** The first line of words for people in a result; null where it has none, as when it is only JSON. */
function firstLine(resultText: string | null): string | null {
  const line = resultText?.split('\n').find((each) => each.trim() !== '') ?? ''
  const words = makeVisibleLine(line.trim(), longestQuote)
  return words === '' || /^[[{]/.test(words) ? null : words
}

/** Rows of the record that are looked through after a start; an ending that was never told is among the last. */
const lookedThrough = 500

/** Calls whose end is on record without the person having been told: an earlier process died in between. */
export function findUntoldEndings(store: Store): ToolCall[] {
  const rows = store.activity.list({ beforeSequence: null, limit: lookedThrough })
  const told = new Set(rows.filter((row) => row.kind === 'call_told').map((row) => row.callId))
  return rows
    .filter((row) => row.kind === 'call_ended' && !told.has(row.callId))
    .map((row) => (row.callId === null ? null : store.calls.load(row.callId)))
    .filter((call) => call !== null)
    .filter(isWorthTelling)
    .toReversed()
}

/** Of which call: what is told later keeps no more of it, and its arguments may be large. */
export type ToldCall = Pick<ToolCall, 'id' | 'taskId' | 'connectionId'>

/** Puts on record that the person was told how this call ended. */
export function saveTold(store: Store, { id: callId, taskId, connectionId }: ToldCall): void {
  store.activity.append({ kind: 'call_told', callId, taskId, connectionId, detail: {} })
}
