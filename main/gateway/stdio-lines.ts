// Cuts standard input into lines of bounded length: an MCP message is one line, and one that is too long is no end.

export interface LineReader {
  push(chunk: string): void
}

/** `onLine` gets each line without its end, and null in place of one that was longer than `longest` characters. */
export function createLineReader(
  longest: number,
  onLine: (line: string | null) => void,
): LineReader {
  let parts: string[] = []
  let length = 0
  const finish = (): void => {
    const line = length > longest ? null : parts.join('').replace(/\r$/, '')
    parts = []
    length = 0
    if (line !== '') onLine(line)
  }
  return {
    push: (chunk) => {
      const [first = '', ...rest] = chunk.split('\n')
      const add = (part: string): void => {
        length += part.length
        // What is too long is not kept, only counted.
        if (length > longest) parts = []
        else parts.push(part)
      }
      add(first)
      for (const part of rest) {
        finish()
        add(part)
      }
    },
  }
}
