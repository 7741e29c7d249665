// Carries out what the person allowed in the approval view, and what they took back from anywhere.
import type { Widening } from '../shared/model/interaction.ts'
import { isAgentWidening } from './bootstrap-agents.ts'
import { applySignInWay } from './bootstrap-issuers.ts'
import type { Journey } from './agent/journey-port.ts'
import { endPause } from './agent/pause.ts'
import { applyRule } from './interaction/apply-rule.ts'
import type { InteractionQueue } from './interaction/queue.ts'
import { acceptTools } from './bootstrap-tools.ts'
import type { ConnectionService } from './resource/connection-service.ts'
import type { Store } from './store/repositories.ts'

export interface WideningParts {
  readonly store: Store
  readonly connections: Pick<ConnectionService, 'signIn' | 'saveIssuerOptions'>
  readonly journey: Pick<Journey, 'resume'>
  readonly onChanged: () => void
}

/** What was approved is carried out by the transaction that saves the approval; what follows from it comes after. */
export function wireWidenings(
  queue: Pick<InteractionQueue, 'onWidening' | 'onEvent'>,
  parts: WideningParts,
): void {
  queue.onWidening((widening) => applyWidening(parts, widening))
  queue.onEvent(({ kind, interaction: { widening, state } }) => {
    if (kind === 'closed' && widening !== null && state === 'approved') follow(parts, widening)
  })
}

/** Danger: call only with a widening that was approved in the approval view, inside the transaction that records it. */
export function applyWidening(
  parts: Pick<WideningParts, 'store'> & {
    readonly connections: Pick<ConnectionService, 'saveIssuerOptions'>
  },
  widening: Widening,
): void {
  const { store } = parts
  // Those are carried out where agents are wired, by the same transaction.
  if (isAgentWidening(widening)) return
  // Carried out where plans are wired.
  if (widening.what === 'plan' || widening.what === 'task_resume') return
  // Removed meanwhile: nothing is left to mark, and its issuer must not keep a mark nobody sees.
  if ('connectionId' in widening && store.connections.load(widening.connectionId) === null) return
  store.transaction(() => {
    if (widening.what === 'notification_approve') {
      store.settings.save({ ...store.settings.load(), notificationApprove: true })
    } else if (widening.what === 'resume_agents') {
      endPause(store)
    } else if (widening.what === 'tool_change') {
      acceptTools(store, widening)
    } else if (widening.what === 'rule') {
      applyRule(store, widening)
    } else if (widening.what === 'trust_for_reading') {
      setTrustedForReading(store, widening.connectionId, true)
    } else if (widening.what === 'sign_in_way') {
      applySignInWay(parts, widening)
    } else {
      setFirstParty(store, widening.issuer, true)
      markConnection(store, widening)
    }
    record(store, 'widened', { ...widening })
  })
}

function follow(parts: WideningParts, widening: Widening): void {
  parts.onChanged()
  if (widening.what === 'resume_agents') parts.journey.resume()
  if (widening.what === 'first_party_issuer') signInNow(parts, widening.connectionId)
}

/** The mark was what the sign-in waited for. */
function signInNow({ store, connections }: WideningParts, connectionId: string): void {
  if (store.connections.load(connectionId)?.status === 'needs_sign_in') {
    void connections.signIn(connectionId)
  }
}

/** What is either on or off, without a value; ways to sign in are stopped by `stopSignInWay`. */
export type Mark = Extract<
  Widening['what'],
  'first_party_issuer' | 'trust_for_reading' | 'notification_approve'
>

/** Narrowing works from anywhere and takes effect at once. */
export function narrow(
  parts: Pick<WideningParts, 'store' | 'onChanged'>,
  what: Mark,
  connectionId: string | null,
): void {
  const { store } = parts
  store.transaction(() => {
    const before = readMark(store, what, connectionId)
    if (what === 'notification_approve') {
      store.settings.save({ ...store.settings.load(), notificationApprove: false })
    } else if (connectionId !== null) narrowConnection(store, what, connectionId)
    // A page that asks for it a thousand times must not bury what happened.
    if (readMark(store, what, connectionId) === before) return
    record(store, 'narrowed', { what, connectionId })
  })
  parts.onChanged()
}

/** What the mark lets run now, as a text that changes when that does. */
function readMark(store: Store, what: Mark, connectionId: string | null): string {
  if (what === 'notification_approve') return String(store.settings.load().notificationApprove)
  const connection = connectionId === null ? null : store.connections.load(connectionId)
  if (what === 'trust_for_reading') return String(connection?.trustedForReading)
  const issuer = connection?.issuer ?? null
  const server = issuer === null ? null : store.authorizationServers.load(issuer)
  const marked = store.connections.list().filter((each) => each.firstPartyIssuer === issuer)
  return `${server?.firstParty} ${marked.length}`
}

function narrowConnection(
  store: Store,
  what: 'first_party_issuer' | 'trust_for_reading',
  connectionId: string,
): void {
  if (what === 'trust_for_reading') return setTrustedForReading(store, connectionId, false)
  const issuer = store.connections.load(connectionId)?.issuer ?? null
  if (issuer === null) return
  setFirstParty(store, issuer, false)
  for (const { firstPartyIssuer, ...unmarked } of store.connections.list()) {
    if (firstPartyIssuer === issuer) store.connections.save(unmarked)
  }
}

function markConnection(
  store: Store,
  { connectionId, issuer }: { connectionId: string; issuer: string },
): void {
  const connection = store.connections.load(connectionId)
  // Marked for the issuer that was shown, whichever it names later.
  if (connection !== null) store.connections.save({ ...connection, firstPartyIssuer: issuer })
}

function setTrustedForReading(store: Store, connectionId: string, trusted: boolean): void {
  const connection = store.connections.load(connectionId)
  if (connection !== null) store.connections.save({ ...connection, trustedForReading: trusted })
}

function setFirstParty(store: Store, issuer: string, firstParty: boolean): void {
  const server = store.authorizationServers.load(issuer)
  if (server !== null) store.authorizationServers.save({ ...server, firstParty })
}

function record(
  store: Store,
  kind: 'widened' | 'narrowed',
  detail: Readonly<Record<string, unknown>>,
): void {
  store.activity.append({ kind, callId: null, taskId: null, connectionId: null, detail })
}
