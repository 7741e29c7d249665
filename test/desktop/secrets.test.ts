// Proves on a real keyring that secrets outlive a restart, and that nothing of them lies in clear in the data folder.
import { lstatSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPlaces } from '../flows/canary.ts'
import { Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await Stage.connected({ desktop: { keyring: 'unlocked' } })
})
afterAll(async () => {
  await stage.stop()
})

// Dies if: the data key is made anew at every start, or the grant is kept in memory only.
test('[E2E-70] after a restart a read runs without a new sign-in', async () => {
  const { person } = stage
  const payment = 'Pay 20 EUR to Nordlicht for invoice 7'
  await person.giveTask(payment)
  await person.openQuestion('Pay €20.00 to Nordlicht')
  await person.approve('20')
  await stage.task(payment, ([call]) => call?.state === 'done')
  await stage.leaks.collect(stage.running)
  await stage.running.close()
  const { requests } = stage.sandbox.world.record
  const before = requests.length
  await stage.launch()
  const restarted = await stage.overview('the connection is ready again', ({ connections }) =>
    connections.every(({ status }) => status === 'ready'),
  )
  expect(restarted.secretsSurviveRestart).toBe(true)
  expect(restarted.inbox).toEqual([])
  const reading = 'List my accounts'
  await stage.person.giveTask(reading)
  await stage.person.openQuestion(/accounts/iu)
  await stage.person.approve()
  const { calls } = await stage.task(reading, ([call]) => call?.state === 'done')
  expect(calls).toHaveLength(1)
  // Renewing a token is no sign-in; a challenge, an authorization or a registration would be one.
  const asked = requests
    .slice(before)
    .filter(({ server, method }) => server === 'authorization-server' && method === 'POST')
  expect(asked.filter(({ path: where }) => !where.endsWith('/token'))).toEqual([])
  expect(stage.runs('pay', {})).toBe(1)
})

// Dies if: the mask for new files is left alone, or a secret is written past the vault.
test('[E2E-71] the data folder is private down to the last file and holds no secret in clear', async () => {
  const places = [...readPlaces(stage.home).keys()].map((file) => path.relative(stage.home, file))
  // The scan is worth something only if it has what to read and what to look for.
  expect(places).toEqual(expect.arrayContaining(['countersign.db', 'countersign.db-wal']))
  expect(places.some((file) => file.startsWith('chromium/'))).toBe(true)
  const kinds = [...stage.sandbox.world.record.secrets.values()].map(({ kind }) => kind)
  expect(new Set(kinds).size).toBeGreaterThan(3)
  expect(await stage.check()).toEqual([])
  expect(modeOf(stage.home)).toBe(0o700)
  const loose = readdirSync(stage.home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => ({ entry, mode: modeOf(path.join(entry.parentPath, entry.name)) }))
    .filter(({ entry, mode }) => mode !== null && mode !== (entry.isFile() ? 0o600 : 0o700))
    .map(({ entry, mode }) => `${entry.name} is ${String(mode?.toString(8))}`)
  expect(loose).toEqual([])
})

test('[E2E-90] a restart leaves no secret in clear and reaches no other address', async () => {
  expect(await stage.check()).toEqual([])
  expect(stage.running.problems).toEqual([])
})

/** Null for a file that Chromium took away meanwhile. */
function modeOf(file: string): number | null {
  const facts = lstatSync(file, { throwIfNoEntry: false })
  return facts === undefined ? null : facts.mode & 0o777
}
