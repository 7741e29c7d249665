// Kills the process of the engine at random moments while a plan is laid, approved and run; COUNT sets how often, SEED repeats a run.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import type { Keychain } from '../../main/vault/vault.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { createSeededRandom } from './seeded.ts'

// prove: 200
const trials = Number(process.env['COUNT'] ?? 1)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

interface Over {
  readonly over: string
  readonly plans: readonly Plan[]
  readonly calls: readonly Pick<ToolCall, 'id' | 'state' | 'decidedBy' | 'digest'>[]
}

/** Runs the child until its task is over (and returns what it says), or kills it after so many ms. */
async function run(args: readonly string[], killAfterMs: number | null): Promise<Over | null> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'plan-child.ts'), ...args])
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let errors = ''
  let over: Over | null = null
  let timer: NodeJS.Timeout | undefined
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as Partial<Over> & { ready?: boolean }
    if (said.ready === true && killAfterMs !== null)
      timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    if (said.over === undefined) continue
    over ??= said as Over
    child.kill('SIGKILL')
  }
  await gone
  clearTimeout(timer)
  if (over === null && child.signalCode !== 'SIGKILL') throw new Error(errors)
  return over
}

/** The bank’s own ledger against the plan: each entry at most once, and never without its entry. */
function judge(flow: Flow, amounts: readonly number[], { over, plans, calls }: Over): void {
  expect(over).toBe('done')
  expect(plans).toHaveLength(1)
  expect(calls).toHaveLength(amounts.length)
  expect(new Set(calls.map(({ digest }) => digest)).size).toBe(amounts.length)
  const used = plans[0]?.calls.map(({ callId }) => callId).toSorted()
  expect(used).toEqual(calls.map(({ id }) => id).toSorted())
  for (const { decidedBy } of calls) expect(decidedBy).toBe('plan')
  const ran = flow.sandbox.world.effects
    .filter(({ tool }) => tool === 'prepare_transfer')
    .map(({ arguments: sent }) => sent['amount'])
    .filter((amount) => amounts.includes(Number(amount)))
  expect(new Set(ran).size, 'none twice').toBe(ran.length)
  const countOf = (wanted: ToolCall['state']): number =>
    calls.filter(({ state }) => state === wanted).length
  // Cut off on the wire: nobody here knows, and it is not sent again. One that failed says that it was not sent.
  expect(ran.length).toBeGreaterThanOrEqual(countOf('done'))
  expect(ran.length).toBeLessThanOrEqual(countOf('done') + countOf('unknown'))
  expect(countOf('done') + countOf('unknown') + countOf('failed')).toBe(calls.length)
}

// Dies if: an entry is used outside the transaction that allows its call, or a plan is saved apart from its question.
test(
  '[PLN-09] [TSK-01] killed at random moments a plan is laid once, and each of its calls runs at most once',
  { timeout: 40_000 + trials * 15_000 },
  async () => {
    const root = mkdtempSync(join(tmpdir(), 'countersign-plan-kills-'))
    const random = createSeededRandom(seed)
    console.info(`plan kills: SEED=${seed} COUNT=${trials}`)
    const signedIn = join(root, 'signed-in')
    const keychainFile = join(root, 'keychain')
    try {
      await withFlow((flow) => killAndJudge(flow, random), {
        folder: signedIn,
        keychain: fileKeychain(keychainFile),
      })
    } finally {
      rmSync(root, { recursive: true, force: true })
    }

    async function killAndJudge(flow: Flow, next: () => number): Promise<void> {
      await flow.person.connectBank()
      flow.crash()
      for (let number = 0; number < trials; number += 1) {
        const profile = join(root, `profile-${number}`)
        cpSync(signedIn, profile, { recursive: true })
        const amounts = [1, 2, 3].map((part) => 1_000 + number * 10 + part)
        const sentence = `Plan: ${amounts.map((amount) => `prepare a transfer of ${amount} EUR to Nordlicht for order ${number}`).join('; ')}`
        const args = [profile, keychainFile, sentence]
        const early = await run(args, Math.floor(next() * 250))
        const over = early ?? (await run(args, null))
        if (over === null) throw new Error('it did not end')
        judge(flow, amounts, over)
      }
    }
  },
)

function fileKeychain(file: string): Keychain {
  let kept: string | null = null
  return {
    get: () => Promise.resolve(kept),
    set: (_name, value) => {
      kept = value
      return Promise.resolve(writeFileSync(file, value))
    },
  }
}
