// Tests of the private desktop: its notifications, its window manager, its keyring, its end.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startDesktopSession } from '../../build/run/desktop-session.ts'
import type { DesktopOptions, DesktopSession } from '../../build/run/desktop-session.ts'
import { runProgram, waitUntil } from '../../build/run/run-program.ts'

const start = async (options?: DesktopOptions): Promise<DesktopSession> => {
  const session = await startDesktopSession(options)
  onTestFinished(session.stop)
  return session
}

/** Sends a notification with two buttons; settles with the key of the pressed one. */
const notify = ({ env }: DesktopSession, summary: string): Promise<string> =>
  runProgram('notify-send', ['-A', 'yes=Approve', '-A', 'no=Deny', summary, 'a body'], { env })

const ownsName = async ({ env }: DesktopSession, name: string): Promise<boolean> => {
  const question = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/']
  const method = ['org.freedesktop.DBus.NameHasOwner', `string:${name}`]
  return (await runProgram('dbus-send', [...question, ...method], { env })).includes('true')
}

describe.skipIf(process.platform !== 'linux')('a private desktop', () => {
  test('[BLD-08] shows notifications and presses the button of the one that is meant', async () => {
    const session = await start()
    const first = notify(session, 'Pay 40 EUR')
    const second = notify(session, 'Delete the repository')
    const { notifications } = session
    await waitUntil('Both', async () => (await notifications.countDisplayed()) === 2)
    expect((await notifications.shown()).map((each) => each.summary).sort()).toEqual([
      'Delete the repository',
      'Pay 40 EUR',
    ])
    await notifications.pressAction('Deny', 'Delete')
    expect((await second).trim()).toBe('no')
    expect(await notifications.offeredActions()).toEqual(['Approve', 'Deny'])
    await expect(notifications.pressAction('Approve', 'Delete')).rejects.toThrow('No action')
    await notifications.pressAction('Approve')
    expect((await first).trim()).toBe('yes')
  })

  test('[BLD-08] has an open keyring, a window manager and a screen to photograph', async () => {
    const session = await start()
    expect(await ownsName(session, 'org.freedesktop.secrets')).toBe(true)
    const file = path.join(session.folder, 'screen.png')
    await session.screenshot(file)
    expect((await readFile(file)).subarray(1, 4).toString()).toBe('PNG')
    await runProgram('xdg-open', ['https://issuer.example/?a=1&b=2'], { env: session.env })
    expect(await session.openedAddresses()).toEqual(['https://issuer.example/?a=1&b=2'])
  })

  test('[BLD-08] keeps and gives back a secret in its keyring', async () => {
    const session = await start()
    const script = `const k=require('keytar');k.setPassword('s','a','x').then(()=>k.getPassword('s','a')).then(console.log)`
    const answer = execFileSync(process.execPath, ['-e', script], {
      env: session.env,
      timeout: 10_000,
    })
    expect(answer.toString().trim()).toBe('x')
  })

  test('leaves out what it is told to', async () => {
    const session = await start({ notifications: false, keyring: 'none' })
    expect(await ownsName(session, 'org.freedesktop.Notifications')).toBe(false)
    expect(await ownsName(session, 'org.freedesktop.secrets')).toBe(false)
    await expect(session.notifications.offeredActions()).rejects.toThrow('no notification daemon')
  })

  test('[BLD-08] ends completely', async () => {
    const session = await startDesktopSession()
    const { env, folder } = session
    const watcher = spawn('xprop', ['-root', '-spy'], { env, stdio: 'ignore' })
    const gone = once(watcher, 'exit')
    await session.stop()
    await gone
    expect(existsSync(folder)).toBe(false)
    await expect(runProgram('xprop', ['-root'], { env })).rejects.toThrow()
  })
})
