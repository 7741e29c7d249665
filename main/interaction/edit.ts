// Changes the arguments of a held call before it is approved: judged and bound anew, in one transaction.
import type { Connection, Tool } from '../../shared/model/connection.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import { digestNow, sha256Hex } from './digest.ts'
import { editedFrom, editShown, keepRisk, requireAsked, toolChanged } from './edit-steps.ts'
import type { EditOutcome, EditParts, EditRequest } from './edit-steps.ts'
import { decidePlanEntry } from './plan-match.ts'
import { refusalError } from './refusal-words.ts'
import { judgeRisk } from './risk.ts'
import { raiseRisk } from './rule-risk.ts'
import { createSchemaChecker } from './schema-checker.ts'

interface Held {
  readonly interaction: Interaction
  readonly call: ToolCall
  readonly connection: Connection
  readonly tool: Tool
}

/** Changes the arguments of a held call: see `editArguments`. */
export type Editing = (request: EditRequest) => Promise<EditOutcome>

/** Without a worker no schema can be checked, and so nothing is edited. */
export function createEditing({
  schemaWorker,
  ...parts
}: Omit<EditParts, 'checkSchema'> & { readonly schemaWorker?: URL }): Editing {
  const checkSchema = createSchemaChecker(schemaWorker)
  return (request) => editArguments({ ...parts, checkSchema }, request)
}

/** More would not fit through the door beside everything else. */
export const longestEditableBytes = 100_000

/** True where the arguments of this approval may be changed in the approval view. */
export function isEditable(store: Store, interaction: Interaction, call: ToolCall | null): boolean {
  if (call === null || interaction.kind !== 'approval' || interaction.state !== 'open') return false
  if (call.state !== 'asking' || call.digest !== interaction.digest) return false
  if (Buffer.byteLength(call.argumentsJson, 'utf8') > longestEditableBytes) return false
  return findTool(store, call) !== null
}

/**
 * Takes the person's own arguments for a held call. The question stays open under a new digest, can be approved only in
 * the approval view from then on, and keeps what the agent asked for. Approves nothing.
 * Throws `interaction/gone` when it was answered or changed meanwhile, `interaction/expired`, `interaction/not_shown`,
 * `interaction/bad_edit` for text that is no sound JSON object or a schema that cannot be checked.
 */
export function editArguments(parts: EditParts, request: EditRequest): Promise<EditOutcome> {
  return editShown(parts, request, {
    load: () => {
      const { call, tool } = requireHeld(parts, request)
      return { argumentsJson: call.argumentsJson, schema: tool.inputSchema }
    },
    save: (argumentsJson) => saveEdited(parts, requireHeld(parts, request), argumentsJson),
  })
}

function requireHeld({ store, clock }: EditParts, { interactionId, digest }: EditRequest): Held {
  const interaction = store.interactions.load(interactionId)
  requireAsked(interaction, { digest, nowMs: clock.nowMs() })
  const call = interaction.callId === null ? null : store.calls.load(interaction.callId)
  if (call === null || !isEditable(store, interaction, call)) throw refusalError('interaction/gone')
  const found = findTool(store, call)
  if (found === null) throw toolChanged()
  return { interaction, call, ...found }
}

/** The tool as the person was shown it; null when it is gone or another by now. */
function findTool(store: Store, call: ToolCall): Pick<Held, 'connection' | 'tool'> | null {
  const connection = store.connections.load(call.connectionId)
  const tools = connection === null ? [] : store.connections.listTools(connection.id)
  const tool = tools.find(({ name }) => name === call.tool)
  if (connection === null || tool?.definitionHash !== call.toolDefinitionHash) return null
  return { connection, tool }
}

/** What the call is with these arguments. */
function buildEdited(
  { store, clock }: EditParts,
  { call, connection, tool }: Held,
  argumentsJson: string,
): ToolCall {
  const { risk, reason: riskReason } = raiseRisk(
    store,
    { ...call, argumentsJson },
    { judged: judgeRisk(tool, connection, argumentsJson), nowMs: clock.nowMs() },
  )
  const digest = digestNow({ ...call, argumentsJson }, connection)
  return {
    ...call,
    argumentsJson,
    digest,
    ...keepRisk(call, { risk, riskReason }),
    editedFromJson: editedFrom(call, argumentsJson),
  }
}

function saveEdited(parts: EditParts, held: Held, argumentsJson: string): Interaction {
  const { store } = parts
  const call = buildEdited(parts, held, argumentsJson)
  const interaction: Interaction = { ...held.interaction, digest: call.digest, edited: true }
  // The person wants another call than the one that was planned: that one may not run beside it.
  decidePlanEntry(store, held.call, 'denied')
  store.calls.save(call)
  store.interactions.save(interaction)
  const { id: callId, taskId, connectionId, digest, risk } = call
  const detail = {
    before: held.call.digest,
    digest,
    risk,
    argumentsBefore: sha256Hex(held.call.argumentsJson),
    arguments: sha256Hex(argumentsJson),
  }
  store.activity.append({ kind: 'call_edited', callId, taskId, connectionId, detail })
  return interaction
}
