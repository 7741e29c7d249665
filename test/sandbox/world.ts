// The state of one sandbox: people, intents, deferrals, sessions and what really ran.
import type { JWK } from 'jose'
import { TOTP, Secret } from 'otpauth'
import type { StaticClient } from './authorization-server/static-clients.ts'
import { buildFirstPartyState, type FirstPartyState } from './first-party-server/state.ts'
import type { Misbehaviour } from './misbehaviour.ts'
import { buildSettings, type SandboxOptions, type SandboxSettings } from './options.ts'
import type { Deferral, Intent } from './pending.ts'
import { buildRecord, type SandboxRecord } from './record.ts'
import type { Ticket } from './ticket-system.ts'

/** Where the sandbox's servers listen. */
export type SandboxUrls = {
  issuer: string
  mcpUrl: string
  /** The first-party MCP server; `/legacy` in place of `/mcp` for its other era. */
  firstPartyUrl: string
  deskUrl: string
  controlUrl: string
}

/** What an authorization challenge still needs, bound to one auth_session. */
export type PendingChallenge = {
  scope: string
  resource: string
  acr: string
  codeChallenge: string
  nonce: string | null
  deferred: boolean
  step: 'choose' | 'otp' | 'passkey' | 'create'
  triesLeft: number
  webauthnChallenge: string | null
  amr: string[]
  /** The payment that the authorization details name. */
  intentId: string | null
}

/** A FiPA auth_session, bound to one client and one DPoP key. */
export type AuthSession = {
  value: string
  clientId: string
  jkt: string
  signedInAt: number | null
  pending: PendingChallenge | null
}

/** A passkey registered for the sandbox's customer. */
export type Passkey = {
  id: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: number
  createdAt: number
}

/** One tool call that really ran at the bank. */
export type Effect = {
  at: number
  tool: string
  changes: boolean
  arguments: Record<string, unknown>
  key: string
  intentId: string | null
  acr: string | null
}

/** Everything one sandbox knows. */
export type World = {
  now: () => number
  monotonicMs: () => number
  options: SandboxOptions
  settings: SandboxSettings
  record: SandboxRecord
  misbehaviours: Misbehaviour[]
  urls: SandboxUrls
  totp: TOTP
  intents: Map<string, Intent>
  deferrals: Map<string, Deferral>
  authSessions: Map<string, AuthSession>
  nativeCodes: Map<string, { jkt: string; deferred: boolean; redeemed: boolean }>
  passkeys: Passkey[]
  effects: Effect[]
  firstParty: FirstPartyState
  usedProofs: Set<string>
  seenProofIds: Set<string>
  /** People who are on leave: their delegates answer. */
  onLeave: Set<string>
  tickets: Map<string, Ticket>
  /** How far the ticket system's own clock has been moved on. */
  ticketClockAheadMs: number
  /** Codes whose authorization request carried the opt-in as a hint. */
  hintedCodes: Set<string>
  /** OpenID deferred codes, each good for one exchange, and the deferral behind each. */
  deferredCodes: Map<string, Deferral>
  /** Identity providers whose assertions count here, with their public keys. */
  identityProviders: Map<string, JWK[]>
  /** Grants that are good for one lodged payment, by the id of its intent. */
  grantIntents: Map<string, string>
  /** Clients that were registered beforehand, with what their owner has to know. */
  clients: StaticClient[]
  /** The client that registered last. */
  newestClientId: string
  /** The newest refresh token of each grant. */
  newestRefreshTokens: Map<string, string>
  /** When the customer's authorization of a grant ends, Unix ms. */
  grantEnds: Map<string, number>
  /** Grants whose customer has signed in again. */
  reauthenticated: Set<string>
  /** True once a review of the customer's sign-in was approved. */
  customerKnown: boolean
  unavailable: boolean
}

/** The one customer of Harbor Bank. */
export const customer = { id: 'alex', name: 'Alex Example', email: 'alex@harbor.example' }

/** A fresh world; its URLs are filled in when its servers listen. */
export function buildWorld(options: SandboxOptions): World {
  const secret = options.totpSecret ? Secret.fromBase32(options.totpSecret) : new Secret()
  return {
    now: options.now ?? Date.now,
    monotonicMs: options.monotonicMs ?? (() => performance.now()),
    options,
    settings: buildSettings(options),
    record: buildRecord(),
    misbehaviours: [],
    urls: { issuer: '', mcpUrl: '', firstPartyUrl: '', deskUrl: '', controlUrl: '' },
    totp: new TOTP({ issuer: 'Harbor Bank', label: customer.name, secret }),
    intents: new Map(),
    deferrals: new Map(),
    authSessions: new Map(),
    nativeCodes: new Map(),
    passkeys: [],
    effects: [],
    firstParty: buildFirstPartyState(),
    usedProofs: new Set(),
    seenProofIds: new Set(),
    onLeave: new Set(),
    tickets: new Map(),
    ticketClockAheadMs: 0,
    hintedCodes: new Set(),
    deferredCodes: new Map(),
    identityProviders: new Map(),
    grantIntents: new Map(),
    clients: [],
    newestClientId: '',
    newestRefreshTokens: new Map(),
    grantEnds: new Map(),
    reauthenticated: new Set(),
    customerKnown: false,
    unavailable: false,
  }
}

/** The part of a world that remembers broken rules and seen proofs. */
export type Memory = Pick<World, 'now' | 'record' | 'seenProofIds'>

/** Records a broken rule. */
export function saveViolation(world: Memory, code: string, detail: string): void {
  world.record.violations.push({ at: world.now(), code, detail })
}

/** Forgets what happened (not the clients, tokens and secrets) and restores the settings. */
export function resetWorld(world: World): void {
  world.settings = buildSettings(world.options)
  world.record.requests.length = 0
  world.record.violations.length = 0
  world.record.polls.length = 0
  world.misbehaviours.length = 0
  world.passkeys.length = 0
  world.effects.length = 0
  Object.assign(world.firstParty, buildFirstPartyState())
  for (const map of [world.intents, world.deferrals, world.authSessions, world.tickets]) map.clear()
  for (const set of [world.usedProofs, world.onLeave, world.reauthenticated]) set.clear()
  world.grantEnds.clear()
  world.ticketClockAheadMs = 0
  world.customerKnown = false
}
