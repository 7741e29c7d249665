// A small world for journey tests: a store, a queue, a scripted resource server and a scripted step-up.
import type { Journey } from '../../main/agent/journey-port.ts'
import { createReceipts } from '../../main/activity/receipts.ts'
import { createSigningKey } from '../../main/activity/signing.ts'
import { createJourney } from '../../main/agent/journey.ts'
import { createInteractionQueue } from '../../main/interaction/interaction-queue.ts'
import type { InteractionQueue } from '../../main/interaction/queue.ts'
import type { Policy } from '../../main/interaction/policy.ts'
import type { SendOutcome, ToolSender } from '../../main/resource/tool-sender.ts'
import type { ObtainOutcome } from '../../main/step-up/obtain.ts'
import { hashDefinition } from '../../main/resource/tool-catalogue.ts'
import type { Connection, Tool } from '../../shared/model/connection.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { Challenge, ToolCall } from '../../shared/model/tool-call.ts'
import { createMemoryStore, type MemoryStore } from '../fakes/memory-store.ts'
import { createVirtualClock, type VirtualClock } from '../fakes/virtual-clock.ts'

export const connection: Connection = {
  id: 'harbor',
  name: 'Harbor Bank',
  url: 'http://localhost:4100/mcp',
  resource: 'http://localhost:4100/mcp',
  issuer: 'http://localhost:4000',
  scopesSupported: [],
  status: 'ready',
  statusText: null,
  trustedForReading: false,
  addedAtMs: 0,
}

export function buildTool(part: Partial<Tool> & Pick<Tool, 'name'>): Tool {
  const definition = {
    name: part.name,
    description: part.description ?? '',
    inputSchema: part.inputSchema ?? { type: 'object', properties: {} },
    annotations: part.annotations ?? {},
  }
  return {
    connectionId: 'harbor',
    title: null,
    ...definition,
    ...part,
    definitionHash: hashDefinition(definition),
  }
}

const text = { type: 'string' }
export const bankTools: Tool[] = [
  buildTool({
    name: 'list_accounts',
    title: 'List accounts',
    annotations: { readOnlyHint: true },
  }),
  buildTool({
    name: 'prepare_transfer',
    title: 'Prepare a transfer',
    description: 'Prepares a transfer as a draft. Nothing moves.',
    annotations: { readOnlyHint: false, destructiveHint: false },
    inputSchema: {
      type: 'object',
      properties: { amount: { type: 'number' }, currency: text, recipient: text, reference: text },
      required: ['amount', 'currency', 'recipient'],
    },
  }),
  buildTool({
    name: 'pay',
    title: 'Pay',
    description: 'Pays money from your account to a recipient.',
    annotations: { readOnlyHint: false },
    inputSchema: {
      type: 'object',
      properties: { amount: { type: 'number' }, currency: text, recipient: text, reference: text },
      required: ['amount', 'currency', 'recipient'],
    },
  }),
  buildTool({
    name: 'add_payee',
    title: 'Add a payee',
    inputSchema: {
      type: 'object',
      properties: { name: text, iban: text },
      required: ['name', 'iban'],
    },
    annotations: { readOnlyHint: false, destructiveHint: false },
  }),
  buildTool({
    name: 'share_document',
    title: 'Share a document',
    inputSchema: {
      type: 'object',
      properties: { document: text, with: text },
      required: ['document', 'with'],
    },
    annotations: { readOnlyHint: false },
  }),
]

export const stepUpChallenge: Challenge = {
  status: 401,
  scheme: 'DPoP',
  error: 'insufficient_user_authentication',
  scope: null,
  acrValues: 'urn:harbor:acr:totp',
  maxAgeSeconds: null,
  resourceMetadataUrl: null,
  errorDescription: null,
}

export function buildGrant(part: Partial<Grant> & Pick<Grant, 'id'>): Grant {
  return {
    issuer: 'http://localhost:4000',
    connectionId: 'harbor',
    resource: 'http://localhost:4100/mcp',
    purpose: 'standing',
    callId: null,
    scope: 'accounts.read',
    authorizationDetailsJson: null,
    tokenType: 'DPoP',
    accessToken: new Secret(`token-of-${part.id}`),
    refreshToken: null,
    expiresAtMs: null,
    dpopKeyId: 'key',
    acr: null,
    authTimeSeconds: null,
    obtainedAtMs: 0,
    ...part,
  }
}

export function buildDeferral(part: Partial<Deferral> & Pick<Deferral, 'id' | 'callId'>): Deferral {
  return {
    connectionId: 'harbor',
    issuer: 'http://localhost:4000',
    clientId: 'client',
    dpopKeyId: 'key',
    deferralCode: new Secret('deferral-code-canary'),
    scope: 'payments.large:1',
    resource: 'http://localhost:4100/mcp',
    state: 'waiting',
    intervalSeconds: 5,
    startedAtMs: 0,
    expiresAtMs: Number.MAX_SAFE_INTEGER,
    nextPollAtMs: 0,
    lastExchangeEndAtMs: 0,
    pollInFlight: false,
    ambiguous: false,
    failures: 0,
    pollCount: 0,
    finalPollDone: false,
    serverWords: null,
    interactionUri: null,
    endedAtMs: null,
    ...part,
  }
}

export interface Sent {
  readonly callId: string
  readonly attempt: number
  readonly argumentsJson: string
  readonly grantId: string | null
  readonly approvalSpent: boolean
  /** State in the store at the moment the bytes leave. */
  readonly storedState: string
}

export interface JourneyWorld {
  readonly store: MemoryStore
  readonly clock: VirtualClock
  readonly sent: Sent[]
  readonly obtained: ToolCall[]
  readonly cancelledDeferrals: string[]
  readonly ended: ToolCall[]
  /** Answers of the resource server and of step-up; set by tests. */
  answerSend: (
    attempt: number,
    request: Parameters<ToolSender['send']>[0],
  ) => Promise<SendOutcome> | SendOutcome
  answerObtain: (call: ToolCall) => Promise<ObtainOutcome> | ObtainOutcome
  policy: Policy | undefined
  shown: boolean
  beforeRestart: () => void
  onCallChanged: (call: ToolCall) => void
  onCallEnded: (call: ToolCall) => void
  queue: InteractionQueue
  journey: Journey
  /** A new process over the same store. */
  restart(): void
  receive(tool: string, args?: unknown): ToolCall
  call(id: string): ToolCall
  approve(callId: string, confirmation?: string): void
}

let ids = 0
/** Signs what the calls of these worlds leave behind. */
export const receiptKey = { ...createSigningKey().key, lasts: true }

/** Over an in-memory store, or over `given` (then `beforeRestart` may reopen it). */
export function createJourneyWorld(given?: MemoryStore): JourneyWorld {
  const clock = createVirtualClock()
  const store = given ?? createMemoryStore(() => clock.nowMs())
  store.connections.save(connection)
  store.connections.saveTools('harbor', bankTools)
  const world: JourneyWorld = {
    store,
    clock,
    sent: [],
    obtained: [],
    cancelledDeferrals: [],
    ended: [],
    answerSend: () => ({ kind: 'done', resultText: 'ok', isError: false }),
    answerObtain: () => ({ kind: 'failed', reason: 'no script' }),
    policy: undefined,
    shown: true,
    beforeRestart: () => undefined,
    onCallChanged: () => undefined,
    onCallEnded: () => undefined,
    ...startProcess(() => world, { store, clock }),
    restart: () => {
      world.queue.stop()
      world.journey.stop()
      world.beforeRestart()
      Object.assign(
        world,
        startProcess(() => world, { store, clock }),
      )
      world.queue.start()
      world.journey.start()
    },
    receive: (tool, args = {}) =>
      world.journey.receive({
        taskId: 'task',
        agentId: 'agent',
        connectionId: 'harbor',
        tool,
        argumentsJsonText: JSON.stringify(args),
        why: 'because',
      }),
    call: (id) => {
      const call = store.calls.load(id)
      if (call === null) throw new Error(`no call ${id}`)
      return call
    },
    approve: (callId, confirmation) => {
      const open = store.interactions.listOpen().find((each) => each.callId === callId)
      if (open === undefined) throw new Error('no open question')
      world.queue.approve({
        interactionId: open.id,
        surface: 'approval',
        digest: open.digest,
        confirmation: confirmation ?? null,
      })
    },
  }
  world.queue.start()
  return world
}

function startProcess(
  world: () => JourneyWorld,
  { store, clock }: { store: MemoryStore; clock: VirtualClock },
): { queue: InteractionQueue; journey: Journey } {
  const queue = createInteractionQueue({
    store,
    clock,
    makeId: () => `id-${(ids += 1)}`,
    shownGate: {
      requireShown: () => {
        if (!world().shown) throw new Error('not shown')
      },
    },
    settings: () => store.settings.load(),
    log: () => undefined,
  })
  const journey = createJourney({
    store,
    receipts: createReceipts(store, receiptKey),
    queue,
    clock,
    makeId: () => `call-${(ids += 1)}`,
    log: () => undefined,
    sender: {
      send: async (request) => {
        const { call, grant } = request
        const stored = store.calls.load(call.id)
        world().sent.push({
          callId: call.id,
          attempt: call.attempts,
          argumentsJson: call.argumentsJson,
          grantId: grant?.id ?? null,
          approvalSpent: stored?.approvalSpentAtMs != null,
          storedState: stored?.state ?? 'gone',
        })
        return world().answerSend(call.attempts, request)
      },
    },
    stepUp: {
      obtainForCall: async ({ call }) => {
        world().obtained.push(call)
        return world().answerObtain(call)
      },
      signIn: () => Promise.reject(new Error('not here')),
      registerPasskey: () => Promise.reject(new Error('not here')),
      abandonForCall: () => undefined,
    },
    deferrals: { cancelForCall: (callId) => void world().cancelledDeferrals.push(callId) },
    policy: (call) => (world().policy ?? defaultPolicy)(call),
    onCallChanged: (call) => world().onCallChanged(call),
    onCallEnded: (call) => {
      world().ended.push(call)
      world().onCallEnded(call)
    },
  })
  return { queue, journey }
}

const defaultPolicy: Policy = (call) => ({
  decision: call.risk === 'low' ? 'allow' : 'ask',
  ruleId: null,
})
