// Tells what happened to a call, from the activity log: the timeline of a wait and the rows of the activity screen.
import { text } from '../../shared/catalogue/text.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import type { Activity } from '../../shared/model/activity.ts'
import type { ActivityRow, TimelineEntry } from '../../shared/overview.ts'
import { buildCallTitle, connectionName, hostOf } from '../interaction/interaction-title.ts'
import { makeVisibleLine } from '../interaction/visible.ts'
import type { Store } from '../store/repositories.ts'
import { describePlanRow } from './plan-lines.ts'
import { describeAgentRow } from './agent-lines.ts'
import { describeAskedAgain, describeDecidingRule, describeRuleRow } from './rule-lines.ts'

export interface Line {
  readonly label: string
  readonly words: string | null
}

type Detail = Readonly<Record<string, unknown>>

const surfaceKeys = {
  approval: 'agent.surface_approval',
  notification: 'agent.surface_notification',
  app: 'agent.surface_app',
  tray: 'agent.surface_tray',
} as const

const stringOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function surfaceWords(detail: Detail): string | null {
  const surface = stringOf(detail['surface'])
  return surface !== null && surface in surfaceKeys
    ? text(surfaceKeys[surface as keyof typeof surfaceKeys])
    : null
}

function challengeWords(detail: Detail): string {
  if (detail['error'] === 'insufficient_scope') return text('agent.line_challenged_scope')
  const proof = detail['error'] === 'insufficient_user_authentication'
  return text(proof ? 'agent.line_challenged_proof' : 'agent.line_challenged_token')
}

function approvalWords(detail: Detail) {
  if (detail['by'] === 'rule') return 'activity.approved_rule'
  if (detail['by'] === 'plan') return 'plan.line_approved'
  return detail['by'] === 'policy' ? 'agent.line_approved_policy' : 'agent.line_approved'
}

function questionWords(detail: Detail) {
  if (detail['action'] === 'accept') return 'relay.line_answered'
  if (detail['action'] === 'withdrawn') return 'relay.line_withdrawn'
  return detail['action'] === 'decline' ? 'relay.line_declined' : 'relay.line_cancelled'
}

/** One activity row in our words. */
export function describeRow(store: Store, row: Activity): Line {
  const detail = JSON.parse(row.detailJson) as Detail
  const connection = connectionName(store, row.connectionId)
  switch (row.kind) {
    case 'call_received':
      return line(text('agent.line_received', { agent: agentNameOf(store, row.callId) }))
    case 'call_asked':
      return line(text('agent.line_asked'), describeAskedAgain(detail))
    case 'call_approved':
      return line(
        text(approvalWords(detail)),
        surfaceWords(detail) ?? describeDecidingRule(store, detail),
      )
    case 'plan_asked':
    case 'plan_edited':
    case 'plan_approved':
      return line(text(`agent.row_${row.kind}`), describePlanRow(detail))
    case 'rule_made':
    case 'rule_changed':
      return line(text(`agent.row_${row.kind}`), describeRuleRow(store, detail))
    case 'call_denied':
      return describeDenial(store, detail)
    case 'call_sent':
      return line(
        text(detail['attempt'] === 1 ? 'agent.line_sent' : 'agent.line_sent_again', { connection }),
      )
    case 'call_challenged':
      return line(text('agent.line_challenged', { connection }), challengeWords(detail))
    case 'call_deferred':
      return line(text('agent.line_deferred', { host: issuerHostOf(store, row.connectionId) }))
    case 'call_stepped_up':
      return line(text('agent.line_stepped_up'))
    case 'call_question':
      return describeQuestion(detail, connection)
    case 'call_ended':
      return line(text('agent.line_ended'), stringOf(detail['words']))
    case 'call_told':
      return line(text('agent.line_told'))
    case 'link_read':
      return line(
        text('agent.row_link_read', { connection }),
        makeVisibleLine(stringOf(detail['uri']) ?? '', 200),
      )
    case 'call_shown':
      return line(text('agent.row_call_shown'), surfaceWords(detail))
    default:
      return line(text(`agent.row_${row.kind}`, { connection }), describeAgentRow(store, detail))
  }
}

const line = (label: string, words: string | null = null): Line => ({ label, words })

function describeDenial(store: Store, detail: Detail): Line {
  if (detail['by'] === 'rule')
    return line(text('rule.line_denied'), describeDecidingRule(store, detail))
  const reason = stringOf(detail['reason'])
  return line(
    text('agent.line_denied'),
    reason === null ? null : `“${makeVisibleLine(reason, 200)}”`,
  )
}

function describeQuestion(detail: Detail, connection: string): Line {
  const host = stringOf(detail['host']) ?? connection
  return line(text('relay.line_question', { host }), text(questionWords(detail)))
}

function agentNameOf(store: Store, callId: string | null): string {
  const call = callId === null ? null : store.calls.load(callId)
  return store.tasks.listAgents().find((agent) => agent.id === call?.agentId)?.name ?? '?'
}

function issuerHostOf(store: Store, connectionId: string | null): string {
  const connection = connectionId === null ? null : store.connections.load(connectionId)
  return connection?.issuer == null
    ? connectionName(store, connectionId)
    : hostOf(connection.issuer)
}

/** What has happened up to now: the call's record, or for a sign-in that it was begun. */
function buildPast(store: Store, deferral: Deferral): TimelineEntry[] {
  const { callId, startedAtMs, serverWords: quote } = deferral
  if (callId === null) {
    const label = text('agent.line_sign_in_asked', { host: hostOf(deferral.issuer) })
    return [{ atMs: startedAtMs, label, words: null, quote, status: 'past' }]
  }
  return store.activity.listByCall(callId).map((row): TimelineEntry => {
    const { label, words } = describeRow(store, row)
    const said = row.kind === 'call_deferred' ? quote : null
    return { atMs: row.atMs, label, words, quote: said, status: 'past' }
  })
}

/** The past of the call or sign-in, how the wait stands now, and what follows when it succeeds. */
export function buildTimeline(store: Store, deferral: Deferral, nowMs: number): TimelineEntry[] {
  const count = deferral.pollCount
  const checked =
    count === 0
      ? text('agent.line_checked_never')
      : text(count === 1 ? 'agent.line_checked_once' : 'agent.line_checked', { count })
  const host = hostOf(deferral.issuer)
  const words =
    deferral.state === 'suspended'
      ? text('agent.line_suspended')
      : text('agent.line_same_answer', { host })
  const follows =
    deferral.callId === null ? 'agent.line_then_sign_in_words' : 'agent.line_then_words'
  return [
    ...buildPast(store, deferral),
    { atMs: nowMs, label: checked, words, quote: null, status: 'now' },
    {
      atMs: deferral.expiresAtMs,
      label: text('agent.line_then'),
      words: text(follows),
      quote: null,
      status: 'future',
    },
  ]
}

/** The whole of a wait that has ended; a call's own record says how, a sign-in's end is `words`. */
export function buildEndedTimeline(
  store: Store,
  deferral: Deferral,
  words: string,
): TimelineEntry[] {
  const past = buildPast(store, deferral)
  if (deferral.callId !== null || deferral.endedAtMs === null) return past
  const status = deferral.state === 'succeeded' ? 'past' : 'bad'
  const label = text('agent.line_ended')
  return [...past, { atMs: deferral.endedAtMs, label, words, quote: null, status }]
}

/** The activity screen's row: the call's title with what happened, or our words for events without a call. */
export function buildActivityRow(store: Store, row: Activity): ActivityRow {
  const { label, words } = describeRow(store, row)
  const call = row.callId === null ? null : store.calls.load(row.callId)
  const { sequence, atMs, kind, callId } = row
  const common = { sequence, atMs, kind, callId }
  if (call === null) return { ...common, title: label, words }
  const happened = words === null ? label : `${label}: ${words}`
  return { ...common, title: buildCallTitle(store, call), words: happened }
}
