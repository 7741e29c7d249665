// `npm run check`: types, lint, format, import directions, unused code, requirements.
import { runChecks } from '../run/run-checks.ts'
import { formatTally } from '../run/tally.ts'

const tally = await runChecks()
console.log(formatTally(tally))
process.exitCode = tally.failed === 0 ? 0 : 1
