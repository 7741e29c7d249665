// The form of an exported record: JSON Lines of a header, every row as it was hashed, and a signed head; nothing is outside what is signed.
import canonicalize from 'canonicalize'
import { z } from 'zod'
import type { Activity } from '../../shared/model/activity.ts'
import { publicJwkSchema } from './signing.ts'

/** `typ` of the JWS in the last line. */
export const headType = 'countersign-activity-head+jws'
export const formatVersion = 1
/** No line that the app writes is longer. */
export const longestLineBytes = 8 * 1024 * 1024

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const position = z.number().int().positive()

/** First line. Every line is canonical JSON (RFC 8785), ends in one newline, and has no byte beside. */
export const headerSchema = z
  .object({
    countersignActivity: z.literal(formatVersion),
    madeAtMs: z.number(),
    appVersion: z.string(),
    /** What was asked for: everything, or the days between two times (Unix ms, `toMs` exclusive). */
    range: z.object({ fromMs: z.number().nullable(), toMs: z.number().nullable() }).strict(),
    /** True: it begins with the first row there is and ends with the last one there was. */
    whole: z.boolean(),
    firstSequence: position,
    /** Hash of the row before the first; 64 zeros before the very first. */
    previousHash: hash,
    /** Every key that signed a receipt in it, and the one of the head; by thumbprint (RFC 7638). */
    keys: z.array(publicJwkSchema).min(1),
  })
  .strict()
export type ExportHeader = z.infer<typeof headerSchema>

/** As in the store; the hash covers the rest of it and the hash before. */
export const rowSchema = z
  .object({
    sequence: position,
    atMs: z.number(),
    kind: z.string(),
    callId: z.string().nullable(),
    taskId: z.string().nullable(),
    connectionId: z.string().nullable(),
    detailJson: z.string(),
    hash,
  })
  .strict()

/** Payload of the last line's JWS. */
export const headSchema = z
  .object({
    headerSha256: hash,
    /** Rows in this file. */
    count: z.number().int().nonnegative(),
    /** Of the last row in it. */
    lastSequence: z.number().int().nonnegative(),
    lastHash: hash,
    atMs: z.number(),
  })
  .strict()
export type ExportHead = z.infer<typeof headSchema>

export const headLineSchema = z.object({ head: z.string() }).strict()

export function lineOf(value: ExportHeader | Activity | z.infer<typeof headLineSchema>): string {
  return String(canonicalize(value))
}
