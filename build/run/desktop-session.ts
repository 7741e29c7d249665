// Starts a complete private desktop without a screen: X server, bus, window manager, notifications, keyring.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { openNotifications } from './desktop-notifications.ts'
import type { DesktopNotifications } from './desktop-notifications.ts'
import { ProcessGroup } from './process-group.ts'
import { startBus, startDisplay, startKeyring, startWindowManager } from './desktop-parts.ts'
import { openedAddresses, writeOpenCommand } from './open-command.ts'
import { runProgram } from './run-program.ts'

/** Which parts the desktop has; everything is there unless left out. */
export type DesktopOptions = {
  /** `false`: nothing owns the notification name on the bus. */
  readonly notifications?: boolean
  /** `unlocked` by default; `locked` asks for a password nobody gives; `none` has no secret service at all. */
  readonly keyring?: 'unlocked' | 'locked' | 'none'
  /** `false`: a bare X server, on which minimise and focus mean nothing. */
  readonly windowManager?: boolean
  /** Width, height and depth; `1280x900x24` by default. */
  readonly screen?: string
}

/** A running private desktop. */
export type DesktopSession = {
  /** The environment for programs on this desktop: the caller's, with display, bus and folders replaced. */
  readonly env: Record<string, string>
  /** A private folder that goes with the desktop; its `home` is the HOME of the session. */
  readonly folder: string
  /** What the notification daemon showed, and how to press it. Refuses when notifications were left out. */
  readonly notifications: DesktopNotifications
  /** Saves a PNG of the whole screen, windows composed as a person sees them. */
  readonly screenshot: (file: string) => Promise<void>
  /** What programs handed to `xdg-open`, oldest first. */
  readonly openedAddresses: () => Promise<string[]>
  /** Ends every part and removes the folder. */
  readonly stop: () => Promise<void>
}

/**
 * Starts a private desktop. Needs the Debian packages of `build/setup/debian.ts`.
 * Rejects with the name of the part that did not come up; nothing is left running then.
 */
export async function startDesktopSession(options: DesktopOptions = {}): Promise<DesktopSession> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-desktop-'))
  const group = new ProcessGroup()
  const stop = async (): Promise<void> => {
    await group.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
  try {
    const env = await prepareEnvironment(folder)
    env['DISPLAY'] = await startDisplay(group, options.screen ?? '1280x900x24')
    env['DBUS_SESSION_BUS_ADDRESS'] = await startBus(group, folder)
    const parts = { group, folder, env }
    if (options.windowManager !== false) await startWindowManager(parts)
    if (options.keyring !== 'none') await startKeyring(parts, options.keyring ?? 'unlocked')
    const notifications = await openNotifications(parts, options.notifications !== false)
    return {
      env,
      folder,
      notifications,
      screenshot: async (file) => {
        await mkdir(path.dirname(file), { recursive: true })
        await runProgram('import', ['-window', 'root', file], { env })
      },
      openedAddresses: () => openedAddresses(folder),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function prepareEnvironment(folder: string): Promise<Record<string, string>> {
  const place = (name: string): string => path.join(folder, name)
  const folders = {
    HOME: place('home'),
    XDG_RUNTIME_DIR: place('runtime'),
    XDG_CONFIG_HOME: place('home/.config'),
    XDG_DATA_HOME: place('home/.local/share'),
    XDG_STATE_HOME: place('home/.local/state'),
    XDG_CACHE_HOME: place('home/.cache'),
  }
  for (const name of Object.values(folders)) await mkdir(name, { recursive: true, mode: 0o700 })
  const programs = await writeOpenCommand(folder)
  const outer = { ...process.env }
  for (const name of [
    'WAYLAND_DISPLAY',
    'XAUTHORITY',
    'SESSION_MANAGER',
    'GNOME_KEYRING_CONTROL',
  ]) {
    delete outer[name]
  }
  const kept = Object.entries(outer).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return {
    ...Object.fromEntries(kept),
    ...folders,
    // Chromium chooses its secret store and its notification style by the desktop's name.
    XDG_CURRENT_DESKTOP: 'GNOME',
    XDG_SESSION_TYPE: 'x11',
    // The language of tests, of the story and of pictures, whatever the caller speaks.
    LC_ALL: 'C.UTF-8',
    LANGUAGE: 'en',
    PATH: [programs, process.env['PATH'] ?? ''].join(path.delimiter),
  }
}
