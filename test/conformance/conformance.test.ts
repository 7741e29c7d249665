// Plays the scenarios of the MCP conformance suite that the engine passes, so that none is lost again.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { notApplicable, notYet } from './known.ts'
import { listRuns, playScenario, type Run } from './suite.ts'

/** One run of each: at its newest revision. `npm run conformance` plays them at every one. */
const newest = new Map((await listRuns()).map((run) => [run.scenario, run]))
const passing = [...newest.values()].filter(
  ({ scenario }) => !notApplicable.has(scenario) && !notYet.has(scenario),
)

test('[CONF-01] the suite has scenarios, and every one that is set apart is one of them', () => {
  expect(passing.length).toBeGreaterThan(30)
  const known = [...notApplicable.keys(), ...notYet.keys()]
  expect(known.filter((scenario) => !newest.has(scenario))).toEqual([])
})

test.concurrent.for(passing)('[CONF-02] $scenario', async (run: Run) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-conformance-'))
  try {
    const result = await playScenario(run, folder)
    expect(result, result.output).toMatchObject({ passed: true, problems: [] })
    expect(result.checks).toBeGreaterThan(0)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
