// Installs the npm packages of the lockfile when they are missing or of other versions.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createHash } from 'node:crypto'
import { withLock } from './lock.mjs'
import { projectRoot } from './paths.mjs'

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockedPackage */

/**
 * Runs `npm ci` unless `node_modules` already holds what the lockfile names. Ends the process when that fails.
 * @returns {Promise<void>}
 */
export async function ensurePackages() {
  if (isInstalled()) return
  // The lock cannot live in node_modules: `npm ci` empties that folder.
  const name = createHash('sha256').update(projectRoot).digest('hex').slice(0, 16)
  await withLock(path.join(os.tmpdir(), `countersign-packages-${name}.lock`), () => {
    if (!isInstalled()) installPackages()
  })
}

function installPackages() {
  console.log('Installing the packages of package-lock.json ...')
  const { code, output } = runNpm(['ci', '--no-audit', '--no-fund'])
  if (code === 0) return
  console.error(output)
  console.error(
    '`npm ci` failed. Nothing else was changed. Check that the npm registry can be reached, then run the command again.',
  )
  process.exit(1)
}

/**
 * Runs npm quietly: its warnings about the old Node are shown only when it fails.
 * @param {string[]} args
 * @param {string} [folder]
 */
export function runNpm(args, folder = projectRoot) {
  const npmScript = process.env['npm_execpath']
  const useScript = npmScript !== undefined && /npm-cli\.c?js$/.test(npmScript)
  // The running Node may be the packaged one, which `npm ci` deletes: npm goes on with its own.
  const npmNode = process.env['npm_node_execpath'] ?? process.execPath
  const result = spawnSync(useScript ? npmNode : 'npm', useScript ? [npmScript, ...args] : args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: !useScript && process.platform === 'win32',
  })
  return {
    code: result.status ?? 1,
    stdout: result.stdout ?? '',
    output: `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ? result.error.message : ''}`,
  }
}

/** Compares npm's own record of what it installed with the lockfile, entry by entry. */
function isInstalled() {
  const wanted = readPackages(path.join(projectRoot, 'package-lock.json'))
  const present = readPackages(path.join(projectRoot, 'node_modules', '.package-lock.json'))
  if (present.size === 0) return false
  for (const [name, entry] of wanted) {
    if (name === '' || entry.link === true) continue
    const found = present.get(name)
    // Optional packages are for other systems too; a present one must still have the right version.
    if (found === undefined && (entry.optional === true || entry.devOptional === true)) continue
    if (found?.version !== entry.version) return false
  }
  return true
}

/**
 * @param {string} file
 * @returns {Map<string, LockedPackage>}
 */
function readPackages(file) {
  try {
    return new Map(Object.entries(JSON.parse(fs.readFileSync(file, 'utf8')).packages))
  } catch {
    return new Map()
  }
}
