// The desktop entry that starts the app at login on Linux (XDG autostart): its text, and what one that is there means.

/** What tells the app that nobody asked for its window. */
export const hiddenSwitch = '--hidden'

/** Throws `RangeError` for a program path that such a file cannot hold. */
export function buildAutostartEntry(program: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Countersign',
    `Exec=${quoteArgument(program)} ${hiddenSwitch}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** By the Desktop Entry Specification: quoted, and each quoting rule applied twice where the file format needs it. */
function quoteArgument(argument: string): string {
  if (/[\p{Cc}]/u.test(argument)) throw new RangeError('a path with control characters')
  const escaped = argument.replaceAll(/["`$\\]/g, (character) => `\\${character}`)
  return `"${escaped.replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`
}

/** Desktops switch an entry off by a line in it rather than by deleting the file. */
export function isAutostartOn(entry: string): boolean {
  return !/^[ \t]*(?:Hidden[ \t]*=[ \t]*true|X-GNOME-Autostart-enabled[ \t]*=[ \t]*false)[ \t]*\r?$/im.test(
    entry,
  )
}
