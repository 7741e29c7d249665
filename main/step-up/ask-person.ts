// Asks the person the entries of one elicitation, runs a passkey ceremony where one is due, and builds the response.
import { text } from '../../shared/catalogue/text.ts'
import type { ElicitationAnswer, ElicitationView } from '../../shared/model/elicitation.ts'
import type { Clock, Log } from '../../shared/model/ports.ts'
import type { ProofAhead } from '../interaction/proof-ahead.ts'
import type { InteractionQueue } from '../interaction/queue.ts'
import { checkElicitationAnswer } from './elicitation-answer.ts'
import { buildElicitationView, type ParsedElicitation } from './elicitation.ts'
import type { PasskeyCeremony } from './obtain.ts'
import { checkPasskeyOptions } from './passkey-options.ts'

export interface AskPorts {
  readonly queue: Pick<InteractionQueue, 'askElicitation'>
  /** Answers what the person answered already, together with their approval of the call. */
  readonly ahead?: Pick<ProofAhead, 'take'>
  readonly ceremony: PasskeyCeremony
  readonly clock: Clock
  readonly log: Log
}

/** Who asks, for what, and what the person should know before answering. */
export interface AskContext {
  readonly callId: string | null
  readonly connectionId: string
  readonly issuer: string
  readonly triesLeft: number
  /** What went wrong before, in plain words, or null. */
  readonly problem: string | null
  /** Set where an MCP server relays the question: the answer goes to it. `issuer` still bounds a passkey. */
  readonly relay?: NonNullable<ElicitationView['relay']>
}

export type AskOutcome =
  | { readonly kind: 'response'; readonly response: Readonly<Record<string, unknown>> }
  /** A passkey is asked for and cannot be used here: the browser may. */
  | { readonly kind: 'web' }
  | {
      readonly kind: 'cancelled' | 'expired' | 'failed'
      readonly reason: string
      /** How a `cancelled` one ended: absent where something else than the person's word ended it. */
      readonly by?: 'decline' | 'cancel' | 'withdrawn'
    }

/** An unanswered question ends after this, milliseconds. */
const questionMs = 5 * 60_000
const maxAsks = 10
const maxCeremonies = 2
const maxResponseLength = 16_384

/** Asks every entry in order and merges the answers. Nothing is sent from here. */
export async function askPerson(
  ports: AskPorts,
  context: AskContext,
  entries: readonly ParsedElicitation[],
): Promise<AskOutcome> {
  const merged: Record<string, unknown> = {}
  for (const entry of entries) {
    const outcome = entry.webauthn
      ? await askPasskey(ports, context, { entry, webauthn: entry.webauthn })
      : await askFields(ports, context, entry)
    if (outcome.kind !== 'response') return outcome
    Object.assign(merged, outcome.response)
  }
  return { kind: 'response', response: merged }
}

/** True when our own widgets may show it: no free text beside the one-time code (threat 97). */
export function isShowable(entry: ParsedElicitation): boolean {
  const safe = new Set(['choice', 'choices', 'boolean'])
  return entry.kind !== 'form' || entry.fields.every((field) => safe.has(field.kind))
}

async function askFields(
  ports: AskPorts,
  context: AskContext,
  entry: ParsedElicitation,
): Promise<AskOutcome> {
  let { problem } = context
  for (let asked = 0; asked < maxAsks; asked += 1) {
    const answer = await ask(ports, { ...context, problem }, entry)
    if (answer.kind !== 'accepted') return answer
    const checked = checkElicitationAnswer(entry, answer.content)
    const unavailable = checked.ok ? whyNotThis(ports, entry, checked.response) : null
    if (checked.ok && unavailable === null) return { kind: 'response', response: checked.response }
    problem = checked.ok ? unavailable : checked.problem
  }
  return { kind: 'failed', reason: text('step-up.took-too-long') }
}

/** Why the chosen authenticator cannot be used here, or null. */
function whyNotThis(
  ports: AskPorts,
  entry: ParsedElicitation,
  response: Readonly<Record<string, unknown>>,
): string | null {
  if (entry.kind !== 'authenticator_choice' || response['authenticator'] !== 'passkey') return null
  const reason = ports.ceremony.unavailableReason()
  return reason === null ? null : text('step-up.passkey-here-not-possible', { reason })
}

async function askPasskey(
  ports: AskPorts,
  context: AskContext,
  { entry, webauthn }: { entry: ParsedElicitation; webauthn: Readonly<Record<string, unknown>> },
): Promise<AskOutcome> {
  const host = new URL(context.issuer).host
  const kind = entry.kind === 'passkey' ? 'get' : 'create'
  const checked = checkPasskeyOptions(kind, webauthn, context.issuer)
  if (!checked.ok) {
    ports.log('warn', 'passkey options refused', { issuer: context.issuer, why: checked.problem })
    return { kind: 'failed', reason: text('step-up.passkey-refused', { host }) }
  }
  const unavailable = ports.ceremony.unavailableReason()
  if (unavailable !== null) return whenUnavailable(kind, unavailable)
  let { problem } = context
  for (let tried = 0; tried < maxCeremonies; tried += 1) {
    const answer = await ask(ports, { ...context, problem }, entry)
    if (answer.kind !== 'accepted') return answer
    const { origin, optionsJson } = checked
    const result = await ports.ceremony.run({ kind, origin, optionsJson })
    if (result.kind === 'credential' && result.json.length <= maxResponseLength) {
      return { kind: 'response', response: { webauthn_response: result.json } }
    }
    problem = result.kind === 'failed' ? result.reason : text('step-up.passkey-not-done')
  }
  return { kind: 'cancelled', reason: text('step-up.declined') }
}

/** Another browser may have a passkey to use; making one there was not what the person asked for. */
function whenUnavailable(kind: 'get' | 'create', reason: string): AskOutcome {
  return kind === 'get'
    ? { kind: 'web' }
    : { kind: 'failed', reason: text('step-up.passkey-here-not-possible', { reason }) }
}

type Accepted = {
  readonly kind: 'accepted'
  readonly content: Extract<ElicitationAnswer, { action: 'accept' }>['content']
}

async function ask(
  ports: AskPorts,
  context: AskContext,
  entry: ParsedElicitation,
): Promise<Accepted | Exclude<AskOutcome, { kind: 'response' }>> {
  const expiresAtMs = ports.clock.nowMs() + questionMs
  const { callId, connectionId, relay } = context
  const view = buildElicitationView(entry, {
    triesLeft: entry.kind === 'totp' ? context.triesLeft : null,
    answersTo: relay?.host ?? new URL(context.issuer).host,
    passkeyUnavailable: usesPasskey(entry) ? ports.ceremony.unavailableReason() : null,
    problem: context.problem,
    ...(relay === undefined ? {} : { relay }),
  })
  const draft = { callId, connectionId, view, expiresAtMs }
  const given = ports.ahead?.take(draft, context.issuer) ?? null
  const answer = given ?? (await ports.queue.askElicitation(draft))
  if (answer.action === 'accept') return { kind: 'accepted', content: answer.content }
  if (ports.clock.nowMs() >= expiresAtMs) {
    return { kind: 'expired', reason: text('step-up.took-too-long') }
  }
  return { kind: 'cancelled', reason: text('step-up.declined'), by: answer.action }
}

function usesPasskey(entry: ParsedElicitation): boolean {
  if (entry.webauthn !== null) return true
  const [only] = entry.fields
  return (
    entry.kind === 'authenticator_choice' &&
    only?.options.some((option) => option.value === 'passkey') === true
  )
}
