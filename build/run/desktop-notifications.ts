// Reads what a private desktop's notification daemon showed, and presses its buttons for real.
import { chmod, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { runProgram, waitUntil } from './run-program.ts'
import { waitForName } from './desktop-parts.ts'
import type { DesktopBase } from './desktop-parts.ts'

/** One notification as the daemon received it. */
export type ShownNotification = {
  readonly id: string
  readonly appName: string
  readonly summary: string
  readonly body: string
  readonly urgency: string
}

/** The notification daemon of a private desktop. */
export type DesktopNotifications = {
  /** Every notification since the desktop started, oldest first; a replaced one is listed again. */
  readonly shown: () => Promise<ShownNotification[]>
  /** How many are on the screen or waiting to be. */
  readonly countDisplayed: () => Promise<number>
  /** Labels of the buttons that the daemon offers now. */
  readonly offeredActions: () => Promise<string[]>
  /**
   * Presses the button with this label, on the notification whose summary contains `summary` if given.
   * Rejects when the daemon offers no such button.
   */
  readonly pressAction: (label: string, summary?: string) => Promise<void>
  /** Closes what is on the screen as a person would. */
  readonly closeAll: () => Promise<void>
}

/** Starts the daemon (unless left out) and gives the means to read and press. */
export async function openNotifications(
  base: DesktopBase,
  isWanted: boolean,
): Promise<DesktopNotifications> {
  const files = filesIn(base.folder)
  if (isWanted) await startDaemon(base, files)
  const control = (command: string, ...args: string[]): Promise<string> => {
    return runProgram('dunstctl', [command, ...args], { env: base.env })
  }
  const openMenu = async (choice: string): Promise<string[]> => {
    if (!isWanted) throw new Error('This desktop has no notification daemon.')
    await writeFile(files.choice, choice)
    await writeFile(files.offered, '')
    const isOffered = async (): Promise<boolean> => (await readLines(files.offered)).length > 0
    // The daemon ignores a menu asked for while it still closes the last one: ask again.
    await waitUntil('The menu of actions', async () => {
      await control('context')
      await waitUntil('The menu', isOffered, 300)
      return true
    })
    return await readLines(files.offered)
  }
  return {
    shown: async () => parseShown(await readFile(files.shown, 'utf8').catch(() => '')),
    countDisplayed: async () => {
      const counts = [await control('count', 'displayed'), await control('count', 'waiting')]
      return counts.reduce((sum, text) => sum + Number(text.trim()), 0)
    },
    offeredActions: async () => (await openMenu('')).map(labelOf),
    pressAction: async (label, summary) => {
      const lines = await openMenu(`#${label} (\n${summary ?? ''}\n`)
      const isOffered = lines.some(
        (line) => labelOf(line) === label && (summary === undefined || line.includes(summary)),
      )
      if (!isOffered) throw new Error(`No action "${label}" among: ${lines.join(' | ')}`)
    },
    closeAll: async () => void (await control('close-all')),
  }
}

type NotificationFiles = Record<
  'config' | 'pick' | 'record' | 'choice' | 'offered' | 'shown',
  string
>

function filesIn(folder: string): NotificationFiles {
  const file = (name: string): string => path.join(folder, `notifications-${name}`)
  return {
    config: file('config'),
    pick: file('pick'),
    record: file('record'),
    choice: file('choice'),
    offered: file('offered'),
    shown: file('shown'),
  }
}

async function startDaemon({ group, env }: DesktopBase, files: NotificationFiles): Promise<void> {
  // The daemon offers its actions as lines on the script's input and takes the printed line as pressed.
  await writeScript(
    files.pick,
    `lines=$(cat)
label=$(sed -n 1p '${files.choice}')
summary=$(sed -n 2p '${files.choice}')
: > '${files.choice}'
[ -z "$label" ] || printf '%s\n' "$lines" | grep -F -e "$label" | grep -m1 -F -e "$summary"
printf '%s\n' "$lines" > '${files.offered}'
`,
  )
  const fields = ['ID', 'APP_NAME', 'SUMMARY', 'BODY', 'URGENCY']
  const values = fields.map((field) => `"$DUNST_${field}"`).join(' ')
  const format = fields.map(() => '%s').join('\\037')
  await writeScript(files.record, `printf '${format}\\036' ${values} >> '${files.shown}'\n`)
  await writeFile(files.choice, '')
  await writeFile(
    files.config,
    `[global]
    dmenu = ${files.pick}
    origin = top-right
    width = 380
    show_indicators = no
    markup = no
    font = DejaVu Sans 10
    idle_threshold = 0
[record]
    summary = "*"
    script = ${files.record}
`,
  )
  group.start('dunst', ['-conf', files.config], { env, stdio: 'ignore' })
  await waitForName(env, 'org.freedesktop.Notifications')
}

async function writeScript(file: string, text: string): Promise<void> {
  await writeFile(file, `#!/bin/sh\n${text}`)
  await chmod(file, 0o755)
}

async function readLines(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').filter((line) => line !== '')
}

/** The daemon writes `#LABEL (SUMMARY) [ID,KEY]`. */
function labelOf(line: string): string {
  return line.replace(/^#/, '').replace(/ \(.*$/, '')
}

function parseShown(text: string): ShownNotification[] {
  const records = text.split('\u001e').filter((record) => record !== '')
  return records.map((record) => {
    const [id = '', appName = '', summary = '', body = '', urgency = ''] = record.split('\u001f')
    return { id, appName, summary, body, urgency }
  })
}
