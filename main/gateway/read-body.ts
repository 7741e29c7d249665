// Reads the body of a request to its end within a size, and as JSON that means one thing only.
import type { IncomingMessage } from 'node:http'
import { findJsonProblem } from '../interaction/json-check.ts'
import type { GatewayLimits } from './gateway-limits.ts'
import type { RefusalReason } from './refusal.ts'

export interface ReadBody {
  readonly bodyText: string
  readonly body: unknown
}

/** Takes `bytes` more of what one agent may have in flight; false when that is too much. */
export type Reserve = (bytes: number) => boolean

/** The bytes; null once there are too many, with the rest left unread. Rejects when the client goes away. */
export async function receiveBytes(
  request: IncomingMessage,
  maximum: number,
  reserve: Reserve,
): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  return await new Promise((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      bytes += chunk.byteLength
      chunks.push(chunk)
      if (bytes <= maximum && reserve(chunk.byteLength)) return
      request.pause()
      request.off('data', take)
      resolve(null)
    }
    request.on('data', take)
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
    request.on('close', () => reject(new Error('the client went away')))
  })
}

type JsonLimits = Pick<GatewayLimits, 'jsonDepth' | 'jsonValues'>

/** Strict UTF-8 and strict JSON (threat 157), looked at before anything parses it. */
export function parseBody(bytes: Buffer, limits: JsonLimits): ReadBody | RefusalReason {
  const bodyText = decode(bytes)
  if (bodyText === null) return 'not_json'
  if (bodyText === '') return { bodyText, body: undefined }
  const { jsonDepth: maxDepth, jsonValues: maxValues } = limits
  if (findJsonProblem(bodyText, { maxDepth, maxValues }) !== null) return 'not_json'
  const body: unknown = JSON.parse(bodyText)
  return { bodyText, body }
}

/** A byte order mark is kept, and so refused as what JSON does not begin with. */
function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
