// Finds the data folder of this person's app without Electron, for the commands that other agents start.
import { posix, win32 } from 'node:path'

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly homeFolder: string
}

/** As Electron names it for this app: `COUNTERSIGN_HOME` where it is set, else the usual place of the system. */
export function findDataHome(surroundings: Surroundings): string {
  const { platform, env } = surroundings
  const home = env['COUNTERSIGN_HOME']
  if (home === undefined || home === '') return findUsualHome(surroundings)
  return platform === 'win32' ? win32.resolve(home) : posix.resolve(home)
}

function findUsualHome({ platform, env, homeFolder }: Surroundings): string {
  const given = (name: string): string | null => (env[name] ? env[name] : null)
  if (platform === 'win32') {
    const roaming = given('APPDATA') ?? win32.join(homeFolder, 'AppData', 'Roaming')
    return win32.join(roaming, appFolder)
  }
  if (platform === 'darwin')
    return posix.join(homeFolder, 'Library', 'Application Support', appFolder)
  return posix.join(given('XDG_CONFIG_HOME') ?? posix.join(homeFolder, '.config'), appFolder)
}

const appFolder = 'Countersign'
