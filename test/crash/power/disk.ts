// A disk whose power goes: what was not flushed may be there, or not, or in part, in any order.
import path from 'node:path'
import type { DiskEvent } from './trace.ts'

type Unsynced =
  | { readonly kind: 'write'; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly length: number }

/** `bytes` may be longer than the file is. */
interface Content {
  readonly bytes: Buffer
  readonly length: number
}

interface File {
  durable: Content
  unsynced: Unsynced[]
}

type NameChange =
  | { readonly kind: 'create'; readonly path: string; readonly file: File }
  | { readonly kind: 'unlink'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }

/** A page is torn at the sectors of old disks and at those of new ones. */
const tearSizes = [512, 4096]

export class Disk {
  readonly #durableNames = new Map<string, File>()
  readonly #names = new Map<string, File>()
  #nameChanges: NameChange[] = []

  apply(event: DiskEvent): void {
    switch (event.kind) {
      case 'create':
        return this.#create(event.path)
      case 'write':
      case 'truncate':
        this.#names.get(event.path)?.unsynced.push(event)
        return undefined
      case 'sync':
        return this.#sync(event.path)
      case 'unlink':
      case 'rename':
        this.#nameChanges.push(event)
        return changeNames(this.#names, event)
      default:
        return undefined
    }
  }

  /** What may be found after the power went now: content by path. */
  buildImage(random: () => number): Map<string, Buffer> {
    const names = new Map(this.#durableNames)
    // A file system keeps the order of its names, but may have come to any of them.
    const reached = Math.floor(random() * (this.#nameChanges.length + 1))
    for (const change of this.#nameChanges.slice(0, reached)) changeNames(names, change)
    return new Map([...names].map(([name, file]) => [name, buildContent(file, random)]))
  }

  #create(name: string): void {
    if (this.#names.has(name)) return
    const file: File = { durable: { bytes: Buffer.alloc(0), length: 0 }, unsynced: [] }
    this.#names.set(name, file)
    this.#nameChanges.push({ kind: 'create', path: name, file })
  }

  #sync(name: string): void {
    const file = this.#names.get(name)
    if (file !== undefined) {
      file.durable = file.unsynced.reduce(applyChange, file.durable)
      file.unsynced = []
      return
    }
    const isIn = (change: NameChange): boolean => path.dirname(change.path) === name
    for (const change of this.#nameChanges.filter(isIn)) changeNames(this.#durableNames, change)
    this.#nameChanges = this.#nameChanges.filter((change) => !isIn(change))
  }
}

function changeNames(names: Map<string, File>, change: NameChange): void {
  if (change.kind === 'create') {
    names.set(change.path, change.file)
    return
  }
  const file = names.get(change.path)
  names.delete(change.path)
  if (change.kind === 'rename' && file !== undefined) names.set(change.to, file)
}

function applyChange(content: Content, change: Unsynced): Content {
  if (change.kind === 'truncate') {
    content.bytes.fill(0, Math.min(change.length, content.length), content.length)
    return { bytes: roomFor(content.bytes, change.length), length: change.length }
  }
  const end = change.offset + change.data.length
  const bytes = roomFor(content.bytes, end)
  change.data.copy(bytes, change.offset)
  return { bytes, length: Math.max(content.length, end) }
}

/** Beyond the length of a file there are zeros only. */
function roomFor(bytes: Buffer, length: number): Buffer {
  if (bytes.length >= length) return bytes
  const larger = Buffer.alloc(length * 2)
  bytes.copy(larger)
  return larger
}

/** Any of the unsynced changes, in any order, each whole or torn. */
function buildContent({ durable, unsynced }: File, random: () => number): Buffer {
  const share = random()
  const survivors = unsynced.filter(() => random() < share)
  const isShuffled = random() < 0.5
  const ordered = isShuffled ? survivors.toSorted(() => random() - 0.5) : survivors
  const copy = { bytes: Buffer.from(durable.bytes), length: durable.length }
  const { bytes, length } = ordered.map((change) => tear(change, random)).reduce(applyChange, copy)
  return bytes.subarray(0, length)
}

function tear(change: Unsynced, random: () => number): Unsynced {
  if (change.kind === 'truncate' || random() < 0.7) return change
  const size = tearSizes[Math.floor(random() * tearSizes.length)] ?? 512
  const { offset, data } = change
  // Sectors lie where the disk has them, not where a write begins.
  const boundaries = Math.floor((offset + data.length) / size) - Math.floor(offset / size)
  if (boundaries <= 0) return change
  const first = size - (offset % size)
  const at = first + Math.floor(random() * boundaries) * size
  return random() < 0.5
    ? { kind: 'write', offset, data: data.subarray(0, at) }
    : { kind: 'write', offset: offset + at, data: data.subarray(at) }
}
