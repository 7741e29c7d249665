// What every benchmark runs on: a real store in a folder, real proofs and requests, and the server in its own process.
import { fork, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { wireDeferrals } from '../../main/bootstrap-deferrals.ts'
import { buildDeferral } from '../../main/deferral/start.ts'
import type { DeferralService } from '../../main/deferral/deferral-service.ts'
import { createGuardedFetch } from '../../main/http/guarded-fetch.ts'
import { createDpopKeyRing } from '../../main/oauth/dpop-key-ring.ts'
import { createDpopProofs } from '../../main/oauth/dpop-proofs.ts'
import type { DpopKeyRing } from '../../main/oauth/dpop.ts'
import type { OAuthContext } from '../../main/oauth/oauth-context.ts'
import { openStore } from '../../main/store/open-store.ts'
import type { Store } from '../../main/store/repositories.ts'
import { createSystemClock, makeRandomId, systemRandomness } from '../../main/system-clock.ts'
import { openVault } from '../../main/vault/open-vault.ts'
import type { Keychain } from '../../main/vault/vault.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import type { Clock } from '../../shared/model/ports.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { ServerCounts } from './token-server.ts'

export interface TokenServer {
  readonly origin: string
  counts(): Promise<ServerCounts>
  /** Forgets what was counted; every answer takes this long from here on. */
  reset(latencyMs?: number): Promise<void>
  stop(): void
}

export async function startTokenServer(): Promise<TokenServer> {
  const file = path.join(import.meta.dirname, 'token-server.ts')
  const child = fork(file, { execArgv: ['--disable-warning=ExperimentalWarning'], silent: true })
  child.stderr?.pipe(process.stderr)
  const { port } = JSON.parse(await readLine(child)) as { port: number }
  const origin = `http://localhost:${String(port)}`
  return {
    origin,
    counts: async () => (await (await fetch(`${origin}/counts`)).json()) as ServerCounts,
    reset: async (latencyMs = 0) => {
      await fetch(`${origin}/reset?latency=${String(latencyMs)}`)
    },
    stop: () => void child.kill(),
  }
}

/** The first line that it prints. */
export function readLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString().split('\n')[0] ?? ''))
    child.once('exit', () => reject(new Error('A process of the benchmark ended at once.')))
  })
}

/** A keychain in a file beside the database, so that a second process can go on. For benchmarks only. */
function createFileKeychain(file: string): Keychain {
  const read = (): Record<string, string> =>
    existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
  return {
    get: (name) => Promise.resolve(read()[name] ?? null),
    set: (name, value) => {
      writeFileSync(file, JSON.stringify({ ...read(), [name]: value }))
      return Promise.resolve()
    },
  }
}

export interface Rig {
  readonly store: Store
  readonly keys: DpopKeyRing
  readonly oauth: OAuthContext
  readonly clock: Clock
  wire(onChange: (deferral: Deferral) => void): DeferralService
}

/** Opens (or opens again) everything in `folder`; `clock` is the system's unless given. */
export async function openRig(folder: string, clock: Clock = createSystemClock()): Promise<Rig> {
  const log = (level: string, message: string, detail?: unknown): void => {
    if (level === 'error') console.error(message, detail)
  }
  const keychain = createFileKeychain(path.join(folder, 'keychain.json'))
  const base = { randomness: systemRandomness, clock, log }
  const vault = await openVault({ ...base, keychain, timeoutMs: 5_000 })
  const { store } = openStore({ folder, vault, clock, log })
  const keys = createDpopKeyRing({ secrets: store.secrets, makeId: makeRandomId, log })
  const fetch = createGuardedFetch({ clock })
  const proofs = createDpopProofs(base)
  const oauth: OAuthContext = { ...base, fetch, proofs }
  return {
    store,
    keys,
    oauth,
    clock,
    wire: (onChange) =>
      wireDeferrals({
        ...base,
        makeId: makeRandomId,
        store,
        oauth,
        keys,
        onChange,
        onInteraction: () => undefined,
        revocations: { revoke: () => Promise.resolve() },
        onEnd: () => undefined,
      }),
  }
}

/** Registers us at an issuer of the token server and gives the name of its key. */
export async function register({ store, keys }: Rig, issuer: string): Promise<string> {
  const key = await keys.create()
  const metadata = {
    issuer,
    token_endpoint: `${issuer}/token`,
    dpop_signing_alg_values_supported: ['ES256'],
    deferred_token_response_supported: true,
  }
  store.authorizationServers.save({
    issuer,
    metadataJson: JSON.stringify(metadata),
    metadataFetchedAtMs: 0,
    clientId: 'bench',
    clientAuthentication: 'none',
    redirectUri: null,
    firstParty: false,
    dpopKeyId: key.id,
  })
  return key.id
}

export interface Pending {
  readonly count: number
  readonly intervalSeconds: number
  readonly issuers: readonly string[]
  /** How long from now nothing is due yet. */
  readonly leadMs?: number
}

/** Writes waits whose next polls are spread evenly over one interval, as after a long time of waiting. */
export async function writePending(rig: Rig, pending: Pending): Promise<void> {
  const { count, intervalSeconds, issuers, leadMs = 3_000 } = pending
  const keyIds = new Map<string, string>()
  for (const issuer of issuers) keyIds.set(issuer, await register(rig, issuer))
  const nowMs = rig.clock.nowMs()
  for (let from = 0; from < count; from += 500) {
    const numbers = Array.from({ length: Math.min(500, count - from) }, (_, index) => from + index)
    const sealed = await Promise.all(
      numbers.map((number) => {
        const issuer = issuers[number % issuers.length] ?? ''
        const keyId = keyIds.get(issuer) ?? ''
        const deferral = buildPending({ number, issuer, keyId, intervalSeconds, nowMs })
        const spreadMs = (intervalSeconds * 1000 * number) / count
        return rig.store.deferrals.seal({ ...deferral, nextPollAtMs: nowMs + leadMs + spreadMs })
      }),
    )
    rig.store.transaction(() => sealed.forEach((each) => rig.store.deferrals.write(each)))
  }
}

function buildPending(facts: {
  number: number
  issuer: string
  keyId: string
  intervalSeconds: number
  nowMs: number
}): Deferral {
  const { number, issuer, keyId, intervalSeconds, nowMs } = facts
  const code = `code-${String(number)}-${String(intervalSeconds * 1000)}`
  const start = {
    callId: `call-${String(number)}`,
    connectionId: 'connection',
    issuer,
    clientId: 'bench',
    dpopKeyId: keyId,
    scope: 'payments.large',
    resource: `${issuer}/resource`,
    deferred: {
      deferralCode: new Secret(code),
      intervalSeconds,
      expiresInSeconds: 7 * 24 * 3600,
      interactionRequired: false,
      interactionUri: null,
      serverWords: null,
    },
  }
  return buildDeferral(start, `deferral-${String(number)}`, { nowMs, unit: () => 0.5 })
}

/** Waits in real time: a benchmark measures the machine it runs on. */
export function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** The value below which `share` (0 to 1) of them lie; NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}
