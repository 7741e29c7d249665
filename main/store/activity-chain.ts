// The hash chain of the activity log: each row's hash covers its content and the hash before it.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Activity } from '../../shared/model/activity.ts'

/** The hash that stands before the first row. */
export const chainStart = '0'.repeat(64)

/** SHA-256 (hex) over the previous hash and the RFC 8785 form of the row without its own hash. */
export function hashActivity(previousHash: string, entry: Omit<Activity, 'hash'>): string {
  const { sequence, atMs, kind, callId, taskId, connectionId, detailJson } = entry
  const content = canonicalize({
    sequence,
    atMs,
    kind,
    callId,
    taskId,
    connectionId,
    detailJson,
  })
  return createHash('sha256')
    .update(previousHash)
    .update('\n')
    .update(String(content))
    .digest('hex')
}
