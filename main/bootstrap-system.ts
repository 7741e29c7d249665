// What the settings need of the system, from Electron itself: start at login, the file manager, a new start.
import type { SettingsParts } from './bootstrap-settings.ts'
import { openUpdates } from './bootstrap-updates.ts'
import { createDataFolder } from './desktop/data-folder.ts'
import type { DesktopContext } from './desktop/desktop-options.ts'
import type { Lifetime } from './desktop/lifetime.ts'
import { createSecretClipboard, type SecretClipboard } from './desktop/secret-clipboard.ts'
import { createStartAtLogin } from './desktop/start-at-login.ts'
import type { Updates } from './desktop/updates.ts'

export type SystemParts = Pick<
  SettingsParts,
  'folder' | 'startAtLogin' | 'showDataFolder' | 'restart' | 'clock'
> & { readonly updates: Updates; readonly clipboard: SecretClipboard }

export function createSystemParts(
  { electron, clock, log }: Omit<DesktopContext, 'paths'>,
  lifetime: Lifetime,
  folder: string,
): SystemParts {
  const { app, shell } = electron
  const { platform, env, execPath: executable } = process
  const image = env['APPIMAGE']
  const clipboard = createSecretClipboard(electron.clipboard, { clock, log })
  app.once('will-quit', () => void clipboard.clear())
  return {
    folder,
    clipboard,
    clock,
    startAtLogin: createStartAtLogin({ app, platform, env, executable, log }),
    updates: openUpdates({
      isPackaged: app.isPackaged,
      resources: process.resourcesPath,
      clock,
      log,
    }),
    showDataFolder: createDataFolder({ shell, folder, clock, log }),
    restart: () => {
      // The program inside an AppImage lies in a folder that is gone after the run.
      app.relaunch(image === undefined ? {} : { execPath: image })
      lifetime.quit()
    },
  }
}
