// Reads a file of lines piece by piece, strictly: sound UTF-8, one newline after each, none too long to be ours.
import { longestLineBytes } from './export-format.ts'

export type LineProblem = 'too_long' | 'not_utf8' | 'cut'

export type LineRead =
  | { readonly ok: true; readonly line: string; readonly number: number }
  /** Nothing is read after it. */
  | { readonly ok: false; readonly problem: LineProblem; readonly number: number }

const newline = 0x0a

/** Holds one line at most, however large the file is. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<LineRead> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let parts: Uint8Array[] = []
  let size = 0
  let number = 1
  for await (const chunk of chunks) {
    let from = 0
    for (;;) {
      const end = chunk.indexOf(newline, from)
      const part = chunk.subarray(from, end === -1 ? undefined : end)
      parts.push(part)
      size += part.length
      if (size > longestLineBytes) return yield { ok: false, problem: 'too_long', number }
      if (end === -1) break
      const line = decode(decoder, parts)
      if (line === null) return yield { ok: false, problem: 'not_utf8', number }
      yield { ok: true, line, number }
      parts = []
      size = 0
      number += 1
      from = end + 1
    }
  }
  if (size > 0) yield { ok: false, problem: 'cut', number }
}

function decode(
  decoder: InstanceType<typeof TextDecoder>,
  parts: readonly Uint8Array[],
): string | null {
  try {
    return decoder.decode(Buffer.concat(parts))
  } catch {
    return null
  }
}
