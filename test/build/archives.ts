// Builds small zip and tar files in memory, independent of the readers under test.
import { crc32, deflateRawSync } from 'node:zlib'

/** One file for {@link buildZip}; `mode` holds the type bits too, as Unix writes them. */
export type ZipFile = {
  readonly name: string
  readonly text: string
  readonly mode: number
  readonly isDeflated: boolean
}

/** A zip file with the given files. */
export function buildZip(files: readonly ZipFile[]): Buffer {
  const bodies: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const body = buildBody(file)
    entries.push(buildEntry(file, offset))
    bodies.push(body)
    offset += body.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, directory, end])
}

/** A tar file with the given files. */
export function buildTar(files: readonly { name: string; content: Buffer }[]): Buffer {
  const blocks = files.flatMap(({ name, content }) => {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

function packed({ text, isDeflated }: ZipFile): Buffer {
  return isDeflated ? deflateRawSync(text) : Buffer.from(text)
}

function writeSizes(target: Buffer, at: number, file: ZipFile): void {
  target.writeUInt32LE(crc32(file.text), at)
  target.writeUInt32LE(packed(file).length, at + 4)
  target.writeUInt32LE(Buffer.byteLength(file.text), at + 8)
  target.writeUInt16LE(Buffer.byteLength(file.name), at + 12)
}

function buildBody(file: ZipFile): Buffer {
  // An extra field here that the directory lacks: real zip files have it, and readers trip over it.
  const extra = Buffer.from([0x55, 0x54, 1, 0, 9])
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(file.isDeflated ? 8 : 0, 8)
  writeSizes(header, 14, file)
  header.writeUInt16LE(extra.length, 28)
  return Buffer.concat([header, Buffer.from(file.name), extra, packed(file)])
}

function buildEntry(file: ZipFile, offset: number): Buffer {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(file.isDeflated ? 8 : 0, 10)
  writeSizes(entry, 16, file)
  const mode = file.mode > 0o777 ? file.mode : 0o100000 | file.mode
  entry.writeUInt32LE((mode << 16) >>> 0, 38)
  entry.writeUInt32LE(offset, 42)
  return Buffer.concat([entry, Buffer.from(file.name)])
}
