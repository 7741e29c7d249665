// The whole engine on a temporary folder against the sandbox, with a scripted person and a check after every flow.
import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { openEngine } from '../../main/bootstrap.ts'
import type { Engine, World } from '../../main/engine.ts'
import { createFileLog } from '../../main/file-log.ts'
import { makeRandomId, systemRandomness } from '../../main/system-clock.ts'
import type { Store } from '../../main/store/repositories.ts'
import type { Keychain } from '../../main/vault/vault.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Overview } from '../../shared/overview.ts'
import { signInByBrowser, type BrowserMemory } from '../sandbox-tests/browser.ts'
import type { Misbehaviour } from '../sandbox/misbehaviour.ts'
import { misbehaviourSchema } from '../sandbox/misbehaviour.ts'
import type { SandboxOptions } from '../sandbox/options.ts'
import type { RecordedSecret, SandboxRecord } from '../sandbox/record.ts'
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { findSecrets, listActingAddresses, listOwnSecrets, readPlaces, readTold } from './canary.ts'
import { recordEgress } from './egress.ts'
import { createMortalClock, type MortalClock } from './mortal-clock.ts'
import { Person } from './person.ts'
import { createScriptedCeremony } from './scripted-ceremony.ts'

export interface FlowOptions {
  readonly sandbox?: SandboxOptions
  readonly keychain?: Keychain
  /** A folder of the test's own, kept afterwards. */
  readonly folder?: string
}

/** A keychain that outlives the engine, as the system's does. */
export function createKeptKeychain(): Keychain {
  const entries = new Map<string, string>()
  return {
    get: (name) => Promise.resolve(entries.get(name) ?? null),
    set: (name, value) => Promise.resolve(void entries.set(name, value)),
  }
}

/** A keychain that is locked, or not there at all. */
export const failingKeychain: Keychain = {
  get: () => Promise.reject(new Error('locked')),
  set: () => Promise.reject(new Error('locked')),
}

/** Flows of one file may run at the same time, and the egress record sees the credentials of all. */
const allRecords = new Set<SandboxRecord>()

export class Flow {
  readonly sandbox: Sandbox
  readonly folder: string
  readonly ceremony = createScriptedCeremony()
  readonly person = new Person(this)
  /** Addresses that the engine asked the browser to open. */
  readonly opened: string[] = []
  /** Broken rules that this flow brings about on purpose. */
  readonly tolerated = new Set<string>()
  /** Records of further servers whose tokens may be used. */
  readonly records: SandboxRecord[] = []
  readonly ended: ToolCall[] = []
  /** What else has to stop with this flow. */
  readonly cleanUps: (() => Promise<void>)[] = []
  /** Null while the system refuses to open addresses. */
  browser: ((address: string) => Promise<void>) | null = (address) => this.#browse(address)
  /** What the browser keeps from one address to the next, and how many forms it was shown. */
  readonly browserMemory: BrowserMemory = { cookies: new Map(), formsSeen: 0 }
  /** False: every address is opened by a browser that knows nobody. */
  keepsCookies = false
  keychain: Keychain
  /** By how much the wall clock is wrong from the next start on. */
  clockAheadMs = 0
  readonly #egress = recordEgress()
  readonly #seen: string[] = []
  #engine: Engine | null = null
  #clock: MortalClock = createMortalClock()

  constructor(sandbox: Sandbox, { keychain, folder }: FlowOptions) {
    this.sandbox = sandbox
    this.folder = folder ?? mkdtempSync(join(tmpdir(), 'countersign-flow-'))
    this.keychain = keychain ?? createKeptKeychain()
    this.records.push(sandbox.world.record)
    allRecords.add(sandbox.world.record)
  }

  get engine(): Engine {
    if (this.#engine === null) throw new Error('The engine is not open')
    return this.#engine
  }

  async open(): Promise<void> {
    this.#clock = createMortalClock(this.clockAheadMs)
    const engine = await openEngine(this.#buildWorld())
    this.#engine = engine
    engine.queue.onEvent(({ interaction }) => {
      this.#see(
        engine.loadApproval({ interactionId: interaction.id, busy: null, standalone: false }),
      )
    })
    await engine.start()
  }

  /** The process is gone: no timer runs and nothing is written any more. */
  crash(): void {
    this.#clock.die()
    this.engine.store.close()
    this.#engine = null
  }

  /** Changes what is stored, as time or somebody else would have; the engine does not notice. */
  change(write: (store: Store) => void): void {
    this.engine.store.transaction(() => write(this.engine.store))
  }

  async restart(): Promise<void> {
    this.crash()
    await this.open()
  }

  /** The next `times` requests on an endpoint suffer this. */
  misbehave(one: Partial<Misbehaviour>): void {
    this.sandbox.world.misbehaviours.push(misbehaviourSchema.parse(one))
  }

  overview(): Promise<Overview> {
    const facts = {
      notifications: 'in_app',
      sandboxUrl: null,
      selectedInteractionId: null,
      selectedCallId: null,
    } as const
    return this.engine.loadOverview(facts)
  }

  /** How often the bank ran calls of this tool. */
  runs(tool: string): number {
    return this.sandbox.world.effects.filter((effect) => effect.tool === tool).length
  }

  /** Canary scan, egress record and the sandbox's own judgement; then everything is stopped. */
  async finish(): Promise<void> {
    try {
      await this.#check()
    } finally {
      this.#egress.stop()
      if (this.#engine !== null) await this.#engine.stop()
      await this.sandbox.stop()
      for (const cleanUp of this.cleanUps) await cleanUp()
      rmSync(this.folder, { recursive: true, force: true })
    }
  }

  async #check(): Promise<void> {
    // Answers that are on their way are part of the flow.
    await sleep(20)
    const secrets = this.records.flatMap((record) => [...record.secrets.values()])
    if (this.#engine !== null) {
      secrets.push(...(await listOwnSecrets(this.#engine)))
      this.#see(await this.overview())
    }
    const files = readPlaces(this.folder)
    const places = new Map([...files, ['the pages', this.#seen.join('\n')]])
    expect(findSecrets(secrets, places), 'canary scan').toEqual([])
    this.#checkTold(secrets, files)
    this.#checkEgress()
    const violations = this.sandbox.world.record.violations.filter(
      ({ code }) => !this.tolerated.has(code),
    )
    expect(violations, 'violations').toEqual([])
  }

  /** Neither secrets nor addresses to act at reached a model, the activity or the log. */
  #checkTold(secrets: readonly RecordedSecret[], files: ReadonlyMap<string, string>): void {
    if (this.#engine === null) return
    const forbidden = [...secrets, ...listActingAddresses(this.#engine, this.opened)]
    const logs = [...files].filter(([path]) => path.endsWith('.log'))
    const told = new Map([...readTold(this.#engine), ...logs])
    expect(findSecrets(forbidden, told), 'what models and logs were told').toEqual([])
  }

  /** Presses every button, types the right code where one is asked for, and comes back. */
  async #browse(address: string): Promise<void> {
    const fields = { answer: 'allow', otp: this.person.code() }
    if (!this.keepsCookies) this.browserMemory.cookies.clear()
    await visit(await signInByBrowser(address, fields, 20, this.browserMemory))
  }

  /** Every credential went to the origin of its audience, with the scheme it was issued for. */
  #checkEgress(): void {
    expect(this.#egress.callbacks, 'requests to be called back').toEqual([])
    for (const { origin, scheme, sha256 } of this.#egress.credentials) {
      if (this.#isOfAnotherFlow(sha256)) continue
      if (scheme === 'Basic' && this.clientOrigins.includes(origin)) continue
      expect(scheme).toBe('DPoP')
      const token = findToken(this.records, sha256)
      if (token?.audience) expect(new URL(token.audience).origin).toBe(origin)
      else expect(this.plainOrigins).toContain(origin)
    }
  }

  #isOfAnotherFlow(sha256: string): boolean {
    const others = [...allRecords].filter((record) => !this.records.includes(record))
    return findToken(others, sha256) !== undefined
  }

  /** Origins of authorization servers that gave us a client secret. */
  readonly clientOrigins: string[] = []

  /** Origins of protected servers that keep no record of their tokens. */
  readonly plainOrigins: string[] = []

  #see(shown: unknown): void {
    this.#seen.push(JSON.stringify(shown))
  }

  #buildWorld(): World {
    const clock = this.#clock
    return {
      folder: this.folder,
      version: '0.0.0',
      clock,
      randomness: systemRandomness,
      makeId: makeRandomId,
      log: createFileLog(this.folder, clock),
      keychain: this.keychain,
      shownGate: { requireShown: () => undefined },
      schemaWorker: new URL('../../main/schema-worker.ts', import.meta.url),
      yamlWorker: new URL('../../main/yaml-worker.ts', import.meta.url),
      ceremony: this.ceremony,
      openExternal: (address) => {
        this.opened.push(address)
        if (this.browser === null) return Promise.resolve(false)
        void this.browser(address).catch(() => undefined)
        return Promise.resolve(true)
      },
      onChanged: () => undefined,
      onCallChanged: () => undefined,
      onCallEnded: (call) => this.ended.push(call),
    }
  }
}

function findToken(
  records: readonly SandboxRecord[],
  sha256: string,
): SandboxRecord['tokens'][number] | undefined {
  return records.flatMap(({ tokens }) => tokens).find((one) => one.sha256 === sha256)
}

/** Navigates as a browser does: `fetch` would say that it is a script, and be refused. */
function visit(address: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    get(address, (response) => {
      response.resume().once('end', resolve)
    }).once('error', reject)
  })
}

/** Starts a sandbox with an interval of one second, and the engine. */
export async function startFlow(options: FlowOptions = {}): Promise<Flow> {
  const sandbox = await startSandbox({ intervalSeconds: 1, ...options.sandbox })
  const flow = new Flow(sandbox, options)
  await flow.open()
  return flow
}

/** Runs one flow and checks it afterwards, also when it failed. */
export async function withFlow(
  run: (flow: Flow) => Promise<void>,
  options: FlowOptions = {},
): Promise<void> {
  const flow = await startFlow(options)
  try {
    await run(flow)
  } catch (error) {
    await flow.finish().catch(() => undefined)
    throw error
  }
  await flow.finish()
}
