// Says which held calls are alike enough to be decided together, and names such a group and what was shown of it.
import type { Interaction } from '../../shared/model/interaction.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { digestOf } from './digest.ts'

/** Over all agents, or of one. */
export type GroupKind = 'tool' | 'agent'

/** As many as a person can read on one card; more wait for the next one. */
export const largestGroup = 100

type Asked = Pick<Interaction, 'kind' | 'state' | 'digest' | 'edited'>
type Held = Pick<
  ToolCall,
  'state' | 'risk' | 'digest' | 'agentId' | 'connectionId' | 'tool' | 'toolDefinitionHash'
> &
  Partial<Pick<ToolCall, 'editedFromJson'>>

/**
 * True for an open approval of a held call that is as it was asked for. Danger: never for high risk, which a person
 * decides one by one, and never for arguments that were edited, which only their own card shows.
 */
export function mayBeGrouped(interaction: Asked, call: Held | null): call is Held {
  if (interaction.kind !== 'approval' || interaction.state !== 'open') return false
  if (call === null || call.state !== 'asking' || call.risk === 'high') return false
  if (interaction.edited === true || call.editedFromJson != null) return false
  return call.digest === interaction.digest
}

/** Equal for calls of the same tool, as it was defined, at the same connection (and of the same agent). Opaque. */
export function groupIdOf(call: Omit<Held, 'state' | 'risk' | 'digest'>, kind: GroupKind): string {
  const { connectionId, tool, toolDefinitionHash } = call
  const agentId = kind === 'agent' ? call.agentId : null
  const digest = digestOf({ kind, connectionId, tool, toolDefinitionHash, agentId })
  return `group-${digest.slice(0, 40)}`
}

export interface ShownMember {
  readonly interactionId: string
  readonly digest: string
}

/** A group as it was opened: it never grows or changes order under the pointer. */
export interface ShownGroup {
  readonly groupId: string
  readonly members: readonly ShownMember[]
}

/** What an answer to a group must name: other members, another order or another digest give another one. */
export function digestOfGroup({ groupId, members }: ShownGroup): string {
  return digestOf({
    groupId,
    members: members.map(({ interactionId, digest }) => [interactionId, digest]),
  })
}
