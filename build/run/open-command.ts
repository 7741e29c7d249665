// A stand-in for `xdg-open` that writes down what would have been opened.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Writes the command into the desktop's folder and gives the folder to put first in the search path. */
export async function writeOpenCommand(folder: string): Promise<string> {
  const programs = path.join(folder, 'programs')
  await mkdir(programs)
  const script = `#!/bin/sh\nprintf '%s\\n' "$1" >> '${recordFile(folder)}'\n`
  await writeFile(path.join(programs, 'xdg-open'), script, { mode: 0o755 })
  return programs
}

/** The addresses handed to the stand-in so far, oldest first. */
export async function openedAddresses(folder: string): Promise<string[]> {
  const text = await readFile(recordFile(folder), 'utf8').catch(() => '')
  return text.split('\n').filter((line) => line !== '')
}

function recordFile(folder: string): string {
  return path.join(folder, 'opened-addresses')
}
