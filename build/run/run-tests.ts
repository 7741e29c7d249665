// Runs the vitest projects one after the other and counts their tests.
import { spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { projectRoot } from '../setup/paths.mjs'
import { addTally, emptyTally } from './tally.ts'
import type { Tally } from './tally.ts'

/** The projects of vitest.config.ts, the quick ones first. */
const testProjects = ['unit', 'integration', 'desktop'] as const

type TestReport = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName?: string
      readonly duration?: number | null
    }[]
  }[]
}

/** What differs from an ordinary run. */
export type ProjectOptions = {
  /** All of the project's, unless given. */
  readonly files?: readonly string[]
  /** Added to our own environment. */
  readonly env?: Readonly<Record<string, string>>
  /** For tests that set no time of their own. */
  readonly testTimeoutMs?: number
}

/** How one run of a project ended. */
export type ProjectRun = {
  readonly tally: Tally
  readonly seconds: number
  readonly tests: readonly {
    readonly title: string
    readonly status: string
    readonly seconds: number
  }[]
}

/** Runs all tests of all projects, and names at the end each that failed: the rest of the output is long. */
export async function runTests(): Promise<Tally> {
  let tally = emptyTally
  const failed: string[] = []
  for (const name of testProjects) {
    console.log(`\n--- ${name} tests`)
    const run = await runProject(name)
    tally = addTally(tally, run.tally)
    failed.push(...run.tests.filter(({ status }) => status === 'failed').map(({ title }) => title))
  }
  for (const title of failed) console.log(`FAILED  ${title}`)
  return tally
}

/** Runs one project of vitest.config.ts; what it prints goes to our output. */
export async function runProject(name: string, options: ProjectOptions = {}): Promise<ProjectRun> {
  const reportFile = path.join(projectRoot, 'out', 'test', `${name}.json`)
  await rm(reportFile, { force: true })
  const startMs = performance.now()
  const code = await runVitest(name, { reportFile, ...options })
  const seconds = toSeconds(performance.now() - startMs)
  const text = await readFile(reportFile, 'utf8').catch(() => undefined)
  if (text === undefined) {
    return { tally: { ...emptyTally, failed: code === 0 ? 0 : 1 }, seconds, tests: [] }
  }
  const report = JSON.parse(text) as TestReport
  return { tally: countReport(report, code), seconds, tests: listTests(report) }
}

function listTests(report: TestReport): ProjectRun['tests'] {
  return report.testResults
    .flatMap((file) => file.assertionResults)
    .map(({ fullName, status, duration }) => ({
      title: fullName ?? '',
      status,
      seconds: toSeconds(duration ?? 0),
    }))
}

function toSeconds(milliseconds: number): number {
  return Math.round(milliseconds / 10) / 100
}

/** Counts a vitest report; a file that could not be loaded, and an error outside any test, fail as one each. */
export function countReport(report: TestReport, exitCode: number): Tally {
  const broken = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((each) => each.status === 'failed'),
  ).length
  const failed = report.numFailedTests + broken
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

function runVitest(
  name: string,
  { reportFile, files = [], env = {}, testTimeoutMs }: ProjectOptions & { reportFile: string },
): Promise<number> {
  const program = path.join(
    path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
    'vitest.mjs',
  )
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const patience = testTimeoutMs === undefined ? [] : [`--testTimeout=${String(testTimeoutMs)}`]
  const settings = ['--project', name, '--passWithNoTests', ...reporters, ...patience]
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'run', ...settings, ...files], {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
