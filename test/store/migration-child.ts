// A process of its own that opens a profile, and so brings it to the present schema; says when it is done.
import { writeSync } from 'node:fs'
import { openDatabaseFile } from '../../main/store/database-file.ts'
import { isCountersignError } from '../../shared/errors.ts'

try {
  openDatabaseFile(process.argv[2] ?? '', 1)
  writeSync(1, 'open\n')
  process.kill(process.pid, 'SIGKILL')
} catch (error) {
  writeSync(1, `${isCountersignError(error) ? error.code : String(error)}\n`)
}
