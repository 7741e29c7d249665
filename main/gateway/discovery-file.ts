// Writes where the gateway listens into the data folder, for agents that are started as a command, and takes it away.
import { randomBytes } from 'node:crypto'
import { closeSync, fchmodSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { readProcessMark } from './process-mark.ts'
import {
  buildDiscoveryUrl,
  discoveryName,
  readDiscovery,
  type Discovery,
} from './read-discovery.ts'

export interface DiscoveryFile {
  /** Replaces what lies there in one step, a link too and not what it leads to. Throws the system's error. */
  write(port: number): void
  /** Takes it away if it is this process's own. Throws nothing. */
  remove(): void
}

/** Readable for this person alone (0600) under any umask (threat 134). */
export function createDiscoveryFile(folder: string, startedAtMs: number): DiscoveryFile {
  const file = join(folder, discoveryName)
  return {
    write(port) {
      const url = buildDiscoveryUrl(port)
      const mark = readProcessMark(process.pid)
      const own = { pid: process.pid, ...(mark !== null && { process: mark }) }
      const discovery: Discovery = { version: 1, ...own, startedAtMs, port, url }
      const unfinished = `${file}.${randomBytes(8).toString('hex')}`
      try {
        writePrivate(unfinished, `${JSON.stringify(discovery)}\n`)
        renameSync(unfinished, file)
      } catch (error) {
        rmSync(unfinished, { force: true })
        throw error
      }
    },
    remove() {
      try {
        const found = readDiscovery(folder)
        if (found.state === 'found' && found.discovery.pid === process.pid) rmSync(file)
      } catch {
        // The disk may be read-only: what stays names a process that is gone, and readers look.
      }
    },
  }
}

function writePrivate(file: string, content: string): void {
  const handle = openSync(file, 'wx', 0o600)
  try {
    fchmodSync(handle, 0o600)
    writeSync(handle, content)
  } finally {
    closeSync(handle)
  }
}
