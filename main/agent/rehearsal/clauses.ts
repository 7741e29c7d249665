// Splits a sentence into clauses, one for each thing to do, leaving quoted text alone.

const opening = '"“„«'
const closing = '"”“»'

/** Where quoted text begins and ends, so that nothing inside it is taken for grammar. */
export function findQuotes(text: string): { start: number; end: number; value: string }[] {
  const found = []
  for (let at = 0; at < text.length; at += 1) {
    if (!opening.includes(text.charAt(at))) continue
    let end = at + 1
    while (end < text.length && !closing.includes(text.charAt(end))) end += 1
    if (end >= text.length) break
    found.push({ start: at, end: end + 1, value: text.slice(at + 1, end) })
    at = end
  }
  return found
}

/** Same length as `text`, with quoted text blanked out. */
function maskQuotes(text: string): string {
  let masked = text
  for (const { start, end } of findQuotes(text)) {
    masked = masked.slice(0, start) + '\u0001'.repeat(end - start) + masked.slice(end)
  }
  return masked
}

// A joint starts at the first of its spaces only: from each of them anew, a long gap would take for ever.
const always =
  /(?<!\s)(?:\s*;\s*|(?:\s*,)?\s+and then\s+|(?:\s*[,.])?\s+then\s+|\s*\.\s+(?=\p{Lu})|\s*\n\s*)/giu
const maybe = /(?<!\s)(?:\s*,)?\s+and\s+(?:also\s+)?/gi

/**
 * Clauses are joined by a line break, `;`, `and then`, `then`, a full stop, or `and` where `startsClause` says that
 * a tool's words follow (so that `2 and 3` and `wine and cheese` stay whole).
 */
export function splitClauses(text: string, startsClause: (rest: string) => boolean): string[] {
  return cut(text, always, () => true)
    .flatMap((part) => cut(part, maybe, startsClause))
    .map((clause) => clause.trim().replace(/(?<![.!?])[.!?]+$/, ''))
    .filter((clause) => clause !== '')
}

function cut(text: string, joint: RegExp, accepts: (rest: string) => boolean): string[] {
  const parts: string[] = []
  let from = 0
  for (const match of maskQuotes(text).matchAll(joint)) {
    const next = match.index + match[0].length
    if (!accepts(text.slice(next))) continue
    parts.push(text.slice(from, match.index))
    from = next
  }
  return [...parts, text.slice(from)]
}
