// Adds up what lies in the data folder.
import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'

const mostFiles = 20_000

/** Bytes of all files in it, links not followed; null when it cannot be read. Never rejects. */
export async function measureFolder(folder: string): Promise<number | null> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    let bytes = 0
    for (const entry of entries.slice(0, mostFiles)) {
      if (!entry.isFile()) continue
      const facts = await lstat(path.join(entry.parentPath, entry.name)).catch(() => null)
      bytes += facts?.size ?? 0
    }
    return bytes
  } catch {
    return null
  }
}
