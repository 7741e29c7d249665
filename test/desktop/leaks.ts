// Watches the running app for secrets in clear and for addresses it has no business with.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { findSecrets, readPlaces } from '../flows/canary.ts'
import type { SandboxRecord } from '../sandbox/record.ts'
import type { RunningApp } from './running-app.ts'

interface Sent {
  readonly origin: string
  /** SHA-256 of the credential in `Authorization`, else null. */
  readonly sha256: string | null
}

export interface Search {
  readonly running: RunningApp | null
  readonly folder: string
  readonly records: readonly SandboxRecord[]
}

/** Collects over several runs of the app; `find` says what should not have been there. */
export class Leaks {
  readonly #places = new Map<string, string>()
  readonly #sent: Sent[] = []
  readonly #netLogs: string[] = []
  readonly #runs: RunningApp[] = []
  readonly #allowed = new Set<string>()

  /** Origins that main may talk to. */
  allow(...origins: string[]): void {
    for (const origin of origins) this.#allowed.add(origin)
  }

  nextNetLog(folder: string): string {
    const file = path.join(folder, `net-log-${String(this.#netLogs.length)}.json`)
    this.#netLogs.push(file)
    return file
  }

  /** Keeps everything that main pushes to the pages, and every request that leaves main. */
  async watch(running: RunningApp): Promise<void> {
    this.#runs.push(running)
    await Promise.all([
      running.app.evaluate(() => {
        const seen: string[] = []
        Object.assign(window, { seenByTest: seen })
        window.countersign.onOverview((overview) => seen.push(JSON.stringify(overview)))
      }),
      running.electron.evaluate(recordSent),
    ])
  }

  /** Before the process ends, for what only it knows. */
  async collect(running: RunningApp): Promise<void> {
    const run = String(this.#runs.indexOf(running))
    const seen = await running.app.evaluate(() =>
      (window as unknown as { seenByTest: string[] }).seenByTest.join('\n'),
    )
    this.#places.set(`what the app page was told (run ${run})`, seen)
    for (const page of [running.app, running.approval]) {
      const shown = await page.evaluate(() =>
        [
          document.documentElement.outerHTML,
          ...[...document.querySelectorAll('input, textarea')].map(
            (field) => (field as HTMLInputElement).value,
          ),
        ].join('\n'),
      )
      this.#places.set(`the page ${page.url()} (run ${run})`, shown)
    }
    const sent = await running.electron.evaluate(
      () => (globalThis as unknown as { sentByMain: Sent[] }).sentByMain,
    )
    this.#sent.push(...sent.splice(0))
  }

  async find({ running, folder, records }: Search): Promise<string[]> {
    if (running !== null) await this.collect(running)
    for (const [number, run] of this.#runs.entries()) {
      this.#places.set(`the output of run ${String(number)}`, run.output())
      this.#places.set(`the consoles of run ${String(number)}`, run.problems.join('\n'))
    }
    const places = new Map([...readPlaces(folder), ...this.#places])
    const secrets = records.flatMap((record) => [...record.secrets.values()])
    return [
      ...findSecrets(secrets, places),
      ...this.#findStrayCredentials(records),
      ...this.#findStrayAddresses(),
      ...this.#netLogs.filter(existsSync).flatMap(findAddresses),
    ]
  }

  /** A token may only go to the server it was made for. */
  #findStrayCredentials(records: readonly SandboxRecord[]): string[] {
    const audiences = new Map(
      records.flatMap(({ tokens }) => tokens.map(({ sha256, audience }) => [sha256, audience])),
    )
    return this.#sent.flatMap(({ origin, sha256 }) => {
      const audience = sha256 === null ? null : (audiences.get(sha256) ?? null)
      if (audience === null || new URL(audience).origin === origin) return []
      return [`a token for ${audience} went to ${origin}`]
    })
  }

  #findStrayAddresses(): string[] {
    const origins = new Set(this.#sent.map(({ origin }) => origin))
    return [...origins]
      .filter((origin) => !this.#allowed.has(origin))
      .map((origin) => `main talked to ${origin}`)
  }
}

/** Runs inside the main process of the app: undici tells every request before it leaves. */
function recordSent(): void {
  const { subscribe } = process.getBuiltinModule('node:diagnostics_channel')
  const { createHash } = process.getBuiltinModule('node:crypto')
  const sent: Sent[] = []
  Object.assign(globalThis, { sentByMain: sent })
  subscribe('undici:request:create', (message) => {
    const { request } = message as {
      request: { origin: string | URL; headers: string | string[] }
    }
    const lines =
      typeof request.headers === 'string'
        ? request.headers.split('\r\n')
        : request.headers.map((name, at, all) => (at % 2 === 0 ? `${name}: ${all[at + 1]}` : ''))
    const line = lines.find((one) => one.toLowerCase().startsWith('authorization:'))
    const value = line?.split(' ').at(-1)
    sent.push({
      origin: new URL(request.origin).origin,
      sha256: value === undefined ? null : createHash('sha256').update(value).digest('hex'),
    })
  })
}

/** Chromium itself has nothing to fetch: its pages come from the app, its ceremonies are answered inside. */
function findAddresses(netLog: string): string[] {
  const text = readFileSync(netLog, 'utf8')
  const addresses = [...text.matchAll(/"url":"((?:https?|wss?):[^"]+)"/gu)].map(([, url]) => url)
  const names = [...text.matchAll(/"host":"([^"]+)"/gu)].map(([, host]) => host)
  return [...new Set([...addresses, ...names])].map((one) => `Chromium asked for ${String(one)}`)
}
