// Where the project and its cache of downloaded runtimes are.
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

/**
 * A folder outside git for what is downloaded once per machine; it may not exist yet.
 * @returns {string}
 */
export function cacheFolder() {
  const env = process.env
  if (env['XDG_CACHE_HOME']) return path.join(env['XDG_CACHE_HOME'], 'countersign')
  if (process.platform === 'win32') {
    return path.join(
      env['LOCALAPPDATA'] ?? path.join(os.homedir(), 'AppData', 'Local'),
      'countersign',
    )
  }
  if (process.platform === 'darwin')
    return path.join(os.homedir(), 'Library', 'Caches', 'countersign')
  return path.join(os.homedir(), '.cache', 'countersign')
}
