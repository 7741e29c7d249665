// `npm run bench`: measures speed and memory on this machine; words choose among the benchmarks by name.
import path from 'node:path'
import { runToEnd } from '../run/run-to-end.ts'
import { projectRoot } from '../setup/paths.mjs'

const script = path.join(projectRoot, 'test', 'bench', 'bench.ts')
process.exitCode = await runToEnd(process.execPath, [
  '--disable-warning=ExperimentalWarning',
  script,
  ...process.argv.slice(2),
])
