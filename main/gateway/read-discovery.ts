// Reads where the gateway of this person's running app listens; for programs of their own, so nothing else is needed.
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readProcessMark } from './process-mark.ts'

export const discoveryName = 'gateway.json'

/** Holds no secret: each agent has its own. */
export const discoverySchema = z.object({
  version: z.literal(1),
  /** Of the app. */
  pid: z.number().int().positive(),
  /** Which process of this number, where the system tells: see `readProcessMark`. */
  process: z.string().max(200).optional(),
  startedAtMs: z.number(),
  port: z.number().int().min(1).max(65_535),
  /** Of the MCP endpoint. */
  url: z.string(),
})
export type Discovery = z.infer<typeof discoverySchema>

/**
 * `missing`: the app does not run, or no agent may call. `stale`: left over from a crash; the number of its process may
 * be another's by now, and its port another person's. `unsafe`: a link, another
 * person's file, one that others may write, or no sound content; a secret must not be sent to where it points.
 */
export type DiscoveryFound =
  | { readonly state: 'found'; readonly discovery: Discovery }
  | { readonly state: 'missing' | 'stale' | 'unsafe' }

const largestBytes = 4_096

/** Looks into the data folder. Throws nothing. */
export function readDiscovery(folder: string): DiscoveryFound {
  let handle: number
  try {
    handle = openSync(join(folder, discoveryName), constants.O_RDONLY | noFollow | noWait)
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return { state: isGone ? 'missing' : 'unsafe' }
  }
  try {
    return isOwnFile(fstatSync(handle)) ? judge(readFileSync(handle, 'utf8')) : { state: 'unsafe' }
  } catch {
    return { state: 'unsafe' }
  } finally {
    closeSync(handle)
  }
}

// Absent on Windows, where a link needs an administrator and there are no FIFOs in folders.
const noFollow = (constants as { O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0
const noWait = (constants as { O_NONBLOCK?: number }).O_NONBLOCK ?? 0

function isOwnFile({ uid, mode, size }: Stats): boolean {
  if (size > largestBytes || (mode & constants.S_IFMT) !== constants.S_IFREG) return false
  const owner = process.getuid?.()
  return owner === undefined || (uid === owner && (mode & 0o077) === 0)
}

function judge(content: string): DiscoveryFound {
  const parsed = discoverySchema.safeParse(JSON.parse(content))
  if (!parsed.success) return { state: 'unsafe' }
  const { pid, port, url, process: mark } = parsed.data
  if (url !== buildDiscoveryUrl(port)) return { state: 'unsafe' }
  const isOther = mark !== undefined && readProcessMark(pid) !== mark
  return isAlive(pid) && !isOther ? { state: 'found', discovery: parsed.data } : { state: 'stale' }
}

/** By its number, never by a name: a name could be made to lead elsewhere. */
export function buildDiscoveryUrl(port: number): string {
  return `http://127.0.0.1:${port}/mcp`
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is there, and not ours to signal.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
