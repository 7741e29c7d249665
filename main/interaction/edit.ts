// Changes the arguments of a held call before it is approved: frozen, checked, judged and bound anew, in one transaction.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Connection, Tool } from '../../shared/model/connection.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { Clock } from '../../shared/model/ports.ts'
import type { Risk, ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import { digestCall, freezeArguments, sha256Hex } from './digest.ts'
import type { InteractionQueue, ShownGate } from './queue.ts'
import { judgeRisk } from './risk.ts'
import { raiseRisk } from './rule-risk.ts'
import type { SchemaVerdict } from './schema-check.ts'
import { createSchemaChecker, type CheckSchema } from './schema-checker.ts'
import { makeVisibleLine } from './visible.ts'

export interface EditParts {
  readonly store: Store
  readonly queue: Pick<InteractionQueue, 'tellChanged'>
  readonly shownGate: ShownGate
  readonly clock: Pick<Clock, 'nowMs'>
  readonly checkSchema: CheckSchema
}

export interface EditRequest {
  readonly interactionId: string
  /** Of what was shown. */
  readonly digest: string
  /** Raw JSON text as the person wrote it. */
  readonly argumentsJson: string
}

export type EditOutcome =
  | { readonly outcome: 'edited' | 'unchanged' }
  /** Nothing changed. `pointer` (RFC 6901) is where the tool's schema does not allow it. */
  | { readonly outcome: 'refused'; readonly pointer: string; readonly message: string }

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
  const checkSchema: CheckSchema =
    schemaWorker === undefined
      ? () => Promise.resolve({ kind: 'unusable' })
      : createSchemaChecker(schemaWorker)
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
export async function editArguments(parts: EditParts, request: EditRequest): Promise<EditOutcome> {
  const before = requireHeld(parts, request)
  parts.shownGate.requireShown(request.interactionId, request.digest)
  const argumentsJson = freezeEdited(request.argumentsJson)
  if (argumentsJson === before.call.argumentsJson) return { outcome: 'unchanged' }
  const schema = before.tool.inputSchema
  const verdict = await parts.checkSchema({ schema, argumentsJson })
  if (verdict.kind === 'unusable') throw badEdit(text('edit.cannot_check'))
  if (verdict.kind === 'misfits') return refuse(verdict)
  const edited = parts.store.transaction(() => {
    // The check took a while: what was answered, expired or changed in it is not changed again.
    return saveEdited(parts, requireHeld(parts, request), argumentsJson)
  })
  parts.queue.tellChanged(edited)
  return { outcome: 'edited' }
}

function requireHeld({ store, clock }: EditParts, { interactionId, digest }: EditRequest): Held {
  const interaction = store.interactions.load(interactionId)
  const call = interaction?.callId == null ? null : store.calls.load(interaction.callId)
  const isSame = interaction?.digest === digest
  if (interaction === null || call === null || !isSame || !isEditable(store, interaction, call)) {
    throw new CountersignError('interaction/gone', text('interaction.gone'))
  }
  if (clock.nowMs() >= interaction.expiresAtMs) {
    throw new CountersignError('interaction/expired', text('interaction.expired'))
  }
  const found = findTool(store, call)
  if (found === null) throw badEdit(text('edit.tool_changed'))
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

function freezeEdited(raw: string): string {
  try {
    return freezeArguments(raw)
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error
    throw badEdit(text('edit.bad_json', { problem: error.message }))
  }
}

const ranks: Readonly<Record<Risk, number>> = { low: 0, elevated: 1, high: 2 }

/** What the call is with these arguments. Its risk never falls below what it was. */
function buildEdited(
  { store, clock }: EditParts,
  { call, connection, tool }: Held,
  argumentsJson: string,
): ToolCall {
  const judged = raiseRisk(
    store,
    { ...call, argumentsJson },
    { judged: judgeRisk(tool, connection, argumentsJson), nowMs: clock.nowMs() },
  )
  const rises = ranks[judged.risk] > ranks[call.risk]
  const original = call.editedFromJson ?? call.argumentsJson
  const digest = digestCall({
    client: call.agentId,
    server: { connectionId: connection.id, url: connection.url, issuer: connection.issuer },
    tool: call.tool,
    toolDefinitionHash: call.toolDefinitionHash,
    argumentsJson,
  })
  return {
    ...call,
    argumentsJson,
    digest,
    ...(rises ? { risk: judged.risk, riskReason: judged.reason } : {}),
    editedFromJson: original === argumentsJson ? null : original,
  }
}

function saveEdited(parts: EditParts, held: Held, argumentsJson: string): Interaction {
  const { store } = parts
  const call = buildEdited(parts, held, argumentsJson)
  const interaction: Interaction = { ...held.interaction, digest: call.digest, edited: true }
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

function refuse({ pointer, words }: Extract<SchemaVerdict, { kind: 'misfits' }>): EditOutcome {
  const place = pointer === '' ? text('edit.whole') : makeVisibleLine(pointer.slice(1), 200)
  const message = text('edit.misfit', { place, words: makeVisibleLine(words, 300) })
  return { outcome: 'refused', pointer, message }
}

function badEdit(message: string): CountersignError {
  return new CountersignError('interaction/bad_edit', message)
}
