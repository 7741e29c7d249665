// The first step of every npm script: plain JavaScript for an old Node; installs what is missing and goes on with Node 24.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ensureNode } from './setup/node.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { projectRoot } from './setup/paths.mjs'

const command = process.argv[2] ?? ''
if (!/^[a-z]+$/.test(command)) {
  console.error('Usage: node build/run.mjs COMMAND. The commands are the scripts of package.json.')
  process.exit(2)
}

await ensurePackages()
const node = ensureNode()
const searchPath = [path.dirname(node), path.join(projectRoot, 'node_modules', '.bin')]
const child = spawn(
  node,
  [
    '--disable-warning=ExperimentalWarning',
    path.join(projectRoot, 'build', 'commands', `${command}.ts`),
    ...process.argv.slice(3),
  ],
  {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, PATH: [...searchPath, process.env['PATH']].join(path.delimiter) },
  },
)
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => child.kill(signal))
}
child.on('error', (error) => {
  console.error(`Node 24 did not start: ${error.message}`)
  process.exit(1)
})
child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1))
