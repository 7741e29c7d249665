// Reads file paths: the name and its folder, and what makes a path lead elsewhere than it seems.
import { text } from '../../shared/catalogue/text.ts'
import { readingOf, type Reader, type Reading } from './reading.ts'
import { splitWords } from './words.ts'
import { makeVisible } from './visible.ts'

const pathLike = /^(?:~?\/|\.{1,2}[/\\]|~[/\\]|[A-Za-z]:[/\\]|\\\\)/
const fileWords = new Set('path file filename filepath folder directory dir'.split(' '))

/** Null when the value is no path. */
export function readFilePath({ leaf }: Reader): Reading | null {
  const { raw } = leaf
  if (typeof raw !== 'string' || raw === '' || raw.length > 4_096 || raw.includes('\n')) return null
  const isNamed = splitWords(leaf.name).some((word) => fileWords.has(word))
  if (!pathLike.test(raw) && !(isNamed && !raw.includes('://'))) return null
  const parts = raw.split(/[/\\]+/)
  const name = parts.findLast((part) => part !== '') ?? ''
  const start = raw.lastIndexOf(name)
  const folder = raw.slice(0, start).replace(/(?<![/\\])[/\\]+$/, '')
  return readingOf('file', {
    reading:
      folder === ''
        ? null
        : text('card.file_in', { name: makeVisible(name), folder: makeVisible(folder) }),
    emphasis: name === '' ? null : { start, end: start + name.length },
    warnings: warningsOf(raw, parts),
  })
}

const scripted = /\.(?:exe|scr|bat|cmd|com|ps1|js|vbs|sh|desktop|app|jar|msi|lnk)$/i

function warningsOf(raw: string, parts: readonly string[]): string[] {
  const hidden = parts.find((part) => /^\.[^.]/.test(part))
  const found: (string | false)[] = [
    (parts.includes('..') || /%2e%2e/i.test(raw)) && text('card.warn_file_up'),
    hidden !== undefined && text('card.warn_file_hidden', { name: makeVisible(hidden) }),
    raw.startsWith('~') && text('card.warn_file_home'),
    /\.[A-Za-z0-9]{2,4}\.[A-Za-z0-9]{2,7}$/.test(raw) &&
      scripted.test(raw) &&
      text('card.warn_file_double'),
    parts.some((part) => /[ .]$/.test(part) && !/^\.{1,2}$/.test(part)) &&
      text('card.warn_file_ending'),
  ]
  return found.filter((each) => each !== false)
}
