// Wires the step-up and resource rooms as the app does, over a store in memory and a scripted person and browser.
import { get } from 'node:http'
import { createGuardedFetch } from '../../main/http/guarded-fetch.ts'
import { createDpopKeyRing } from '../../main/oauth/dpop-key-ring.ts'
import { createDpopProofs } from '../../main/oauth/dpop-proofs.ts'
import type { OAuthContext } from '../../main/oauth/oauth-context.ts'
import type { DeferralStart } from '../../main/deferral/start.ts'
import type { ElicitationDraft } from '../../main/interaction/queue.ts'
import { createConnectionService } from '../../main/resource/connection-service.ts'
import { createRevocationQueue } from '../../main/resource/revocation-queue.ts'
import { createMcpConnector } from '../../main/resource/mcp-connection.ts'
import type { ReportedProgress } from '../../main/resource/call-progress.ts'
import { createToolSender } from '../../main/resource/create-tool-sender.ts'
import { parseYaml } from '../../main/resource/openapi/parse-yaml.ts'
import { createStepUp } from '../../main/step-up/create-step-up.ts'
import { createRelayedCall } from '../../main/step-up/relayed-call.ts'
import type { PasskeyCeremony } from '../../main/step-up/obtain.ts'
import { createSystemClock, makeRandomId, systemRandomness } from '../../main/system-clock.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import type { ElicitationAnswer, ElicitationView } from '../../shared/model/elicitation.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Clock } from '../../shared/model/ports.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import canonicalize from 'canonicalize'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { signInByBrowser } from '../sandbox-tests/browser.ts'

export type Person = (view: ElicitationView) => ElicitationAnswer | Promise<ElicitationAnswer>
export const decline: ElicitationAnswer = { action: 'decline' }
export const accept = (content: Record<string, string> = {}): ElicitationAnswer => ({
  action: 'accept',
  content,
})

export const noPasskey: PasskeyCeremony = {
  unavailableReason: () => 'no authenticator here',
  run: () => Promise.resolve({ kind: 'cancelled' }),
}

export interface Rig {
  person: Person
  ceremony: PasskeyCeremony
  /** What the system browser does with an address; default: signs in at oidc-provider's own pages. */
  browse: (url: string) => Promise<void>
  /** Connections whose servers said that their tools are others now. */
  readonly toolsChanged: string[]
  /** What servers told of calls under way. */
  readonly reported: ReportedProgress[]
  /** The system opens no address. */
  noBrowser: boolean
  readonly asked: ElicitationDraft[]
  readonly opened: string[]
  readonly begun: DeferralStart[]
  /** Access tokens that were given back unused. */
  readonly dropped: string[]
  /** What the deferral service says it waits for. */
  waiting: Deferral[]
  readonly progress: string[]
  readonly store: ReturnType<typeof createMemoryStore>
  readonly oauth: OAuthContext
  readonly stepUp: ReturnType<typeof createStepUp>
  readonly connections: ReturnType<typeof createConnectionService>
  readonly sender: ReturnType<typeof createToolSender>
  clock: Clock
}

/** `clientMetadataUrl`: address of the app's client ID metadata document. */
export function buildRig(
  clock: Clock = createSystemClock(),
  clientMetadataUrl: string | null = null,
): Rig {
  const store = createMemoryStore(() => clock.nowMs())
  const randomness = systemRandomness
  const oauth: OAuthContext = {
    fetch: createGuardedFetch({ clock: createSystemClock() }),
    clock,
    randomness,
    proofs: createDpopProofs({ clock, randomness }),
    log: () => undefined,
  }
  const keys = createDpopKeyRing({
    secrets: store.secrets,
    makeId: makeRandomId,
    log: () => undefined,
  })
  const base = { store, oauth, keys, clock, makeId: makeRandomId, log: () => undefined }
  const asked: ElicitationDraft[] = []
  const opened: string[] = []
  const begun: DeferralStart[] = []
  const dropped: string[] = []
  const progress: string[] = []
  const queue = {
    askElicitation: async (draft: ElicitationDraft) => {
      asked.push(draft)
      return rig.person(draft.view)
    },
    withdrawForCall: () => undefined,
  }
  const stepUp = createStepUp({
    ...base,
    queue,
    deferrals: {
      begin: (start) => {
        begun.push(start)
        return Promise.resolve({ id: `deferral-${begun.length}` })
      },
    },
    dropTokens: ({ accessToken }) => Promise.resolve(void dropped.push(accessToken.reveal())),
    ceremony: {
      unavailableReason: () => rig.ceremony.unavailableReason(),
      run: (request) => rig.ceremony.run(request),
    },
    openExternal: async (url) => {
      if (rig.noBrowser) throw new CountersignError('oauth/grant_failed', 'No browser opened.')
      opened.push(url)
      // The system browser goes its own way: opening it is done before anything comes back.
      setTimeout(() => void rig.browse(url).catch(() => undefined), 0)
    },
  })
  const connector = createMcpConnector('0.0.0-test')
  const connections = createConnectionService({
    ...base,
    clientMetadataUrl,
    connector,
    readYaml: (source) => Promise.resolve(parseYaml(source)),
    signIn: (connection, { anew, onProgress, browserSignal }) =>
      anew
        ? stepUp.renew(connection, onProgress, browserSignal)
        : stepUp.signIn(connection, onProgress, browserSignal),
    refreshGrant: stepUp.refreshGrant,
    revocations: createRevocationQueue({ ...base, onChanged: () => undefined }),
    onEnding: () => undefined,
    deferrals: {
      list: () => rig.waiting,
      cancel: (id) => {
        rig.waiting = rig.waiting.filter((one) => one.id !== id)
        return Promise.resolve(true)
      },
    },
    onChanged: (id) => {
      const last = connections.progressOf(id).at(-1)?.step
      if (last !== undefined && last !== progress.at(-1)) progress.push(last)
    },
  })
  const toolsChanged: string[] = []
  const reported: ReportedProgress[] = []
  const sender = createToolSender({
    fetch: oauth.fetch,
    proofs: oauth.proofs,
    keys,
    connector,
    clock,
    store,
    mayLeave: () => !store.settings.load().paused,
    onProgress: (_callId, said) => void reported.push(said),
    onToolsChanged: (connectionId) => void toolsChanged.push(connectionId),
    startRelay: (about) =>
      createRelayedCall(
        {
          ...base,
          queue,
          ceremony: rig.ceremony,
          lockout: stepUp.lockout,
          openExternal: (url) => Promise.resolve(void opened.push(url)),
        },
        about,
      ),
  })
  const rig: Rig = {
    toolsChanged,
    reported,
    person: () => decline,
    ceremony: noPasskey,
    noBrowser: false,
    browse: async (url) => {
      await comeBack(await signInByBrowser(url, { login: 'alex', password: 'x', answer: 'allow' }))
    },
    asked,
    opened,
    begun,
    dropped,
    waiting: [],
    progress,
    store,
    oauth,
    stepUp,
    connections,
    sender,
    clock,
  }
  return rig
}

export function buildCall(connection: Connection, tool: string, args: object): ToolCall {
  return {
    id: makeRandomId(),
    agentId: 'agent',
    taskId: 'task',
    connectionId: connection.id,
    tool,
    toolDefinitionHash: 'hash',
    argumentsJson: canonicalize(args) ?? '{}',
    digest: 'digest',
    risk: 'elevated',
    riskReason: 'changes_something',
    why: '',
    state: 'sending',
    decidedBy: 'person',
    decidedAtMs: 0,
    approvalSpentAtMs: 0,
    attempts: 1,
    refreshRounds: 0,
    interactiveRounds: 0,
    lastChallenge: null,
    grantId: null,
    deferralId: null,
    outcomeText: null,
    resultText: null,
    receivedAtMs: 0,
    expiresAtMs: Number.MAX_SAFE_INTEGER,
    endedAtMs: null,
  }
}

/** Adds the server and gives the first-party mark the way the approval view does, then signs in. */
export async function connectFirstParty(rig: Rig, url: string): Promise<Connection> {
  const { connectionId, finished } = rig.connections.add(url)
  await finished
  markFirstParty(rig, connectionId)
  await rig.connections.signIn(connectionId)
  return loadConnection(rig, connectionId)
}

export function markFirstParty(rig: Rig, connectionId: string): void {
  const { issuer } = loadConnection(rig, connectionId)
  const server = rig.store.authorizationServers.load(issuer ?? '')
  if (server === null) throw new Error('not registered')
  rig.store.authorizationServers.save({ ...server, firstParty: true })
}

export function loadConnection(rig: Rig, connectionId: string): Connection {
  const connection = rig.store.connections.load(connectionId)
  if (connection === null) throw new Error('no connection')
  return connection
}

/** Sends, obtains what is missing once, and sends again: what the journey does, without its state. */
export async function sendOnce(
  rig: Rig,
  connection: Connection,
  call: ToolCall,
): Promise<Awaited<ReturnType<Rig['sender']['send']>>> {
  return rig.sender.send({ connection, call, grant: await grantFor(rig, call) })
}

export async function grantFor(rig: Rig, call: ToolCall): Promise<Grant | null> {
  if (call.grantId !== null) return rig.store.grants.load(call.grantId)
  const [standing] = await rig.store.grants.listStanding(call.connectionId)
  return standing ?? null
}

/** The browser's last step: a plain navigation, without the headers a script's fetch would send. */
export function comeBack(url: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      response.resume()
      response.once('end', () => resolve())
    }).once('error', reject)
  })
}
