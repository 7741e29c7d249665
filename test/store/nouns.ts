// Nouns with plain values, for tests of the store and of what uses it.
import type { Connection } from '../../shared/model/connection.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'

export function buildCall(changes: Partial<ToolCall> = {}): ToolCall {
  return {
    id: 'call-1',
    agentId: 'agent-1',
    taskId: 'task-1',
    connectionId: 'connection-1',
    tool: 'pay',
    toolDefinitionHash: 'a'.repeat(64),
    argumentsJson: '{"amount":1200}',
    digest: 'b'.repeat(64),
    risk: 'high',
    riskReason: 'moves_money',
    why: 'The invoice is due',
    state: 'received',
    decidedBy: null,
    decidedAtMs: null,
    approvalSpentAtMs: null,
    attempts: 0,
    refreshRounds: 0,
    interactiveRounds: 0,
    lastChallenge: null,
    grantId: null,
    deferralId: null,
    outcomeText: null,
    resultText: null,
    receivedAtMs: 1000,
    expiresAtMs: 601_000,
    endedAtMs: null,
    ...changes,
  }
}

export function buildGrant(changes: Partial<Grant> = {}): Grant {
  return {
    id: 'grant-1',
    issuer: 'http://localhost:4000',
    connectionId: 'connection-1',
    resource: 'http://localhost:4001/mcp',
    purpose: 'standing',
    callId: null,
    scope: 'accounts.read',
    authorizationDetailsJson: null,
    tokenType: 'DPoP',
    accessToken: new Secret('access-canary-value'),
    refreshToken: new Secret('refresh-canary-value'),
    expiresAtMs: 5000,
    dpopKeyId: 'key-1',
    acr: null,
    authTimeSeconds: null,
    obtainedAtMs: 1000,
    ...changes,
  }
}

/** Usable at once and for ever, as a resource server that asks for no proof takes it. */
export function buildBearerGrant(token: string, changes: Partial<Grant> = {}): Grant {
  const bearer = { tokenType: 'Bearer', accessToken: new Secret(token), dpopKeyId: null } as const
  return buildGrant({ ...bearer, refreshToken: null, expiresAtMs: null, ...changes })
}

export function buildDeferral(changes: Partial<Deferral> = {}): Deferral {
  return {
    id: 'deferral-1',
    callId: 'call-1',
    connectionId: 'connection-1',
    issuer: 'http://localhost:4000',
    clientId: 'client-1',
    dpopKeyId: 'key-1',
    deferralCode: new Secret('deferral-canary-value'),
    scope: 'payments.large:1',
    resource: 'http://localhost:4001/mcp',
    state: 'waiting',
    intervalSeconds: 10,
    startedAtMs: 0,
    expiresAtMs: 3_600_000,
    nextPollAtMs: 10_000,
    lastExchangeEndAtMs: 0,
    pollInFlight: false,
    ambiguous: false,
    failures: 0,
    pollCount: 0,
    finalPollDone: false,
    serverWords: null,
    interactionUri: null,
    endedAtMs: null,
    ...changes,
  }
}

export function buildConnection(changes: Partial<Connection> = {}): Connection {
  return {
    id: 'connection-1',
    name: 'Harbor Bank',
    url: 'http://localhost:4001/mcp',
    resource: 'http://localhost:4001/mcp',
    issuer: 'http://localhost:4000',
    scopesSupported: ['accounts.read'],
    status: 'ready',
    statusText: null,
    trustedForReading: false,
    addedAtMs: 1000,
    ...changes,
  }
}

export function buildInteraction(changes: Partial<Interaction> = {}): Interaction {
  return {
    id: 'interaction-1',
    kind: 'approval',
    state: 'open',
    callId: 'call-1',
    connectionId: 'connection-1',
    digest: 'b'.repeat(64),
    widening: null,
    elicitation: null,
    createdAtMs: 1000,
    expiresAtMs: 601_000,
    answeredAtMs: null,
    answeredOn: null,
    reason: null,
    ...changes,
  }
}
