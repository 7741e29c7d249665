// `npm run gallery`: pictures of every screen and state into out/gallery; a word chooses the screens whose name holds it.
import path from 'node:path'
import { runToEnd } from '../run/run-to-end.ts'
import { projectRoot } from '../setup/paths.mjs'

const script = path.join(projectRoot, 'test', 'renderer', 'gallery', 'gallery.ts')
process.exitCode = await runToEnd(process.execPath, [
  '--disable-warning=ExperimentalWarning',
  script,
  ...process.argv.slice(2),
])
