// `npm run sandbox`: the sandbox alone, in the foreground; its first line beginning with `{` is one JSON object.
import path from 'node:path'
import { runToEnd } from '../run/run-to-end.ts'
import { projectRoot } from '../setup/paths.mjs'

const script = path.join(projectRoot, 'test', 'sandbox', 'start.ts')
process.exitCode = await runToEnd(process.execPath, [script, ...process.argv.slice(2)])
