// Sends bytes to the gateway as they are, and reads what comes back until the connection ends or an answer is whole.
import { connect, type Socket } from 'node:net'

export interface RawAnswer {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
  /** The other side ended the connection. */
  readonly closed: boolean
  /** Everything, as it came. */
  readonly raw: string
}

export interface RawOptions {
  readonly host?: string
  /** Content with what came so far; absent: when the connection ends. */
  readonly until?: (raw: string) => boolean
}

/** Opens a connection and hands it over; errors of the socket are left to `close`. */
export async function openSocket(port: number, host = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port, host })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  socket.removeAllListeners('error')
  socket.on('error', () => undefined)
  return socket
}

/** Resolves with all that came when the other side ended, or when `until` is content. */
export function readAll(socket: Socket, until?: (raw: string) => boolean): Promise<RawAnswer> {
  let raw = ''
  return new Promise((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      raw += chunk.toString('latin1')
      if (until?.(raw) === true) resolve(parseAnswer(raw, false))
    })
    socket.once('close', () => resolve(parseAnswer(raw, true)))
  })
}

/** Sends and reads; the connection is gone afterwards. */
export async function sendRaw(
  port: number,
  bytes: string | Buffer,
  { host = '127.0.0.1', until }: RawOptions = {},
): Promise<RawAnswer> {
  const socket = await openSocket(port, host)
  const answer = readAll(socket, until)
  socket.write(bytes)
  const read = await answer
  socket.destroy()
  return read
}

/** Status 0 where nothing was answered. */
function parseAnswer(raw: string, closed: boolean): RawAnswer {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const [line = '', ...fields] = head.split('\r\n')
  const headers = new Map(
    fields.map((field): [string, string] => {
      const colon = field.indexOf(':')
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()]
    }),
  )
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(line)?.[1] ?? '0')
  return { status, headers, body: rest.join('\r\n\r\n'), closed, raw }
}

/** Header fields in order, a second one of the same name too. */
export type Fields = readonly (readonly [string, string])[]

/** A request as its bytes: the fields and nothing else. */
export function buildRequest(line: string, fields: Fields, body = ''): string {
  return [line, ...fields.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n')
}
