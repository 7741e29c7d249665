// Shows connections and the authorization servers behind them: grants in plain facts, registration, what is offered.
import { z } from 'zod'
import type {
  ConnectionView,
  GrantView,
  IssuerView,
  QueuedRevocations,
} from '../../shared/connection-view.ts'
import {
  defaultIssuerOptions,
  type AuthorizationServer,
} from '../../shared/model/authorization-server.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import { endedDeferralStates } from '../../shared/model/deferral.ts'
import { buildCallTitle, connectionName, hostOf } from '../interaction/interaction-title.ts'
import { buildApiView } from './api-view.ts'
import { buildToolViews } from './tool-view.ts'
import { advertisesDpop } from '../oauth/server-metadata.ts'
import type { GrantFacts, Store } from '../store/repositories.ts'

export interface ConnectionSource {
  readonly store: Store
  readonly grants: readonly GrantFacts[]
  /** Steps of adding or signing in by connection id, newest last. */
  readonly progress: ReadonlyMap<string, readonly { step: string; done: boolean }[]>
}

/** `deferrals` are the facts of all, of which a sign-in that waits is one. */
export function buildConnectionView(
  source: ConnectionSource,
  connection: Connection,
  deferrals: readonly Deferral[],
): ConnectionView {
  const { store } = source
  const { id: connectionId, issuer } = connection
  const own = source.grants.filter((grant) => grant.connectionId === connectionId)
  return {
    connectionId,
    name: connectionName(store, connectionId),
    url: connection.url,
    host: hostOf(connection.url),
    status: connection.status,
    statusText: connection.statusText,
    progress: (source.progress.get(connectionId) ?? []).map((each) => ({ ...each })),
    issuer,
    issuerHost: issuer === null ? null : hostOf(issuer),
    issuerChoices: listChoices(connection),
    onThisComputer: isLoopback(connection.url),
    ...buildApiView(connection),
    ...describeTrust(store, connection),
    tools: buildToolViews(store, connectionId),
    grants: own.map((grant) => buildGrantView(store, grant)),
    authorizationEndsAtMs: findAuthorizationEnd(own, issuer),
    signInDeferralId: findSignInWait(deferrals, connectionId),
  }
}

function listChoices({ authorizationServers }: Connection): ConnectionView['issuerChoices'] {
  const named = authorizationServers ?? []
  return named.length < 2 ? [] : named.map((issuer) => ({ issuer, host: hostOf(issuer) }))
}

function describeTrust(
  { authorizationServers }: Store,
  { issuer, firstPartyIssuer, trustedForReading }: Connection,
): Pick<ConnectionView, 'firstParty' | 'trustedForReading' | 'canRegisterPasskey' | 'mayRelay'> {
  const server = issuer === null ? null : authorizationServers.load(issuer)
  const firstParty = server?.firstParty ?? false
  const enrols = readMetadata(server).passkey_enrolment_acr_value !== undefined
  const mayRelay = firstParty && firstPartyIssuer === issuer
  return { firstParty, trustedForReading, canRegisterPasskey: firstParty && enrols, mayRelay }
}

function buildGrantView(store: Store, grant: GrantFacts): GrantView {
  const call = grant.callId === null ? null : store.calls.load(grant.callId)
  return {
    grantId: grant.id,
    issuerHost: hostOf(grant.issuer),
    scopes: grant.scope.split(' ').filter((scope) => scope !== ''),
    detailTypes: listDetailTypes(grant.authorizationDetailsJson),
    obtainedBy: grant.obtainedBy ?? null,
    obtainedAtMs: grant.obtainedAtMs,
    boundToThisDevice: grant.tokenType === 'DPoP',
    forCall: call === null ? null : buildCallTitle(store, call),
    lesser: grant.lesser === true,
    expiresAtMs: grant.expiresAtMs,
    renewsItself: grant.hasRefreshToken,
  }
}

const detailsSchema = z.array(z.looseObject({ type: z.string() }))

function listDetailTypes(authorizationDetailsJson: string | null): string[] {
  if (authorizationDetailsJson === null) return []
  try {
    const details = detailsSchema.safeParse(JSON.parse(authorizationDetailsJson))
    return details.success ? details.data.map(({ type }) => type) : []
  } catch {
    return []
  }
}

/** Of the newest standing grant of the issuer in use: an older one ends without anybody missing it. */
function findAuthorizationEnd(own: readonly GrantFacts[], issuer: string | null): number | null {
  const standing = own.find((each) => each.purpose === 'standing' && each.issuer === issuer)
  return standing?.authorizationExpiresAtMs ?? null
}

function findSignInWait(deferrals: readonly Deferral[], connectionId: string): string | null {
  const waiting = deferrals.find(
    (each) =>
      each.callId === null &&
      each.connectionId === connectionId &&
      !endedDeferralStates.has(each.state),
  )
  return waiting?.id ?? null
}

/** Every authorization server that a connection uses, by issuer. */
export function buildIssuerViews(store: Store): IssuerView[] {
  const connections = store.connections.list()
  return store.authorizationServers.list().flatMap((server) => {
    const users = connections.filter(({ issuer }) => issuer === server.issuer)
    if (users.length === 0) return []
    const connectionNames = users.map(({ id }) => connectionName(store, id))
    return [{ ...buildIssuerView(server), connectionNames }]
  })
}

const offersSchema = z.looseObject({
  device_authorization_endpoint: z.string().optional(),
  backchannel_authentication_endpoint: z.string().optional(),
  grant_types_supported: z.array(z.string()).optional(),
  dpop_signing_alg_values_supported: z.array(z.string()).optional(),
  passkey_enrolment_acr_value: z.string().optional(),
})

function buildIssuerView(server: AuthorizationServer): Omit<IssuerView, 'connectionNames'> {
  const metadata = readMetadata(server)
  return {
    issuer: server.issuer,
    host: hostOf(server.issuer),
    clientId: server.clientId,
    registration: describeRegistration(server),
    authentication: server.clientAuthentication,
    firstParty: server.firstParty,
    options: server.options ?? defaultIssuerOptions,
    offers: {
      device: metadata.device_authorization_endpoint !== undefined,
      ciba: metadata.backchannel_authentication_endpoint !== undefined,
      unattended: metadata.grant_types_supported?.includes('client_credentials') ?? false,
      boundToDevice: advertisesDpop({ issuer: server.issuer, ...metadata }),
    },
  }
}

/** A client ID that is an address is our published metadata document. */
function describeRegistration(server: AuthorizationServer): IssuerView['registration'] {
  if (server.clientId === null) return 'none'
  if (server.preRegistered === true) return 'entered'
  return server.clientId.startsWith('https://') ? 'metadata_document' : 'dynamic'
}

function readMetadata(server: AuthorizationServer | null): z.infer<typeof offersSchema> {
  if (server === null) return {}
  try {
    const parsed = offersSchema.safeParse(JSON.parse(server.metadataJson))
    return parsed.success ? parsed.data : {}
  } catch {
    return {}
  }
}

/** What waits to be revoked, per authorization server, the one that is tried next first. */
export function buildQueuedRevocations({ revocations }: Store): QueuedRevocations[] {
  const groups = new Map<string, QueuedRevocations>()
  for (const { issuer, nextTryAtMs } of revocations.listFacts()) {
    const before = groups.get(issuer)
    const count = (before?.count ?? 0) + 1
    const next = Math.min(before?.nextTryAtMs ?? nextTryAtMs, nextTryAtMs)
    groups.set(issuer, { issuerHost: hostOf(issuer), count, nextTryAtMs: next })
  }
  return [...groups.values()].toSorted((one, other) => one.nextTryAtMs - other.nextTryAtMs)
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
}
