// `npm run conformance`: the MCP conformance suite's client scenarios against the engine; words name scenarios.
import path from 'node:path'
import { runToEnd } from '../run/run-to-end.ts'
import { projectRoot } from '../setup/paths.mjs'

const script = path.join(projectRoot, 'test', 'conformance', 'run.ts')
process.exitCode = await runToEnd(process.execPath, [
  '--disable-warning=ExperimentalWarning',
  script,
  ...process.argv.slice(2),
])
