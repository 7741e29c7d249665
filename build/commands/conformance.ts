// `npm run conformance`: the MCP conformance suite, client side by the engine, server side against the gateway; words name scenarios.
import path from 'node:path'
import { runToEnd } from '../run/run-to-end.ts'
import { projectRoot } from '../setup/paths.mjs'

const script = path.join(projectRoot, 'test', 'conformance', 'run.ts')
process.exitCode = await runToEnd(process.execPath, [
  '--disable-warning=ExperimentalWarning',
  script,
  ...process.argv.slice(2),
])
