// The parts of a private desktop, each started and waited for until it answers.
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import type { ProcessGroup } from './process-group.ts'
import { runProgram, waitUntil } from './run-program.ts'
import { waitForLine } from './wait-for-line.ts'

/** What every part of a desktop shares. */
export type DesktopBase = {
  readonly group: ProcessGroup
  readonly folder: string
  readonly env: Record<string, string>
}

/** Starts an X server on a free display and gives its name. */
export async function startDisplay(group: ProcessGroup, screen: string): Promise<string> {
  const args = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset']
  const server = group.start('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  return `:${await firstLine(server.stdio[3] as Readable, 'Xvfb')}`
}

/** Starts a session bus that starts no services by itself, and gives its address. */
export async function startBus(group: ProcessGroup, folder: string): Promise<string> {
  const configFile = path.join(folder, 'bus.conf')
  // Without service folders nothing but what this desktop starts can appear on the bus.
  await writeFile(
    configFile,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${path.join(folder, 'bus')}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`,
  )
  const args = [`--config-file=${configFile}`, '--nofork', '--nopidfile', '--print-address=3']
  const bus = group.start('dbus-daemon', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  return await firstLine(bus.stdio[3] as Readable, 'dbus-daemon')
}

/** Starts openbox and waits until it manages the screen. */
export async function startWindowManager({ group, env }: DesktopBase): Promise<void> {
  group.start('openbox', ['--sm-disable'], { env, stdio: 'ignore' })
  await waitUntil('openbox', async () => {
    const answer = await runProgram('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], { env })
    return answer.includes('window id')
  })
}

/** Starts the secret service, with an open keyring or one that nobody opens. */
export async function startKeyring(
  { group, env }: DesktopBase,
  state: 'unlocked' | 'locked',
): Promise<void> {
  const start = state === 'unlocked' ? '--unlock' : '--start'
  const keyring = group.start(
    'gnome-keyring-daemon',
    ['--foreground', '--components=secrets', start],
    { env, stdio: ['pipe', 'ignore', 'ignore'] },
  )
  keyring.stdin?.end(
    state === 'unlocked' ? 'the password of a desktop that lives for one test' : '',
  )
  await waitForName(env, 'org.freedesktop.secrets')
}

/** Waits until some program owns the name on the session bus. */
export async function waitForName(env: Record<string, string>, name: string): Promise<void> {
  const question = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/']
  const method = ['org.freedesktop.DBus.NameHasOwner', `string:${name}`]
  await waitUntil(name, async () => {
    const answer = await runProgram('dbus-send', [...question, ...method], { env })
    return answer.includes('true')
  })
}

function firstLine(output: Readable, program: string): Promise<string> {
  const what = `${program} (is its Debian package installed?)`
  return waitForLine(output, { what, read: (line) => line.trim(), timeoutMs: 10_000 })
}
