// Tells the whole history of one call: every step, who had it in between, and the receipt at its end.
import { text } from '../../shared/catalogue/text.ts'
import {
  outcomeSchema,
  type CallHistory,
  type HistoryPhase,
  type HistoryStep,
} from '../../shared/activity-view.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Activity } from '../../shared/model/activity.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { listAttachments } from './attachments.ts'
import { buildReceiptView } from './receipt-view.ts'
import { buildCallTitle, connectionName } from '../interaction/interaction-title.ts'
import { makeVisibleLine } from '../interaction/visible.ts'
import type { Store } from '../store/repositories.ts'
import { describeRow } from './timeline.ts'

/** Throws `agent/gone` for a call that is not kept. */
export function loadCallHistory(store: Store, callId: string): CallHistory {
  const call = store.calls.load(callId)
  if (call === null) throw new CountersignError('agent/gone', text('activity.call_gone'))
  const rows = store.activity.listByCall(callId)
  const agents = store.tasks.listAgents()
  const outcome = outcomeSchema.safeParse(call.state)
  const attachments = listAttachments(call.resultJson)
  return {
    callId,
    title: buildCallTitle(store, call),
    tool: makeVisibleLine(call.tool),
    agentName: agents.find(({ id }) => id === call.agentId)?.name ?? '?',
    connectionName: connectionName(store, call.connectionId),
    risk: call.risk,
    taskId: store.tasks.load(call.taskId)?.id ?? null,
    outcome: outcome.success ? outcome.data : null,
    outcomeText: call.outcomeText,
    ...(attachments.length > 0 && { attachments }),
    steps: buildSteps(store, call, rows),
    receipt: buildReceiptView(store.activity, rows),
  }
}

function buildSteps(store: Store, call: ToolCall, rows: readonly Activity[]): HistoryStep[] {
  const shown = rows.filter(({ kind }) => kind !== 'receipt')
  const { deferralId } = call
  const quote = deferralId === null ? null : store.deferrals.loadFacts(deferralId)?.serverWords
  return shown.map((row, position) => {
    const { label, words } = describeRow(store, row)
    const next = shown[position + 1]
    return {
      sequence: row.sequence,
      atMs: row.atMs,
      label,
      words,
      quote: row.kind === 'call_deferred' ? (quote ?? null) : null,
      status: statusOf(row),
      phase: phaseAfter(store, row, next),
      untilNextMs: next === undefined || next.atMs < row.atMs ? null : next.atMs - row.atMs,
    }
  })
}

const goodKinds: ReadonlySet<Activity['kind']> = new Set(['call_approved', 'call_stepped_up'])

function statusOf({ kind, detailJson }: Activity): HistoryStep['status'] {
  if (kind === 'call_denied') return 'bad'
  if (goodKinds.has(kind)) return 'good'
  if (kind !== 'call_ended') return 'past'
  return (JSON.parse(detailJson) as { state?: unknown }).state === 'done' ? 'good' : 'bad'
}

const phases: Partial<Record<Activity['kind'], HistoryPhase>> = {
  call_asked: 'you',
  call_shown: 'you',
  call_edited: 'you',
  call_sent: 'server',
  call_question: 'server',
  call_deferred: 'others',
}

/** Between a refusal and what was given for it, the person was asked, or only servers were. */
function phaseAfter(store: Store, row: Activity, next: Activity | undefined): HistoryPhase {
  if (row.kind !== 'call_challenged') return phases[row.kind] ?? 'app'
  const untilMs = next?.atMs ?? Infinity
  const wasAsked = store.interactions
    .listByCall(row.callId ?? '')
    .some(
      ({ kind, createdAtMs }) =>
        kind === 'elicitation' && createdAtMs >= row.atMs && createdAtMs <= untilMs,
    )
  return wasAsked ? 'you' : 'server'
}
