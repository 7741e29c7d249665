// Finds what the activity screen lists: groups of kinds, words, agent, connection, outcome and days.
import { text } from '../../shared/catalogue/text.ts'
import type { ActivityFilter, ActivityGroup } from '../../shared/activity-view.ts'
import {
  activityKindSchema,
  type Activity,
  type ActivityKind,
} from '../../shared/model/activity.ts'
import type { ActivityRow } from '../../shared/overview.ts'
import type { ActivityTerm, Store } from '../store/repositories.ts'
import { buildActivityRow } from './timeline.ts'

const groups: Readonly<Record<ActivityGroup, readonly ActivityKind[]>> = {
  decisions: [
    'call_approved',
    'call_denied',
    'call_edited',
    'widened',
    'plan_edited',
    'plan_approved',
    'plan_denied',
  ],
  runs: ['call_sent', 'call_ended', 'link_read'],
  waits: ['call_held', 'call_challenged', 'call_deferred', 'call_stepped_up', 'call_question'],
  connections: ['connection_added', 'connection_removed', 'signed_in', 'passkey_registered'],
  rules: ['rule_made', 'rule_changed'],
  settings: [
    'widened',
    'narrowed',
    'settings_changed',
    'agents_paused',
    'agents_resumed',
    'agent_added',
    'agent_changed',
    'agent_paused',
    'agent_resumed',
    'agent_revoked',
  ],
}
/** Read in the history of their call, not in the list of everything. */
const quiet: readonly ActivityKind[] = ['receipt', 'receipt_key', 'call_told', 'call_shown']
const listed = activityKindSchema.options.filter((kind) => !quiet.includes(kind))

const rowsOnPage = 100
const mostTerms = 6

export interface ActivityPage {
  readonly rows: ActivityRow[]
  readonly more: boolean
}

export function listActivity(
  store: Store,
  filter: ActivityFilter | null,
  beforeSequence: number | null,
): ActivityPage {
  const { search, group, ...exact } = filter ?? everything
  const found = store.activity.search({
    ...exact,
    kinds: group === null ? null : groups[group],
    without: group === null ? quiet : [],
    terms: findTerms(store, search),
    beforeSequence,
    limit: rowsOnPage + 1,
  })
  const rows = found.slice(0, rowsOnPage).map((row) => buildRowSafely(store, row))
  return { rows, more: found.length > rowsOnPage }
}

const everything: ActivityFilter = {
  search: '',
  group: null,
  agentId: null,
  connectionId: null,
  outcome: null,
  fromMs: null,
  toMs: null,
}

/** Each word by itself, with the kinds of row and the agents that have a word which begins with it. */
function findTerms(store: Store, search: string): ActivityTerm[] {
  const words = search.split(/\s+/u).filter((word) => word !== '')
  const agents = words.length === 0 ? [] : store.tasks.listAgents()
  return words.slice(0, mostTerms).map((term) => ({
    term,
    kinds: listed.filter((kind) => isNamed(wordsOfKind(kind), term)),
    agentIds: agents.filter(({ name }) => isNamed(name, term)).map(({ id }) => id),
  }))
}

const kindWords = {
  call_received: 'agent.line_received',
  call_asked: 'agent.line_asked',
  call_approved: 'agent.line_approved',
  call_denied: 'agent.line_denied',
  call_sent: 'agent.line_sent',
  call_challenged: 'agent.line_challenged',
  call_deferred: 'agent.line_deferred',
  call_stepped_up: 'agent.line_stepped_up',
  call_question: 'relay.line_question',
  call_ended: 'agent.line_ended',
  call_told: 'agent.line_told',
} as const

function wordsOfKind(kind: ActivityKind): string {
  return kind in kindWords ? text(kindWords[kind as keyof typeof kindWords]) : rowWords(kind)
}

/** Each part of the term begins a word. One letter alone does that of nearly everything. */
function isNamed(words: string, term: string): boolean {
  const parts = partsOf(term)
  const own = partsOf(words)
  const isLong = parts.join('').length > 1
  return isLong && parts.every((part) => own.some((word) => word.startsWith(part)))
}

function partsOf(words: string): string[] {
  return words
    .toLocaleLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
}

function rowWords(kind: ActivityKind): string {
  return text(`agent.row_${kind as Exclude<ActivityKind, keyof typeof kindWords>}`)
}

/** A detail that cannot be read, from a file edited by hand, must not hide the rows around it. */
function buildRowSafely(store: Store, row: Activity): ActivityRow {
  try {
    return buildActivityRow(store, row)
  } catch {
    const { sequence, atMs, kind, callId } = row
    return { sequence, atMs, kind, callId, title: text('activity.unreadable'), words: null }
  }
}
