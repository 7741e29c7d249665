// What the crash tests share: servers that a trial runs against, several trials at a time, and the judgement at the end.
import { existsSync } from 'node:fs'
import { findSecrets, readPlaces } from '../flows/canary.ts'
import { decide } from '../sandbox/control.ts'
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import type { Plan } from './heard.ts'
import { checkHistory } from './history.ts'
import { Trial } from './trial.ts'
import type { BundledChild } from './bundle-child.ts'

/** Trials that share one sandbox: its memory, and the search for its secrets, grow with each. */
const trialsPerSandbox = 10

/** A sandbox whose other people agree to everything within a moment. */
export class Bank {
  readonly sandbox: Sandbox
  readonly #program: string
  readonly #desk: NodeJS.Timeout
  #lastAmount = 0

  private constructor(sandbox: Sandbox, { file }: BundledChild) {
    this.sandbox = sandbox
    this.#program = file
    this.#desk = setInterval(() => decide(sandbox.world, {}, true), 30)
  }

  static async open(child: BundledChild): Promise<Bank> {
    return new Bank(await startSandbox({ intervalSeconds: 1, accessTokenSeconds: 1 }), child)
  }

  /** A new profile that this bank's customer uses. */
  openTrial(plan: Plan): Trial {
    return new Trial(this.#program, plan)
  }

  /** Each amount once in the life of this bank. `pay` waits for somebody else, `prepare` does not. */
  amount(kind: 'pay' | 'prepare'): number {
    this.#lastAmount += 1
    return (kind === 'pay' ? 1_200 : 10_000) + this.#lastAmount
  }

  plan(changes: Partial<Plan> = {}): Plan {
    const { mcpUrl, world } = this.sandbox
    const totpSecret = world.totp.secret.base32
    const nothing = { amounts: [], direct: [], late: [], callers: [], revokes: false, stops: false }
    return { mcpUrl, totpSecret, ...nothing, ...changes }
  }

  /** The canonical story: sign-in, approval, dispatch, wait, poll, grant, refresh, renewal, revocation. */
  canonicalPlan(): Plan {
    const direct = (): Plan['direct'] => [{ agentId: 'other', amount: this.amount('prepare') }]
    const amounts = [this.amount('pay')]
    return this.plan({ amounts, direct: direct(), late: direct(), revokes: true, stops: true })
  }

  /** Everything that contradicts what this trial's processes said. */
  judge({ folder, heard }: Trial): string[] {
    // Killed before it had made its folder.
    if (!existsSync(folder)) return heard.length === 0 ? [] : ['the folder is gone']
    const { effects, record } = this.sandbox.world
    const secrets = [...record.secrets.values()]
    return [...checkHistory(folder, heard, effects), ...findSecrets(secrets, readPlaces(folder))]
  }

  /** Rules of the protocols that were broken by any trial; a poll may be sent again whose answer was lost. */
  listViolations(): string[] {
    const { polls, violations } = this.sandbox.world.record
    const early = polls.filter((poll) => poll.early).map(() => 'a poll was early')
    const broken = violations.filter(({ code }) => code !== 'poll_after_terminal')
    return [...early, ...broken.map(({ code, detail }) => `${code}: ${detail}`)]
  }

  async close(): Promise<void> {
    clearInterval(this.#desk)
    await this.sandbox.stop()
  }
}

/** Runs `play` for each of `items`, `atOnce` of them at a time, and gives every problem with the item it belongs to. */
export async function playAll<Item>(
  items: readonly Item[],
  { atOnce, child }: { atOnce: number; child: BundledChild },
  play: (bank: Bank, item: Item) => Promise<string[]>,
): Promise<string[]> {
  const left = [...items]
  const problems: string[] = []
  let done = 0
  const work = async (): Promise<void> => {
    while (left.length > 0) {
      const bank = await Bank.open(child)
      try {
        for (const item of left.splice(0, trialsPerSandbox)) {
          const found = await play(bank, item)
          problems.push(...found.map((words) => `${JSON.stringify(item)}: ${words}`))
          done += 1
          if (done % 100 === 0) console.info(`${done} trials, ${problems.length} problems`)
        }
        problems.push(...bank.listViolations())
      } finally {
        await bank.close()
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return problems
}
