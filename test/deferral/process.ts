// One process that waits for tokens, over a real store in a folder: it can be killed and started again.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DpopKey } from '../../main/oauth/dpop.ts'
import type { DeferralEnd } from '../../shared/model/deferral.ts'
import {
  createDeferralService,
  type DeferralService,
} from '../../main/deferral/deferral-service.ts'
import type { DeferralPorts } from '../../main/deferral/ports.ts'
import { openStore } from '../../main/store/open-store.ts'
import type { Store } from '../../main/store/repositories.ts'
import type { Sealer } from '../../main/store/sealer.ts'
import { CountersignError } from '../../shared/errors.ts'
import { Secret } from '../../shared/model/secret.ts'
import { buildGrant } from '../store/nouns.ts'
import type { StrictServer } from './strict-server.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** Seals without cryptography, so that virtual time needs no real waiting. */
export function createPlainSealer(keyId: string): Sealer {
  const header = encode(JSON.stringify({ kid: keyId }))
  return {
    keyId,
    seal: (value) => Promise.resolve(`${header}..${encode(value.reveal())}..`),
    open: (sealed) => {
      const [kid, , value = ''] = sealed.split('.')
      if (kid !== header) return Promise.reject(new CountersignError('vault/cannot_open', 'locked'))
      return Promise.resolve(new Secret(Buffer.from(value, 'base64url').toString()))
    },
  }
}

function encode(value: string): string {
  return Buffer.from(value).toString('base64url')
}

export interface WaitingProcess {
  readonly service: DeferralService
  readonly store: Store
  kill(): void
}

export class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'countersign-deferral-'))
  readonly ends: DeferralEnd[] = []
  readonly time: VirtualClock
  readonly server: StrictServer
  readonly #changes: Partial<DeferralPorts>
  readonly #unit: () => number
  keyExists = true
  vaultKeyId = 'keychain-test'
  #nextId = 1

  constructor(
    time: VirtualClock,
    server: StrictServer,
    options: { unit?: () => number; ports?: Partial<DeferralPorts> } = {},
  ) {
    this.time = time
    this.server = server
    this.#unit = options.unit ?? (() => 0.5)
    this.#changes = options.ports ?? {}
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  openProcess(): WaitingProcess {
    const { clock, kill } = this.time.openProcess()
    const { store } = openStore({
      folder: this.folder,
      vault: createPlainSealer(this.vaultKeyId),
      clock,
      log: () => {},
    })
    let alive = true
    let onKill = () => {}
    const killed = new Promise<void>((resolve) => (onKill = resolve))
    const wait = async (ms: number): Promise<'alive' | 'dead'> => {
      const answered = new Promise<void>((resolve) => clock.after(ms, resolve))
      await Promise.race([answered, killed])
      return alive ? 'alive' : 'dead'
    }
    const service = createDeferralService({
      clock,
      randomness: { unit: this.#unit },
      makeId: () => `deferral-${this.#nextId++}`,
      log: () => {},
      store,
      loadKey: (keyId) => Promise.resolve(this.keyExists ? ({ id: keyId } as DpopKey) : null),
      poll: async (deferral, key) => {
        const code = deferral.deferralCode?.reveal() ?? ''
        const answer = await this.server.poll(code, key.id, wait)
        return alive ? answer : new Promise(() => {})
      },
      revoke: (deferral) =>
        Promise.resolve(this.server.revoke(deferral.deferralCode?.reveal() ?? '')),
      revokeTokens: (_deferral, tokens) => Promise.resolve(this.server.revokeToken(tokens)),
      prepareGrant: (deferral, tokens) =>
        Promise.resolve({
          grant: buildGrant({
            id: `grant-${tokens.accessToken.reveal()}`,
            purpose: 'call',
            callId: deferral.callId,
            accessToken: tokens.accessToken,
            refreshToken: null,
          }),
          replaces: [],
        }),
      onEnd: (end) => this.ends.push(end),
      ...this.#changes,
    })
    return {
      service,
      store,
      kill: () => {
        alive = false
        kill()
        onKill()
        store.close()
      },
    }
  }

  /** Opens a request at the server and begins to wait for it. */
  begin(
    { service }: WaitingProcess,
    facts: { code?: string; intervalSeconds: number; expiresInSeconds: number; issuer?: string },
    inSameTransaction?: () => void,
  ) {
    const code = facts.code ?? 'code-1'
    this.server.open(code, { keyId: 'key-1', ...facts })
    const start = {
      callId: `call-${code}`,
      connectionId: 'connection-1',
      issuer: facts.issuer ?? 'http://localhost:4000',
      clientId: 'client-1',
      dpopKeyId: 'key-1',
      scope: 'payments.large:1',
      resource: 'http://localhost:4001/mcp',
      deferred: {
        deferralCode: new Secret(code),
        intervalSeconds: facts.intervalSeconds,
        expiresInSeconds: facts.expiresInSeconds,
        interactionRequired: false,
        interactionUri: null,
        serverWords: null,
      },
    }
    return service.begin(start, inSameTransaction)
  }
}
