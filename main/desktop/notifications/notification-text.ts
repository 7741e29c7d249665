// Makes text safe for a notification service: nothing invisible, nothing reordering, no markup, no shell.

const maxTitle = 120
const maxBody = 600

/** Control, format, private and unassigned characters, line and paragraph separators, and blanks that look like nothing. */
const unseen =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0\u2800]|[\uFE00-\uFE0F]|\u034F/gu

/** Every character that cannot be seen becomes `[U+202E]`; line breaks stay where `lines` says so. */
export function showUnseen(value: string, lines: 'keep-lines' | 'one-line'): string {
  return value.replaceAll(unseen, (character) => {
    if (character === '\n') return lines === 'keep-lines' ? '\n' : ' '
    const code = character.codePointAt(0) ?? 0
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
  })
}

export function buildTitle(value: string): string {
  return cut(showUnseen(value, 'one-line'), maxTitle)
}

/** Plain words for the body; still to be escaped for the service. */
export function buildBody(value: string): string {
  return cut(showUnseen(value, 'keep-lines'), maxBody)
}

/** The body for a freedesktop service: escaped where it reads markup, look-alikes where it says it does not. */
export function escapeBody(value: string, readsMarkup: boolean): string {
  if (readsMarkup) {
    return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  }
  // A service that reads markup without saying so must not find any.
  return value.replaceAll('<', '‹').replaceAll('>', '›')
}

/** For a program started through a shell by its library: its quoting is not the only thing that stands between. */
export function forCommandLine(value: string): string {
  const replaced = value
    .replaceAll('`', 'ˋ')
    .replaceAll('$', '＄')
    .replaceAll('\\', '⧵')
    .replaceAll('"', '”')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
  // A leading dash would be read as an option.
  return replaced.replace(/^-/, '–')
}

function cut(value: string, max: number): string {
  const characters = Array.from(value)
  return characters.length <= max ? value : `${characters.slice(0, max - 1).join('')}…`
}
