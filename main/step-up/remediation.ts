// Reads which authorization details a resource server says are missing (`authorization_remediation`, RAR remediation).
import canonicalize from 'canonicalize'
import { z } from 'zod'
import { parseJsonObject } from '../oauth/json-object.ts'

export interface Remediation {
  /** Canonical JSON array, to be asked for exactly as it is; null when only a reference was named. */
  readonly detailsJson: string | null
  /** Names a token that we may hold already; compared as plain text. */
  readonly reference: string | null
}

const maxBytes = 16 * 1024
const maxEntries = 10
const maxReference = 2_048

const remediationSchema = z.object({
  authorization_details: z
    .array(z.looseObject({ type: z.string().min(1).max(200) }))
    .min(1)
    .max(maxEntries)
    .optional(),
  authorization_reference: z.string().min(1).max(maxReference).optional(),
})

/** Null when it cannot be read, is larger than 16 KiB, or names nothing: then there is no remedy (protocols 8.6). */
export function parseRemediation(value: string): Remediation | null {
  if (!/^[A-Za-z0-9_-]+={0,2}$/.test(value) || value.length > (maxBytes * 4) / 3 + 4) return null
  const bytes = Buffer.from(value, 'base64url')
  if (bytes.byteLength > maxBytes) return null
  const parsed = remediationSchema.safeParse(parseJsonObject(decode(bytes)))
  if (!parsed.success) return null
  const { authorization_details: details, authorization_reference: reference } = parsed.data
  if (details === undefined && reference === undefined) return null
  const detailsJson = details === undefined ? null : (canonicalize(details) ?? null)
  return { detailsJson, reference: reference ?? null }
}

/** Empty, and so no JSON, when it is not UTF-8. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return ''
  }
}
