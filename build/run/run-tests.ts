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
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/** Runs all tests of all projects. */
export async function runTests(): Promise<Tally> {
  let tally = emptyTally
  for (const name of testProjects) tally = addTally(tally, await runProject(name))
  return tally
}

async function runProject(name: string): Promise<Tally> {
  console.log(`\n--- ${name} tests`)
  const reportFile = path.join(projectRoot, 'out', 'test', `${name}.json`)
  await rm(reportFile, { force: true })
  const code = await runVitest(name, reportFile)
  const text = await readFile(reportFile, 'utf8').catch(() => undefined)
  if (text === undefined) return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 }
  return countReport(JSON.parse(text) as TestReport, code)
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

function runVitest(name: string, reportFile: string): Promise<number> {
  const program = path.join(
    path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
    'vitest.mjs',
  )
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const args = [program, 'run', '--project', name, '--passWithNoTests', ...reporters]
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: 'inherit' })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
