// Builds the card of several alike calls: what is the same in all of them above, what differs as columns.
import type { ArgumentRow, GroupCard, GroupMember } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import { buildAllowForOffer } from './allow-for.ts'
import { digestOfGroup, mayBeGrouped, type ShownGroup, type ShownMember } from './group.ts'
import { buildCallTitle, connectionName, hostOf } from './interaction-title.ts'
import type { ReadingContext } from './reading.ts'
import { buildRows } from './rows.ts'
import { makeVisible } from './visible.ts'

export interface GroupCardSource extends ReadingContext {
  readonly store: Store
  readonly shown: ShownGroup
  /** How many belong to this group by now. */
  readonly count: number
  /** High-risk calls of the same tool. */
  readonly leftOut: number
}

interface Member {
  readonly shown: ShownMember
  readonly interaction: Interaction
  readonly call: ToolCall
  readonly ended: string | null
  readonly rows: readonly ArgumentRow[]
}

const comparedBefore = 20

/** Null when nothing of it waits any more. Rows stay where they were when the group was opened. */
export function buildGroupCard(source: GroupCardSource): GroupCard | null {
  const { store, shown, count, leftOut } = source
  const members = shown.members.flatMap((each) => loadMember(source, each) ?? [])
  const alive = members.filter(({ ended }) => ended === null)
  const first = alive[0]
  if (first === undefined) return null
  const { connectionId, tool } = first.call
  const connection = store.connections.load(connectionId)
  const names = agentNames(store)
  const pointers = findColumns(members)
  const riskiest = alive.find(({ call }) => call.risk !== 'low') ?? first
  return {
    groupId: shown.groupId,
    digest: digestOfGroup(shown),
    title: titleOf(store, alive),
    tool: makeVisible(tool),
    connectionName: connectionName(store, connectionId),
    host: connection === null ? '' : hostOf(connection.url),
    risk: riskiest.call.risk,
    riskReason: riskiest.call.riskReason,
    agentNames: [...new Set(alive.map(({ call }) => names(call.agentId)))],
    common: first.rows.filter(({ pointer }) => !pointers.has(pointer)),
    columns: [...pointers].map(([pointer, label]) => ({ pointer, label })),
    members: members.map((each) => buildMember(each, pointers, names(each.call.agentId))),
    leftOut,
    more: Math.max(0, count - alive.length),
    allowFor: buildAllowForOffer(
      alive.map(({ call }) => call),
      store,
    ),
  }
}

function loadMember(source: GroupCardSource, shown: ShownMember): Member | null {
  const { store, nowMs } = source
  const interaction = store.interactions.load(shown.interactionId)
  const call = interaction?.callId == null ? null : store.calls.load(interaction.callId)
  if (interaction === null || call === null) return null
  const ended = endOf(interaction, { call, shown, nowMs })
  return { shown, interaction, call, ended, rows: rowsOf(source, call) }
}

const endKeys = {
  approved: 'many.ended_approved',
  answered: 'many.ended_approved',
  denied: 'many.ended_denied',
  expired: 'many.ended_expired',
  withdrawn: 'many.ended_withdrawn',
  open: 'many.ended_changed',
} as const

function endOf(
  interaction: Interaction,
  { call, shown, nowMs }: { call: ToolCall; shown: ShownMember; nowMs: number },
): string | null {
  if (interaction.state === 'open' && nowMs >= interaction.expiresAtMs) {
    return text('many.ended_expired')
  }
  const same = interaction.digest === shown.digest && mayBeGrouped(interaction, call)
  return same ? null : text(endKeys[interaction.state])
}

function rowsOf(source: GroupCardSource, call: ToolCall): ArgumentRow[] {
  const { store } = source
  const { agentId, connectionId, tool, argumentsJson } = call
  const earlier = store.calls.listAlike({ agentId, connectionId, tool, limit: comparedBefore })
  const definition = store.connections
    .listTools(connectionId)
    .find(({ definitionHash }) => definitionHash === call.toolDefinitionHash)
  return buildRows({
    ...source,
    argumentsJson,
    earlier: earlier.filter(({ state }) => state === 'done').map((each) => each.argumentsJson),
    schema: definition?.inputSchema ?? null,
    editedFromJson: null,
  })
}

/** Pointer to label of every value that is not the same in all of them, in the order in which they come up. */
function findColumns(members: readonly Member[]): Map<string, string> {
  const columns = new Map<string, string>()
  const values = new Map<string, Set<string | null>>()
  for (const { rows } of members) {
    for (const { pointer, label } of rows) {
      if (!columns.has(pointer)) columns.set(pointer, label)
    }
  }
  for (const pointer of columns.keys()) {
    values.set(pointer, new Set(members.map((each) => rowAt(each, pointer)?.valueJson ?? null)))
  }
  return new Map([...columns].filter(([pointer]) => (values.get(pointer)?.size ?? 0) > 1))
}

const rowAt = ({ rows }: Member, pointer: string): ArgumentRow | undefined =>
  rows.find((row) => row.pointer === pointer)

function buildMember(
  member: Member,
  pointers: ReadonlyMap<string, string>,
  agentName: string,
): GroupMember {
  const { shown, interaction, call, ended } = member
  return {
    interactionId: shown.interactionId,
    digest: shown.digest,
    agentName,
    expiresAtMs: interaction.expiresAtMs,
    cells: [...pointers.keys()].map((pointer) => rowAt(member, pointer) ?? null),
    why: makeVisible(call.why),
    ended,
  }
}

function titleOf(store: Store, alive: readonly Member[]): string {
  const [first, ...others] = alive.map(({ call }) => buildCallTitle(store, call))
  const count = alive.length
  const isSame = others.every((title) => title === first)
  const call = alive[0]?.call
  if (isSame || call === undefined) return text('many.title', { count, title: first ?? '' })
  // Values differ, so that the sentence names none of them.
  const title = buildCallTitle(store, { ...call, argumentsJson: '{}' })
  return text('many.title', { count, title })
}

function agentNames(store: Store): (agentId: string) => string {
  const names = new Map(store.tasks.listAgents().map(({ id, name }) => [id, makeVisible(name)]))
  return (agentId) => names.get(agentId) ?? agentId
}
