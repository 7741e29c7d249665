// `npm test`: sets the machine up, then runs checks, unit, integration and desktop tests, and counts them all.
import { runChecks } from '../run/run-checks.ts'
import { runTests } from '../run/run-tests.ts'
import { addTally, formatTally } from '../run/tally.ts'
import type { Tally } from '../run/tally.ts'
import { buildApp } from '../setup/build-app.ts'
import { makeReady } from '../setup/ready.ts'

await makeReady('desktop')
const built = await tryBuild()
const tally = [built, await runChecks(), await runTests()].reduce(addTally)
console.log(`\n${formatTally(tally)}`)
process.exitCode = tally.failed === 0 ? 0 : 1

/** A build that fails is counted, and the rest still runs: its findings may say why. */
async function tryBuild(): Promise<Tally> {
  try {
    await buildApp()
    return { passed: 1, failed: 0, skipped: 0 }
  } catch (error) {
    console.error('FAILED  build of the app', error)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
