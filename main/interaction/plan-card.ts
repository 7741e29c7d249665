// Builds what the approval view shows of a plan: every call with every argument, as a held call is shown.
import type { PlanCardEntry } from '../../shared/approval-card.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { Plan, PlanEntry } from '../../shared/model/plan.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Store } from '../store/repositories.ts'
import { digestNow } from './digest.ts'
import { longestEditableBytes } from './edit.ts'
import { buildCallTitle, connectionName, hostOf } from './interaction-title.ts'
import type { ReadingContext } from './reading.ts'
import { buildRows, listTakenOut } from './rows.ts'
import { makeVisible } from './visible.ts'

export interface PlanCardSource extends ReadingContext {
  readonly store: Store
  readonly interaction: Interaction
}

const comparedBefore = 20

/** Null where it is not about a plan. Dropped calls stand where they were. */
export function buildPlanEntries(source: PlanCardSource): PlanCardEntry[] | null {
  const { widening } = source.interaction
  const plan = widening?.what === 'plan' ? source.store.plans.load(widening.planId) : null
  return plan === null ? null : plan.calls.map((entry) => buildEntry(source, plan, entry))
}

function buildEntry(source: PlanCardSource, plan: Plan, entry: PlanEntry): PlanCardEntry {
  const { store } = source
  const connection = store.connections.load(entry.connectionId)
  const isVoid = connection === null || isChanged(store, { plan, entry, connection })
  const byteCount = Buffer.byteLength(entry.argumentsJson, 'utf8')
  return {
    position: entry.position,
    title: buildCallTitle(store, entry),
    dropped: entry.state === 'dropped',
    isVoid,
    editable: plan.state === 'asked' && !isVoid && byteCount <= longestEditableBytes,
    call: { ...buildFacts(source, plan, entry), byteCount },
  }
}

/** By the digest that its call would have now: the tool, the server or its issuer is another. */
function isChanged(
  { connections }: Pick<Store, 'connections'>,
  { plan, entry, connection }: { plan: Plan; entry: PlanEntry; connection: Connection },
): boolean {
  const tool = connections.listTools(connection.id).find(({ name }) => name === entry.tool)
  const toolDefinitionHash = tool?.definitionHash ?? ''
  const call = { ...entry, agentId: plan.agentId, toolDefinitionHash }
  return digestNow(call, connection) !== entry.digest
}

function buildFacts(
  source: PlanCardSource,
  { id, agentId }: Plan,
  entry: PlanEntry,
): Omit<PlanCardEntry['call'], 'byteCount'> {
  const { store } = source
  const { connectionId, tool, argumentsJson, editedFromJson, risk, riskReason } = entry
  const connection = store.connections.load(connectionId)
  const definition = store.connections
    .listTools(connectionId)
    .find(({ definitionHash }) => definitionHash === entry.toolDefinitionHash)
  const earlier = store.calls
    .listAlike({ agentId, connectionId, tool, limit: comparedBefore })
    .filter(({ state }) => state === 'done')
    .map((call) => call.argumentsJson)
  const schema = definition?.inputSchema ?? null
  const rows = { ...source, argumentsJson, earlier, schema, editedFromJson }
  return {
    callId: `${id}-${entry.position}`,
    tool: makeVisible(tool),
    connectionName: connectionName(store, connectionId),
    host: connection === null ? '' : hostOf(connection.url),
    audience: null,
    scope: null,
    risk,
    riskReason,
    argumentsJson,
    editedFromJson,
    rows: buildRows(rows),
    why: makeVisible(entry.why),
    before: [],
    approvedAtMs: null,
    takenOut: listTakenOut(rows),
  }
}
