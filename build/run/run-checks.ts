// Runs all checks, prints what they found and counts them.
import { toolChecks, runTool } from '../checks/tool-checks.ts'
import { runTreeChecks } from '../checks/tree-checks.ts'
import { projectRoot } from '../setup/paths.mjs'
import { addTally, emptyTally } from './tally.ts'
import type { Tally } from './tally.ts'

/** Runs every check; each counts as one. */
export async function runChecks(): Promise<Tally> {
  let tally = emptyTally
  for (const tool of toolChecks) {
    const { code, output } = await runTool(tool)
    tally = addTally(tally, report(tool.name, code === 0, output.trim()))
  }
  for (const [name, findings] of await runTreeChecks(projectRoot)) {
    const text = findings.map((each) => `${each.path} ${each.message}`).join('\n')
    tally = addTally(tally, report(name, findings.length === 0, text))
  }
  return tally
}

function report(name: string, isFine: boolean, output: string): Tally {
  console.log(`${isFine ? 'passed' : 'FAILED'}  check: ${name}`)
  if (!isFine) console.log(output)
  return { passed: isFine ? 1 : 0, failed: isFine ? 0 : 1, skipped: 0 }
}
