// Writes an export as a private file that is there as a whole or not at all.
import { open, rename, rm } from 'node:fs/promises'

/**
 * Writes the pieces beside `file` and puts the whole in its place at the end (0600). Gives way to the rest of the app
 * between two pieces. Throws what the file system throws; then `file` is as it was before.
 */
export async function writeExport(
  file: string,
  pieces: Iterable<string | Uint8Array>,
  breathe: () => Promise<void>,
): Promise<void> {
  const unfinished = `${file}.unfinished`
  // A left-over, or a link that somebody put there.
  await rm(unfinished, { force: true })
  const handle = await open(unfinished, 'wx', 0o600)
  try {
    for (const piece of pieces) {
      await handle.writeFile(piece)
      await breathe()
    }
    await handle.sync()
    await handle.close()
    await rename(unfinished, file)
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(unfinished, { force: true }).catch(() => undefined)
    throw error
  }
}
