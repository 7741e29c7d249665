// Shows waits for somebody else: those that go on, and those that have ended lately with their end in words.
import { text } from '../../shared/catalogue/text.ts'
import {
  endedDeferralStates,
  type Deferral,
  type DeferralDialect,
} from '../../shared/model/deferral.ts'
import type { EndedWait, WaitItem } from '../../shared/overview.ts'
import { buildCallTitle, connectionName, hostOf } from '../interaction/interaction-title.ts'
import {
  advertisesDpop,
  parseStoredMetadata,
  withdrawsDeferralCodes,
  type ServerMetadata,
} from '../oauth/server-metadata.ts'
import { isPageOfIssuer, readPunycode } from '../oauth/issuer-page.ts'
import type { GrantFacts, Store } from '../store/repositories.ts'
import { opensInside } from './opens-inside.ts'
import { buildEndedTimeline, buildTimeline } from './timeline.ts'

export interface WaitSource {
  readonly store: Store
  readonly nowMs: number
  readonly grants: readonly GrantFacts[]
  readonly secretsSurviveRestart: boolean
}

/** How long, and how many, ended waits are shown. */
const endedForMs = 7 * 24 * 60 * 60 * 1_000
const endedAtMost = 20

/** Waits that go on, newest first. */
export function buildWaits(source: WaitSource, all: readonly Deferral[]): WaitItem[] {
  const metadataOf = createMetadataReader(source.store)
  return all
    .filter(({ state }) => !endedDeferralStates.has(state))
    .flatMap((deferral) => buildWaitItem(source, deferral, metadataOf(deferral.issuer)))
}

/** The last 20 that ended within 7 days, newest end first. */
export function buildEndedWaits(
  { store, nowMs }: WaitSource,
  all: readonly Deferral[],
): EndedWait[] {
  return all
    .filter(({ endedAtMs }) => endedAtMs !== null && endedAtMs > nowMs - endedForMs)
    .toSorted((one, other) => (other.endedAtMs ?? 0) - (one.endedAtMs ?? 0))
    .slice(0, endedAtMost)
    .flatMap((deferral) => buildEndedWait(store, deferral))
}

type Subject = Omit<EndedWait, 'endedAtMs' | 'words' | 'timeline'>

function buildWaitItem(
  source: WaitSource,
  deferral: Deferral,
  metadata: ServerMetadata | null,
): WaitItem[] {
  const { store, nowMs } = source
  const subject = describeSubject(store, deferral)
  if (subject === null) return []
  const { issuer, interactionUri } = deferral
  return [
    {
      ...subject,
      scopes: deferral.scope.split(' ').filter((scope) => scope !== ''),
      nextCheckAtMs: deferral.nextPollAtMs,
      intervalSeconds: deferral.intervalSeconds,
      expiresAtMs: deferral.expiresAtMs,
      canOpenInteraction: interactionUri !== null,
      interactionHost: interactionUri === null ? null : hostOf(interactionUri),
      interactionAddress: interactionUri,
      interactionReads:
        interactionUri === null ? null : readPunycode(new URL(interactionUri).hostname),
      interactionIsElsewhere: interactionUri !== null && !isPageOfIssuer(interactionUri, issuer),
      interactionOpensInside: opensInside(store, deferral),
      canCancelAtServer: canCancelAtServer(metadata, subject.dialect),
      userCode: deferral.userCode ?? null,
      bindingMessage: deferral.bindingMessage ?? null,
      boundToThisDevice: metadata !== null && advertisesDpop(metadata),
      goesOnWithLess: source.grants.some((grant) => servesMeanwhile(grant, deferral)),
      survivesRestart: source.secretsSurviveRestart,
      timeline: buildTimeline(store, deferral, nowMs),
    },
  ]
}

function buildEndedWait(store: Store, deferral: Deferral): EndedWait[] {
  const subject = describeSubject(store, deferral)
  const { endedAtMs } = deferral
  if (subject === null || endedAtMs === null) return []
  const words = describeEnd(store, deferral)
  return [{ ...subject, endedAtMs, words, timeline: buildEndedTimeline(store, deferral, words) }]
}

/** Whose wait it is: a call's, or a connection's that signs in. Null when that call is gone. */
function describeSubject(store: Store, deferral: Deferral): Subject | null {
  const { connectionId } = deferral
  const owner = describeOwner(store, deferral)
  if (owner === null) return null
  return {
    deferralId: deferral.id,
    ...owner,
    connectionId,
    connectionName: connectionName(store, connectionId),
    state: deferral.state,
    dialect: deferral.dialect ?? 'dtr',
    waitingForHost: hostOf(deferral.issuer),
    serverWords: deferral.serverWords,
    startedAtMs: deferral.startedAtMs,
    checks: deferral.pollCount,
  }
}

function describeOwner(
  store: Store,
  { callId, connectionId, renewsGrantId }: Deferral,
): Pick<Subject, 'callId' | 'taskId' | 'title' | 'agentName' | 'taskText'> | null {
  if (callId === null) {
    const name = connectionName(store, connectionId)
    const title = text(renewsGrantId == null ? 'agent.wait_sign_in' : 'agent.wait_renew', { name })
    return { callId, taskId: null, title, agentName: null, taskText: null }
  }
  const call = store.calls.load(callId)
  if (call === null) return null
  const { taskId, agentId } = call
  const agent = store.tasks.listAgents().find((each) => each.id === agentId)
  const taskText = store.tasks.load(taskId)?.text ?? null
  const title = buildCallTitle(store, call)
  return { callId, taskId, title, agentName: agent?.name ?? null, taskText }
}

/** How a wait ended, in our words: of its call, or of the sign-in that it was. */
export function describeEnd(store: Store, { callId, issuer, state }: Deferral): string {
  const host = hostOf(issuer)
  if (callId !== null) {
    const outcome = store.calls.load(callId)?.outcomeText ?? null
    return outcome ?? text('agent.ended_call_goes_on', { host })
  }
  switch (state) {
    case 'denied':
    case 'expired':
    case 'cancelled':
    case 'abandoned':
    case 'binding_lost':
    case 'lost_result':
      return text(`deferral.sign_in_${state}`, { host })
    default:
      return text(`agent.ended_sign_in_${state === 'succeeded' ? 'succeeded' : 'invalid'}`, {
        host,
      })
  }
}

/** Parses what each issuer says of itself once, however many waits it has. */
function createMetadataReader({
  authorizationServers,
}: Store): (issuer: string) => ServerMetadata | null {
  const known = new Map<string, ServerMetadata | null>()
  return (issuer) => {
    const before = known.get(issuer)
    if (before !== undefined) return before
    const server = authorizationServers.load(issuer)
    const metadata = server === null ? null : parseStoredMetadata(server.metadataJson)
    known.set(issuer, metadata)
    return metadata
  }
}

/** Only these are withdrawn by revocation, and only where the metadata says so (protocols 12.1). */
const withdrawable: ReadonlySet<DeferralDialect> = new Set(['dtr', 'auth_req_id'])

function canCancelAtServer(metadata: ServerMetadata | null, dialect: DeferralDialect): boolean {
  return withdrawable.has(dialect) && metadata !== null && withdrawsDeferralCodes(metadata)
}

/** A token for less than the wait asks for, that its call or sign-in can go on with. */
function servesMeanwhile(grant: GrantFacts, { callId, connectionId }: Deferral): boolean {
  if (grant.lesser !== true || grant.connectionId !== connectionId) return false
  return grant.callId === null || grant.callId === callId
}
