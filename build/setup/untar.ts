// Takes one file out of a tar stream.
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { Writable } from 'node:stream'

const blockSize = 512

/** A stream that writes the file `name` of the tar archive piped into it to `target`; fails when it is not in there. */
export function untarFile(name: string, target: string): Writable {
  const reader = new TarReader(name, target)
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      reader.take(chunk).then(() => done(), done)
    },
    final: (done) => {
      reader.end().then(() => done(), done)
    },
  })
}

class TarReader {
  readonly #name: string
  readonly #target: string
  #header = Buffer.alloc(0)
  /** Bytes of the current file still to come, and of the padding behind it. */
  #contentLeft = 0
  #paddingLeft = 0
  #output: ReturnType<typeof createWriteStream> | undefined
  #isDone = false

  constructor(name: string, target: string) {
    this.#name = name
    this.#target = target
  }

  async take(chunk: Buffer): Promise<void> {
    let rest = chunk
    while (rest.length > 0) rest = rest.subarray(await this.#takeSome(rest))
  }

  async end(): Promise<void> {
    if (!this.#isDone) throw new Error(`The archive does not hold ${this.#name}.`)
  }

  async #takeSome(bytes: Buffer): Promise<number> {
    if (this.#contentLeft > 0) return await this.#takeContent(bytes)
    if (this.#paddingLeft > 0) {
      const skipped = Math.min(this.#paddingLeft, bytes.length)
      this.#paddingLeft -= skipped
      return skipped
    }
    const taken = Math.min(blockSize - this.#header.length, bytes.length)
    this.#header = Buffer.concat([this.#header, bytes.subarray(0, taken)])
    if (this.#header.length === blockSize) this.#startFile()
    return taken
  }

  async #takeContent(bytes: Buffer): Promise<number> {
    const part = bytes.subarray(0, Math.min(this.#contentLeft, bytes.length))
    this.#contentLeft -= part.length
    if (this.#output !== undefined) {
      if (!this.#output.write(part)) await once(this.#output, 'drain')
      if (this.#contentLeft === 0) await this.#finishFile(this.#output)
    }
    return part.length
  }

  #startFile(): void {
    const name = textOf(this.#header.subarray(0, 100))
    const prefix = textOf(this.#header.subarray(345, 500))
    const size = Number.parseInt(textOf(this.#header.subarray(124, 136)).trim() || '0', 8)
    this.#header = Buffer.alloc(0)
    this.#contentLeft = size
    this.#paddingLeft = (blockSize - (size % blockSize)) % blockSize
    const fullName = prefix === '' ? name : `${prefix}/${name}`
    if (fullName === this.#name) this.#output = createWriteStream(this.#target)
  }

  async #finishFile(output: ReturnType<typeof createWriteStream>): Promise<void> {
    output.end()
    await once(output, 'finish')
    this.#output = undefined
    this.#isDone = true
  }
}

function textOf(field: Buffer): string {
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end === -1 ? field.length : end)
}
