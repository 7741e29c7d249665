// `npm test`: sets the machine up, then runs checks, unit, integration and desktop tests, and counts them all.
import { runChecks } from '../run/run-checks.ts'
import { runTests } from '../run/run-tests.ts'
import { addTally, formatTally } from '../run/tally.ts'
import { buildApp } from '../setup/build-app.ts'
import { ensureSystemPackages } from '../setup/debian.ts'
import { ensureElectron } from '../setup/electron.ts'

ensureSystemPackages('desktop')
await ensureElectron()
await buildApp()
const tally = addTally(await runChecks(), await runTests())
console.log(`\n${formatTally(tally)}`)
process.exitCode = tally.failed === 0 ? 0 : 1
