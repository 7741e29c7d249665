// One wait in any dialect, from the deferral down to the bytes, in virtual time and in memory: made for many thousand runs.
import type { DpopKey } from '../../main/oauth/dpop.ts'
import {
  createDeferralService,
  type DeferralService,
} from '../../main/deferral/deferral-service.ts'
import type { DeferredAnswer } from '../../main/oauth/answers.ts'
import { parseHandle } from '../../main/oauth/deferral-handle.ts'
import type { DeferralDialect, DeferralEnd } from '../../shared/model/deferral.ts'
import { Secret } from '../../shared/model/secret.ts'
import { buildGrant } from '../store/nouns.ts'
import { Kept } from './kept.ts'
import { StrictServer } from './strict-server.ts'
import { StrictWire } from './strict-wire.ts'
import { VirtualClock } from './virtual-clock.ts'

export interface ModelProcess {
  readonly service: DeferralService
  kill(): void
}

export interface Lives {
  readonly intervalSeconds: number
  readonly expiresInSeconds: number
}

/** How waits begin: the dialects, and three of them in another manner. */
export const manners = [
  'dtr',
  'direct',
  'ciba',
  'device',
  'jwt_interaction',
  'openid',
  'auth_req_id',
  'auth_req_id without CIBA',
] as const
export type Manner = (typeof manners)[number]

const dialects: Readonly<Record<Manner, DeferralDialect>> = {
  dtr: 'dtr',
  direct: 'dtr',
  ciba: 'ciba',
  device: 'device',
  jwt_interaction: 'jwt_interaction',
  openid: 'openid',
  auth_req_id: 'auth_req_id',
  'auth_req_id without CIBA': 'auth_req_id',
}
const switching: ReadonlySet<DeferralDialect> = new Set<DeferralDialect>([
  'ciba',
  'device',
  'jwt_interaction',
])

export class ModelWorld {
  readonly time = new VirtualClock()
  readonly server = new StrictServer(this.time)
  readonly wire = new StrictWire(this.server)
  readonly kept = new Kept()
  readonly ends: DeferralEnd[] = []
  readonly offers: string[] = []
  readonly manner: Manner
  readonly #unit: () => number
  #nextId = 1

  constructor(manner: Manner, unit: () => number) {
    this.manner = manner
    this.#unit = unit
  }

  openProcess(): ModelProcess {
    const { clock, kill } = this.time.openProcess()
    let alive = true
    let onKill = (): void => undefined
    const killed = new Promise<void>((resolve) => (onKill = resolve))
    const wait = async (ms: number): Promise<'alive' | 'dead'> => {
      await Promise.race([new Promise<void>((resolve) => clock.after(ms, resolve)), killed])
      return alive ? 'alive' : 'dead'
    }
    const { server, wire } = this
    const service = createDeferralService({
      clock,
      boot: { id: 'boot-1', uptimeMs: () => this.time.trueMs },
      soon: (run) => queueMicrotask(run),
      randomness: { unit: this.#unit },
      makeId: () => `deferral-${this.#nextId++}`,
      log: () => undefined,
      store: this.kept.open(() => alive),
      loadKey: (keyId) => Promise.resolve({ id: keyId } as DpopKey),
      poll: async (deferral, key) => {
        const answer = await wire.poll(deferral, { keyId: key.id, clock, wait })
        return alive ? answer : new Promise(() => undefined)
      },
      revoke: ({ deferralCode, dialect = 'dtr' }) => {
        const isOffered = dialect === 'dtr' || dialect === 'auth_req_id'
        const code = deferralCode === null ? '' : parseHandle(deferralCode).code.reveal()
        return Promise.resolve(isOffered ? server.revoke(code) : 'not_offered')
      },
      revokeTokens: (_deferral, tokens) => Promise.resolve(server.revokeToken(tokens)),
      prepareGrant: ({ callId }, { accessToken }) => {
        const id = `grant-${accessToken.reveal()}`
        const grant = { id, callId, accessToken, refreshToken: null, purpose: 'call' as const }
        return Promise.resolve({ grant: buildGrant(grant), replaces: [] })
      },
      onInteraction: ({ interactionUri }) => this.offers.push(interactionUri ?? ''),
      onEnd: (end) => this.ends.push(end),
    })
    const die = (): void => {
      alive = false
      kill()
      onKill()
    }
    return { service, kill: die }
  }

  /** Opens the request at the server and begins to wait for it. */
  begin({ service }: ModelProcess, lives: Lives) {
    const dialect = dialects[this.manner]
    const maySwitch = switching.has(dialect)
    const mayComeEarly = dialect === 'dtr' || dialect === 'openid' || dialect === 'auth_req_id'
    this.server.open('code-1', { keyId: 'key-1', ...lives, maySwitch, mayComeEarly })
    this.wire.facts.slideForm = dialect === 'auth_req_id'
    this.wire.facts.knowsCiba = this.manner !== 'auth_req_id without CIBA'
    this.wire.facts.codeVerifier = this.manner === 'direct' ? 'verifier-1' : null
    return service.begin({
      callId: 'call-1',
      connectionId: 'connection-1',
      issuer: 'http://localhost:4000',
      clientId: 'client-1',
      dpopKeyId: 'key-1',
      scope: 'payments.large:1',
      resource: 'http://localhost:4001/mcp',
      deferred: { ...buildStart(this.manner), dialect, ...lives },
    })
  }
}

function buildStart(
  manner: Manner,
): Omit<DeferredAnswer, 'dialect' | 'intervalSeconds' | 'expiresInSeconds'> {
  const resource = 'http://localhost:4001/mcp'
  const again = { assertion: 'code-1', scope: 'payments.large:1', resource }
  const handle = JSON.stringify({ ...again, completionMode: 'deferred' })
  return {
    deferralCode: new Secret(manner === 'jwt_interaction' ? handle : 'code-1'),
    ...(manner === 'direct' ? { remembered: { codeVerifier: new Secret('verifier-1') } } : {}),
    interactionRequired: false,
    interactionUri: null,
    serverWords: null,
  }
}
