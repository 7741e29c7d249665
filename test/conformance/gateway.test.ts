// Plays the server scenarios of the MCP conformance suite that apply against the gateway.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startGatewaySide } from './gateway-side.ts'
import { checksApart, findServerReason, withoutApart } from './known-server.ts'
import { listRuns, playServerScenario, type Run } from './suite.ts'

const all = await listRuns('server')
/** One run of each: at its newest revision. `npm run conformance` plays them at every one. */
const newest = new Map(all.map((run) => [run.scenario, run]))
const applying = [...newest.values()].filter(
  ({ scenario }) => findServerReason(scenario) === undefined,
)
const side = await startGatewaySide()
afterAll(() => side.stop())

test('[CONF-04] scenarios about the way in are played, and none is set apart without a reason', () => {
  const names = applying.map(({ scenario }) => scenario)
  expect(names).toEqual(expect.arrayContaining(telling))
  expect(applying.length).toBeGreaterThanOrEqual(15)
  expect([...checksApart.values()].every((reason) => reason.length > 10)).toBe(true)
})

/** The others hardly break alone; `npm run conformance` plays them all. */
const telling = [
  'dns-rebinding-protection',
  'http-header-validation',
  'server-stateless',
  'server-session-lifecycle',
  'tools-list',
  'tools-call-mixed-content',
]
const played = applying.filter(({ scenario }) => telling.includes(scenario))

// Dies if: Host is not compared, Mcp-Name is not compared with the body, or a batch is taken
test.concurrent.for(played)('[CONF-04] $scenario', async (run: Run) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-conformance-'))
  try {
    const result = await playServerScenario(run, { url: side.url, folder })
    expect(withoutApart(result.problems)).toEqual([])
    expect(result.checks).toBeGreaterThan(0)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
