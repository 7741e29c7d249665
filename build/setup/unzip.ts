// A small zip reader on node:zlib, so that unpacking a runtime needs no program of the machine.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const endLength = 22
const longestComment = 0xffff

type ZipEntry = {
  readonly name: string
  readonly method: number
  readonly compressedSize: number
  readonly headerOffset: number
  readonly mode: number
}

/** Where to unpack, and under which name; `undefined` leaves the entry out. */
export type UnzipTarget = {
  readonly folder: string
  readonly rename: (name: string) => string | undefined
}

/**
 * Unpacks the files of `zipFile`; keeps the permission bits.
 * Throws on ZIP64, symbolic links, unknown compression and names that leave the folder.
 */
export async function unzip(zipFile: string, target: UnzipTarget): Promise<void> {
  const file = await open(zipFile, 'r')
  try {
    for (const entry of await readEntries(file)) {
      const name = entry.name.endsWith('/') ? undefined : target.rename(entry.name)
      if (name === undefined) continue
      const start = await contentStart(file, entry)
      await unpackEntry(
        createContentStream(zipFile, start, entry),
        entry,
        resolveInside(target.folder, name),
      )
    }
  } finally {
    await file.close()
  }
}

async function readEntries(file: FileHandle): Promise<ZipEntry[]> {
  const { size } = await file.stat()
  const tail = await readAt(file, Math.max(0, size - endLength - longestComment), size)
  const end = findEnd(tail)
  const directoryStart = tail.readUInt32LE(end + 16)
  const directoryEnd = directoryStart + tail.readUInt32LE(end + 12)
  if (directoryEnd > size) throw new Error('The zip file is cut or uses ZIP64.')
  return parseDirectory(await readAt(file, directoryStart, directoryEnd))
}

function findEnd(tail: Buffer): number {
  for (let at = tail.length - endLength; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === endSignature) return at
  }
  throw new Error('Not a zip file: its end record is missing.')
}

function parseDirectory(directory: Buffer): ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = 0
  while (at < directory.length) {
    if (directory.readUInt32LE(at) !== entrySignature)
      throw new Error('The zip directory is damaged.')
    const nameLength = directory.readUInt16LE(at + 28)
    const otherLength = directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      headerOffset: directory.readUInt32LE(at + 42),
      mode: directory.readUInt32LE(at + 38) >>> 16,
    })
    at += 46 + nameLength + otherLength
  }
  return entries
}

async function unpackEntry(content: Readable, entry: ZipEntry, target: string): Promise<void> {
  const isLink = (entry.mode & 0o170000) === 0o120000
  if (isLink || (entry.method !== 0 && entry.method !== 8)) {
    throw new Error(`The zip entry ${entry.name} is a link or is compressed in an unknown way.`)
  }
  await mkdir(path.dirname(target), { recursive: true })
  const output = createWriteStream(target, { mode: entry.mode & 0o777 || 0o644 })
  if (entry.method === 0) await pipeline(content, output)
  else await pipeline(content, createInflateRaw(), output)
}

async function contentStart(file: FileHandle, entry: ZipEntry): Promise<number> {
  // The local header repeats the name and may carry other extra fields than the directory.
  const header = await readAt(file, entry.headerOffset, entry.headerOffset + 30)
  return entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
}

function createContentStream(zipFile: string, start: number, entry: ZipEntry): Readable {
  if (entry.compressedSize === 0) return Readable.from([])
  return createReadStream(zipFile, { start, end: start + entry.compressedSize - 1 })
}

function resolveInside(folder: string, name: string): string {
  const target = path.resolve(folder, name)
  if (!target.startsWith(path.resolve(folder) + path.sep)) {
    throw new Error(`The zip entry ${name} leaves the folder.`)
  }
  return target
}

async function readAt(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(end - start)
  const { bytesRead } = await file.read(buffer, 0, buffer.length, start)
  if (bytesRead !== buffer.length) throw new Error('The zip file is cut.')
  return buffer
}
