// Reads what strace wrote down of a process: its writes to files, their flushes, and what it said in between.
import { Buffer } from 'node:buffer'

export type DiskEvent =
  | {
      readonly kind: 'write'
      readonly path: string
      readonly offset: number
      readonly data: Buffer
    }
  | { readonly kind: 'truncate'; readonly path: string; readonly length: number }
  /** Of a file, or of the names in a folder. */
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'create'; readonly path: string }
  | { readonly kind: 'unlink'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'said'; readonly line: string }

/** How strace must be called: data in full and in hex, descriptors with their paths. */
export function traceTo(file: string): string[] {
  const calls = 'openat,pwrite64,write,ftruncate,fsync,fdatasync,rename,unlink'
  return ['strace', '-f', '-qq', '-xx', '-s', '70000', '-y', '-o', file, '-e', `trace=${calls}`]
}

const text = (hex: string): string => decode(hex).toString('utf8')

function decode(hex: string): Buffer {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex')
}

type Reader = readonly [RegExp, (match: RegExpExecArray) => DiskEvent | null]

/** Paths are printed in hex too, as is every string. */
const readers: readonly Reader[] = [
  [
    /^pwrite64\(\d+<([^>]+)>, "([^"]*)", (\d+), (\d+)\) += \d/,
    ([, path = '', data = '', , offset]) => ({
      kind: 'write',
      path: text(path),
      offset: Number(offset),
      data: decode(data),
    }),
  ],
  [
    /^ftruncate\(\d+<([^>]+)>, (\d+)\) += 0/,
    ([, path = '', length]) => ({ kind: 'truncate', path: text(path), length: Number(length) }),
  ],
  [/^f(?:data)?sync\(\d+<([^>]+)>\) += 0/, ([, path = '']) => ({ kind: 'sync', path: text(path) })],
  [
    /^openat\([^,]+, "([^"]*)", [^,]*O_CREAT[^,]*, \d+\) += \d/,
    ([, path = '']) => ({ kind: 'create', path: text(path) }),
  ],
  [/^unlink\("([^"]*)"\) += 0/, ([, path = '']) => ({ kind: 'unlink', path: text(path) })],
  [
    /^rename\("([^"]*)", "([^"]*)"\) += 0/,
    ([, path = '', to = '']) => ({ kind: 'rename', path: text(path), to: text(to) }),
  ],
  [/^write\(1<[^>]+>, "([^"]*)"/, ([, line = '']) => ({ kind: 'said', line: text(line).trim() })],
]

/** In the order in which they happened; calls about anything but files below `folder` are left out. */
export function readTrace(trace: string, folder: string): DiskEvent[] {
  return joinCalls(trace.split('\n')).flatMap((call) => {
    for (const [pattern, read] of readers) {
      const match = pattern.exec(call)
      const event = match === null ? null : read(match)
      if (event === null) continue
      return event.kind === 'said' || event.path.startsWith(folder) ? [event] : []
    }
    return []
  })
}

/** A call during which another thread made one stands in two lines; it is done with the second. */
function joinCalls(lines: readonly string[]): string[] {
  const begun = new Map<string, string>()
  return lines.flatMap((line) => {
    const [, thread = '', call = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    const first = /^(.*) <unfinished \.\.\.>$/.exec(call)?.[1]
    if (first !== undefined) {
      begun.set(thread, first)
      return []
    }
    const rest = /^<\.\.\. \w+ resumed>(.*)$/.exec(call)?.[1]
    return rest === undefined ? [call] : [`${begun.get(thread) ?? ''}${rest}`]
  })
}
