// A connection that is signed in at a scripted authorization server, without any discovery.
import {
  defaultIssuerOptions,
  type IssuerOptions,
} from '../../shared/model/authorization-server.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Clock } from '../../shared/model/ports.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { Challenge, ToolCall } from '../../shared/model/tool-call.ts'
import { createDpopKeyRing } from '../../main/oauth/dpop-key-ring.ts'
import { clientSecretName } from '../../main/oauth/load-client.ts'
import type { ServerMetadata } from '../../main/oauth/server-metadata.ts'
import { json, startScriptedServer, type ScriptedServer } from '../http/scripted-server.ts'
import { buildMetadata } from '../oauth/world.ts'
import { buildCall, buildRig, type Rig } from './rig.ts'

export const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange'
export const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

type Reply = readonly [status: number, body: Record<string, unknown>]

export interface ScriptedBank {
  readonly rig: Rig
  readonly server: ScriptedServer
  readonly connection: Connection
  readonly grant: Grant
  readonly call: ToolCall
  /** What each path answers, in turn; the last answer for ever. */
  readonly script: Record<string, Reply[]>
  /** The forms (or JSON bodies) that this path was sent. */
  sent(path: string): Record<string, string>[]
  obtain(challenge: Partial<Challenge>): ReturnType<Rig['stepUp']['obtainForCall']>
}

export async function startScriptedBank(
  more: {
    metadata?: Partial<ServerMetadata>
    dpopRequired?: boolean
    saysNothingOfDpop?: boolean
    firstParty?: boolean
    /** What the person turned on for the issuer. */
    options?: Partial<IssuerOptions>
    /** The client authenticates with a secret. */
    confidential?: boolean
    /** Nobody has signed in yet. */
    signedOut?: boolean
    clock?: Clock
  } = {},
): Promise<ScriptedBank> {
  const server = await startScriptedServer(json(500, {}))
  const rig = buildRig(more.clock)
  rig.browse = () => Promise.resolve()
  const ports = { secrets: rig.store.secrets, makeId: () => 'key-1', log: () => undefined }
  const key = await createDpopKeyRing(ports).create()
  const metadata = buildMetadata(server.origin, {
    grant_types_supported: ['authorization_code', 'refresh_token', exchangeGrant],
    ...more.metadata,
  })
  if (more.saysNothingOfDpop === true) delete metadata.dpop_signing_alg_values_supported
  rig.store.authorizationServers.save({
    issuer: server.origin,
    metadataJson: JSON.stringify(metadata),
    metadataFetchedAtMs: 0,
    clientId: 'client-1',
    clientAuthentication: more.confidential === true ? 'client_secret_basic' : 'none',
    redirectUri: null,
    firstParty: more.firstParty ?? true,
    dpopKeyId: key.id,
    options: { ...defaultIssuerOptions, ...more.options },
  })
  await rig.store.secrets.save(clientSecretName(server.origin), new Secret('cs-1'))
  const connection: Connection = {
    id: 'c',
    name: 'bank',
    url: 'https://bank.example/mcp',
    resource: 'https://bank.example/mcp',
    issuer: server.origin,
    scopesSupported: ['read'],
    ...(more.dpopRequired === undefined ? {} : { dpopRequired: more.dpopRequired }),
    status: 'ready',
    statusText: null,
    trustedForReading: false,
    addedAtMs: 0,
  }
  rig.store.connections.save(connection)
  const grant: Grant = {
    id: 'standing',
    issuer: server.origin,
    connectionId: 'c',
    resource: 'https://bank.example/mcp',
    purpose: 'standing',
    callId: null,
    scope: 'read',
    authorizationDetailsJson: null,
    tokenType: 'DPoP',
    accessToken: new Secret('at-0'),
    refreshToken: new Secret('rt-0'),
    expiresAtMs: null,
    dpopKeyId: key.id,
    acr: null,
    authTimeSeconds: null,
    obtainedAtMs: 0,
  }
  if (more.signedOut !== true) rig.store.grants.write({ noun: grant, sealed: {} })
  const script: Record<string, Reply[]> = {}
  server.answer = (request, response) => {
    const replies = script[request.path] ?? []
    const [status, body] = (replies.length > 1 ? replies.shift() : replies[0]) ?? [500, {}]
    return json(status, body)(request, response)
  }
  const call = buildCall(connection, 'pay', { amount: 5 })
  return {
    rig,
    server,
    connection,
    grant,
    call,
    script,
    sent: (path) =>
      server.seen.filter((seen) => seen.path === path).map(({ body }) => readBody(body)),
    obtain: (challenge) =>
      rig.stepUp.obtainForCall({ call, connection, challenge: { ...noChallenge, ...challenge } }),
  }
}

function readBody(body: string): Record<string, string> {
  return body.startsWith('{') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body))
}

const noChallenge: Challenge = {
  status: 401,
  scheme: 'DPoP',
  error: null,
  scope: null,
  acrValues: null,
  maxAgeSeconds: null,
  resourceMetadataUrl: null,
  errorDescription: null,
}
