// Plays every client scenario of the MCP conformance suite, prints a table and writes out/conformance.json.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { projectRoot } from '../../build/setup/paths.mjs'
import { notApplicable, notYet } from './known.ts'
import { listRuns, mapSome, playScenario, type Run, type RunResult } from './suite.ts'

type Verdict = 'passed' | 'failed' | 'not applicable'
interface Row extends Run {
  readonly verdict: Verdict
  readonly checks: number
  readonly reason: string
}

const width = 3

async function play(run: Run): Promise<Row> {
  const why = notApplicable.get(run.scenario)
  if (why !== undefined) return { ...run, verdict: 'not applicable', checks: 0, reason: why }
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-conformance-'))
  try {
    return buildRow(await playScenario(run, folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function buildRow({ scenario, revision, passed, checks, problems, output }: RunResult): Row {
  if (!passed && process.argv.includes('--verbose')) console.log(`${scenario}\n${output}`)
  const verdict = passed ? 'passed' : 'failed'
  const known = passed ? [] : [notYet.get(scenario) ?? 'New']
  return { scenario, revision, verdict, checks, reason: [...known, ...problems].join('; ') }
}

function format({ scenario, revision, verdict, checks, reason }: Row): string {
  const counted = checks === 0 ? '' : `${checks} checks`
  const cells = [scenario.padEnd(42), (revision ?? '-').padEnd(10), verdict.padEnd(14)]
  return `${cells.join('  ')}  ${[counted, reason].filter((cell) => cell !== '').join('  ')}`
}

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const runs = (await listRuns()).filter(
  ({ scenario }) => wanted.length === 0 || wanted.some((word) => scenario.includes(word)),
)
const rows = await mapSome(runs, width, play)
for (const row of rows) console.log(format(row))
const count = (verdict: Verdict): number => rows.filter((row) => row.verdict === verdict).length
const counts = { passed: count('passed'), failed: count('failed') }
const out = path.join(projectRoot, 'out')
mkdirSync(out, { recursive: true })
const report = { ...counts, notApplicable: count('not applicable'), rows }
writeFileSync(path.join(out, 'conformance.json'), `${JSON.stringify(report, null, 2)}\n`)
console.log(
  `\n${counts.passed} passed, ${counts.failed} failed, ${report.notApplicable} not applicable`,
)
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1
