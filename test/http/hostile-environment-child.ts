// Asks the addresses of its command line in the environment it was started in, and prints what came of each.
import { readFileSync } from 'node:fs'
import { createGuardedFetch } from '../../main/http/guarded-fetch.ts'
import { createSystemClock } from '../../main/system-clock.ts'

const [, , authority = '', ...addresses] = process.argv
const clock = createSystemClock()
/** Trusts the authority in the named file instead of the real ones, unless the name is empty. */
const guardedFetch = createGuardedFetch(
  authority === '' ? { clock } : { clock, trustedCertificates: [readFileSync(authority, 'utf8')] },
)

/** The body, or the code of the error. `plain` is what Node's own fetch makes of the same environment. */
async function ask(run: () => Promise<Response>): Promise<string> {
  try {
    return await (await run()).text()
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'failed'
  }
}

const answers = []
for (const address of addresses) {
  const guarded = await ask(() => guardedFetch(address))
  answers.push({ guarded, plain: await ask(() => fetch(address)) })
}
process.stdout.write(JSON.stringify(answers))
