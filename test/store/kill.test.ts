// Proves that what was acknowledged survives kill -9; COUNT sets how often.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { chainStart, hashActivity } from '../../main/store/activity-chain.ts'
import type { Vault } from '../../main/vault/vault.ts'
import { FakeKeychain, openTestVault } from '../vault/fake-keychain.ts'
import { openIn } from './open.ts'

const trials = Number(process.env['COUNT'] ?? 5)
/** Then a new database, so that the time grows with the trials and not with their square. */
const trialsPerFolder = 10

// Dies if: an acknowledgement precedes its commit, or call and activity are written apart.
test(
  '[STO-11] kill -9 loses nothing that was acknowledged and leaves nothing half',
  { timeout: 60_000 + trials * 3000 },
  async () => {
    const vault = await openTestVault(new FakeKeychain())
    for (let done = 0; done < trials; done += trialsPerFolder) {
      await killAndReopen(vault, Math.min(trialsPerFolder, trials - done))
    }
  },
)

async function killAndReopen(vault: Vault, times: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-kill-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  let acknowledged = -1
  for (let trial = 0; trial < times; trial += 1) {
    acknowledged = await writeUntilKilled(folder, acknowledged + 2, 10 + trial * 7)
    const opened = openIn(folder, vault)
    expect(opened.recoveredFrom).toBeNull()
    const { store } = opened
    expect(store.calls.load(`call-${acknowledged}`)?.approvalSpentAtMs).toBe(5)
    const rows = store.activity.list({ beforeSequence: null, limit: 1e9 }).toReversed()
    expect(rows).toHaveLength(store.calls.listAlive().length)
    let previous = chainStart
    for (const { hash, ...row } of rows) {
      expect(hashActivity(previous, row)).toBe(hash)
      previous = hash
    }
    store.close()
  }
}

/** Returns the last acknowledged number. */
function writeUntilKilled(folder: string, firstNumber: number, rows: number): Promise<number> {
  const writer = join(import.meta.dirname, 'writer.ts')
  const child = spawn(process.execPath, [writer, folder, String(firstNumber)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    if (output.split('\n').length > rows) child.kill('SIGKILL')
  })
  return new Promise((resolve, reject) => {
    child.on('close', () => {
      const last = output.split('\n').at(-2)
      if (last === undefined) reject(new Error('The writer acknowledged nothing'))
      else resolve(Number(last))
    })
  })
}
