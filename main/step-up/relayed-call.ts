// Puts what an MCP server asks in the middle of a call to the person, or refuses it (protocols 4.4, 10.4, 13.2 row 11).
import { z } from 'zod'
import { text } from '../../shared/catalogue/text.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { parseElicitations, type ParsedElicitation } from './elicitation.ts'
import { refuse, type Relay, type RelayedEnd, type RelayPorts } from './relay-state.ts'
import { answerForm } from './relayed-form.ts'
import { askOpenedPage, askPage } from './relayed-page.ts'
import { answerProof, countWrongCode } from './relayed-proof.ts'

/** Questions of one call in all, and how long they may go on (threat 100). */
const mostQuestions = 10
const longestMs = 15 * 60_000

/** Begins one attempt of a call. Nothing is asked until its server asks. */
export function createRelayedCall(
  ports: RelayPorts,
  { connection, call }: { connection: Connection; call: ToolCall },
): {
  answer(params: unknown): Promise<RelayedEnd>
  askOpened(): Promise<RelayedEnd>
  onEnd(end: 'done' | 'failed'): void
  withdraw(): void
  readonly remarks: readonly string[]
  readonly secrets: readonly string[]
} {
  const relay: Relay = {
    ports,
    connection,
    call,
    host: new URL(connection.url).host,
    startedAtMs: ports.clock.monotonicMs(),
    remarks: [],
    secrets: [],
    asked: 0,
    asking: 0,
    withdrawn: false,
    takenBack: false,
    kind: null,
    wrongCodes: 0,
    codeSent: false,
  }
  return {
    answer: async (params) => record(relay, await guard(relay, () => answer(relay, params))),
    askOpened: () => guard(relay, () => askOpenedPage(relay)),
    onEnd: (end) => {
      relay.withdrawn = true
      if (relay.codeSent && end === 'failed') void countWrongCode(relay).catch(() => undefined)
    },
    withdraw: () => {
      relay.takenBack = true
      if (relay.asking > 0) ports.queue.withdrawForCall(call.id)
    },
    remarks: relay.remarks,
    secrets: relay.secrets,
  }
}

async function guard(relay: Relay, ask: () => Promise<RelayedEnd>): Promise<RelayedEnd> {
  if (relay.withdrawn) return { action: 'withdrawn' }
  relay.asking += 1
  relay.takenBack = false
  try {
    const end = await ask()
    // Withdrawn by somebody else than the server: nobody wants to be asked anything more for this call.
    if (end.action === 'withdrawn' && !relay.takenBack) relay.withdrawn = true
    return end
  } catch (error) {
    relay.ports.log('error', 'a question of a server could not be asked', error)
    return { action: 'cancel' }
  } finally {
    relay.asking -= 1
  }
}

/** Which questions came and how they ended stands in the activity; what was answered does not. */
function record(relay: Relay, end: RelayedEnd): RelayedEnd {
  const { ports, call, kind, host } = relay
  const { id: callId, taskId, connectionId } = call
  const detail = { kind, host, action: end.action }
  try {
    ports.store.activity.append({ kind: 'call_question', callId, taskId, connectionId, detail })
  } catch (error) {
    ports.log('error', 'the answer to a question could not be recorded', error)
  }
  return end
}

async function answer(relay: Relay, params: unknown): Promise<RelayedEnd> {
  relay.asked += 1
  relay.kind = null
  const { ports, host } = relay
  const late = ports.clock.monotonicMs() - relay.startedAtMs > longestMs
  if (late || relay.asked > mostQuestions) {
    return refuse(relay, text('relay.too-many', { host }), 'cancel')
  }
  if (isObject(params) && params['mode'] === 'url') {
    relay.kind = 'url'
    return askPage(relay, params)
  }
  const parsed = parseElicitations([params])
  const entry = parsed.kind === 'ask' ? parsed.entries[0] : parsePlainQuestion(params)
  if (!entry) {
    ports.log('info', 'a form of a server was not shown', { host, why: parsed.kind })
    return refuse(relay, text('relay.unknown-form', { host }))
  }
  relay.kind = entry.kind
  return entry.kind === 'form' ? answerForm(relay, entry) : answerProof(relay, entry)
}

const plainQuestion = z.object({
  mode: z.literal('form').optional(),
  message: z.string().max(4_000),
  requestedSchema: z.object({ type: z.literal('object'), properties: z.strictObject({}) }),
})

/** A form without fields: all it asks for is a yes. */
function parsePlainQuestion(params: unknown): ParsedElicitation | null {
  const parsed = plainQuestion.safeParse(params)
  if (!parsed.success) return null
  return { kind: 'form', message: parsed.data.message, fields: [], webauthn: null }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
