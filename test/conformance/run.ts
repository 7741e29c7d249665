// Plays every scenario of the MCP conformance suite, both sides, prints tables and writes out/conformance.json.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { projectRoot } from '../../build/setup/paths.mjs'
import { startGatewaySide } from './gateway-side.ts'
import { notApplicable, notYet } from './known.ts'
import { checksApart, findServerReason, withoutApart } from './known-server.ts'
import {
  listRuns,
  mapSome,
  playScenario,
  playServerScenario,
  type Run,
  type RunResult,
} from './suite.ts'

type Verdict = 'passed' | 'failed' | 'not applicable'
interface Row extends Run {
  readonly verdict: Verdict
  readonly checks: number
  readonly reason: string
}

const width = 3

function setApart(run: Run, reason: string): Row {
  return { ...run, verdict: 'not applicable', checks: 0, reason }
}

async function play(run: Run): Promise<Row> {
  const why = notApplicable.get(run.scenario)
  if (why !== undefined) return setApart(run, why)
  return inFolder(async (folder) => buildRow(await playScenario(run, folder)))
}

async function playAgainst(url: string, run: Run): Promise<Row> {
  const why = findServerReason(run.scenario)
  if (why !== undefined) return setApart(run, why)
  return inFolder(async (folder) => {
    const result = await playServerScenario(run, { url, folder })
    const passed = withoutApart(result.problems).length === 0
    const apart = result.problems
      .map((problem) => problem.split(':')[0] ?? '')
      .flatMap((check) => (checksApart.has(check) ? [`${check}: ${checksApart.get(check)}`] : []))
    const reason = [...withoutApart(result.problems), ...new Set(apart)].join('; ')
    return { ...run, verdict: passed ? 'passed' : 'failed', checks: result.checks, reason }
  })
}

async function inFolder(work: (folder: string) => Promise<Row>): Promise<Row> {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-conformance-'))
  try {
    return await work(folder)
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
const isWanted = ({ scenario }: Run): boolean =>
  wanted.length === 0 || wanted.some((word) => scenario.includes(word))
const clientRuns = (await listRuns('client')).filter(isWanted)
const serverRuns = (await listRuns('server')).filter(isWanted)
console.log('Client side, through the engine:')
const rows = await mapSome(clientRuns, width, play)
for (const row of rows) console.log(format(row))
console.log('\nServer side, against the gateway:')
const side = await startGatewaySide()
const serverRows = await mapSome(serverRuns, width, (run) => playAgainst(side.url, run))
await side.stop()
for (const row of serverRows) console.log(format(row))
const all = [...rows, ...serverRows]
const count = (verdict: Verdict): number => all.filter((row) => row.verdict === verdict).length
const counts = { passed: count('passed'), failed: count('failed') }
const out = path.join(projectRoot, 'out')
mkdirSync(out, { recursive: true })
const report = { ...counts, notApplicable: count('not applicable'), rows, serverRows }
writeFileSync(path.join(out, 'conformance.json'), `${JSON.stringify(report, null, 2)}\n`)
console.log(
  `\n${counts.passed} passed, ${counts.failed} failed, ${report.notApplicable} not applicable`,
)
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1
