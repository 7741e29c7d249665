// Splits visible text of main into its lines; long runs of empty ones are counted and not drawn one by one.

export interface TextLine {
  /** Of the first line it stands for, from 1. */
  readonly number: number
  readonly words: string
  /** How many empty lines it stands for; 0 for a line with words. */
  readonly empty: number
}

/** How main writes a line break; a bracket in the text itself is boxed, so that nothing else looks like it. */
export const lineEnd = '⟦U+000A⟧\n'
const mostLines = 4_000
const emptyDrawn = 2

/** Null where there are too many lines to draw each by itself. */
export function linesOf(value: string): TextLine[] | null {
  const all = value.split(lineEnd)
  if (all.length > mostLines && all.filter((line) => line !== '').length > mostLines) return null
  const lines: TextLine[] = []
  for (let at = 0; at < all.length; at += 1) {
    const run = emptyRun(all, at)
    lines.push({ number: at + 1, words: all[at] ?? '', empty: run })
    if (run > 0) at += run - 1
  }
  return lines
}

/** How many lines from `at` are empty, where they are more than are drawn as they are. */
function emptyRun(all: readonly string[], at: number): number {
  let end = at
  while (all[end] === '') end += 1
  return end - at > emptyDrawn ? end - at : 0
}
