// Makes invisible, bidirectional and confusing characters visible before a person is asked to believe a text.

const hidden =
  /(?!\n)[\p{Cf}\p{Cc}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\u{115F}\u{1160}\u{3164}\u{FFA0}\u{2800}\u{034F}\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}\u{27E6}\u{27E7}]|(?! )\p{Zs}/gu

function boxOf(character: string): string {
  const point = character.codePointAt(0) ?? 0
  return `⟦U+${point.toString(16).toUpperCase().padStart(4, '0')}⟧`
}

const lineEnd = `${boxOf('\n')}\n`

/**
 * Every character that cannot be seen, or that changes the order of others, becomes `⟦U+202E⟧`;
 * a line break keeps breaking the line after its box; 20 or more spaces become `⟦5000 spaces⟧`.
 * The boxes' own brackets are boxed too, so that no text can imitate one.
 */
export function makeVisible(value: string): string {
  return value
    .replaceAll(hidden, boxOf)
    .replaceAll('\n', lineEnd)
    .replaceAll(/ {20,}/g, (run) => `⟦${run.length} spaces⟧`)
}

/** For titles and other one-line places: visible, on one line, at most `limit` characters. */
export function makeVisibleLine(value: string, limit = 80): string {
  const line = makeVisible(value).replaceAll('\n', ' ')
  const characters = Array.from(line)
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join('')}…`
}
