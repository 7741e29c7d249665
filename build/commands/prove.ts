// `npm run prove`: the heavy tests at full count; COUNT sets another one, SEED repeats a run, words choose; figures in out/figures.json.
import { proveMutations } from '../run/prove-mutations.ts'
import { prove } from '../run/prove-tests.ts'
import { addTally, formatTally } from '../run/tally.ts'
import { makeAppReady } from '../setup/ready.ts'

await makeAppReady('desktop')
const seed = readNumber('SEED') ?? Math.floor(Math.random() * 2 ** 31)
console.log(`SEED=${String(seed)} repeats this run.`)
const words = process.argv.slice(2)
const proofs = await prove({ seed, count: readNumber('COUNT'), words })
const tally = addTally(proofs, await proveMutations(words))
console.log(`\nFigures: out/figures.json. SEED=${String(seed)}\n${formatTally(tally)}`)
process.exitCode = tally.failed === 0 ? 0 : 1

function readNumber(name: string): number | undefined {
  const text = process.env[name]
  if (text === undefined || text === '') return undefined
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= 0) return value
  console.error(`${name} must be a whole number; it is ${text}.`)
  process.exit(2)
}
