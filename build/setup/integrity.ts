// Compares a downloaded file with its pinned hash.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** Rejects unless the SHA-512 of the file is `pinned`, spelled as npm does (`sha512-` and base64). */
export async function checkIntegrity(file: string, pinned: string): Promise<void> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  const found = `sha512-${hash.digest('base64')}`
  if (found === pinned) return
  throw new Error(`${file} is not the pinned package: expected ${pinned}, got ${found}.`)
}
