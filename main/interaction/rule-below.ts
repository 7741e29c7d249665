// Decides whether a file path or a web address lies below another: by whole names, and only where it is written plainly.

/** What some reader would take apart, join or fill in otherwise: backslashes, wildcards, variables, control characters. */
// eslint-disable-next-line no-control-regex
const ambiguous =
  /[\u0000-\u001f\u007f-\u009f\\*?$`{}|<>"\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/

/** Dots alone, also with spaces that some systems drop, or a path parameter behind them. */
const dots = /^[.\s]+(?:;|$)/

/** True for one name that no reader takes for a separator, the folder itself or the one above. */
function isPlainName(name: string): boolean {
  if (name === '' || ambiguous.test(name)) return false
  // Some file systems leave out what cannot be seen.
  const folded = name.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '').normalize('NFKC')
  if (folded === '') return false
  return !dots.test(folded) && !/[/\\\u2044\u2215\u29f8]/.test(folded)
}

interface Place {
  /** What must be equal: scheme, host and port, a drive, or that the path is absolute. */
  readonly root: string
  readonly names: readonly string[]
}

/** True when `value` lies below `prefix`, and not for `prefix` itself. Anything that is not written plainly does not. */
export function isBelow(value: string, prefix: string): boolean {
  const inner = readPlace(value, { asFolder: false })
  const outer = readPlace(prefix, { asFolder: true })
  if (inner === null || outer === null || inner.root !== outer.root) return false
  if (inner.names.length <= outer.names.length) return false
  return outer.names.every((name, index) => name === inner.names[index])
}

/** The folder that `value` lies in, as the prefix of a condition; null where it is no plain path or address. */
export function folderOf(value: string): string | null {
  if (!value.includes('/') && !/^[A-Za-z]:\\/.test(value)) return null
  const end = Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\'))
  const folder = value.slice(0, end + 1)
  return isBelow(value, folder) ? folder : null
}

function readPlace(text: string, how: { asFolder: boolean }): Place | null {
  if (text.length > 4_000) return null
  if (/^[A-Za-z]:[\\/]/.test(text)) return readDrivePath(text, how)
  return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) ? readAddress(text, how) : readPath(text, how)
}

/** Splits at `/`; a folder may end in one. Null when any name is not plain. */
function readNames(path: string, { asFolder }: { asFolder: boolean }): string[] | null {
  if (asFolder && path === '') return []
  const bare = asFolder && path.endsWith('/') ? path.slice(0, -1) : path
  const names = bare.split('/')
  return names.every(isPlainName) ? names : null
}

function readPath(text: string, how: { asFolder: boolean }): Place | null {
  const absolute = text.startsWith('/')
  if (!absolute && text === '') return null
  const names = readNames(absolute ? text.slice(1) : text, how)
  return names?.every(isPlainInside) === true ? { root: absolute ? '/' : '', names } : null
}

/** Windows drops dots and spaces at the end of a name, and a colon opens another stream of the file. */
function readDrivePath(text: string, how: { asFolder: boolean }): Place | null {
  const names = readNames(text.slice(3).replaceAll('\\', '/'), how)
  if (names === null || names.some((name) => /[. ]$|:/.test(name) || !isPlainInside(name)))
    return null
  return { root: text.slice(0, 1).toUpperCase(), names }
}

/** Only addresses that are written as a browser would write them, without user, query or fragment. */
function readAddress(text: string, how: { asFolder: boolean }): Place | null {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null
  // Neither holds a user, a query or a fragment, so an address with one of them is another text.
  const asWritten = `${url.origin}${url.pathname}`
  const written = text === url.origin ? `${text}/` : text
  if (written !== asWritten) return null
  const names = readNames(url.pathname.slice(1), how)
  return names?.every(isPlainInside) === true ? { root: url.origin, names } : null
}

/** What a name is once it is decoded must be plain too, and must not need decoding again: some tools decode paths. */
function isPlainInside(name: string): boolean {
  if (!name.includes('%')) return true
  try {
    const decoded = decodeURIComponent(name)
    return isPlainName(decoded) && !decoded.includes('%')
  } catch {
    return false
  }
}
