// What the sandbox remembers about its visitors: requests, violations, polls, tokens and secrets.
import { createHash } from 'node:crypto'

/** One HTTP request as it arrived, without any secret in clear. */
export type RecordedRequest = {
  at: number
  server: 'authorization-server' | 'bank' | 'desk'
  origin: string
  method: string
  path: string
  scheme: string | null
  credentialSha256: string | null
  proof: boolean
  mcpMethod: string | null
}

/** One rule that a client broke; a good client leaves this list empty. */
export type Violation = { at: number; code: string; detail: string }

/** One poll of a deferral: when it began, how long after the last exchange, and what it was told. */
export type RecordedPoll = {
  deferralId: string
  at: number
  sinceLastMs: number
  intervalMs: number
  early: boolean
  answer: string | null
}

/** What is known about a token that was handed out, findable by the hash of its value. */
export type RecordedToken = {
  sha256: string
  kind: string
  audience: string | null
  scope: string | null
  clientId: string | null
  jkt: string | null
}

/** A value that must never be seen outside the places that need it. */
export type RecordedSecret = { kind: string; value: string }

/** The sandbox's whole memory of what was said to it. */
export type SandboxRecord = {
  requests: RecordedRequest[]
  violations: Violation[]
  polls: RecordedPoll[]
  tokens: RecordedToken[]
  secrets: Map<string, RecordedSecret>
}

/** An empty record. */
export function buildRecord(): SandboxRecord {
  return { requests: [], violations: [], polls: [], tokens: [], secrets: new Map() }
}

/** The hex SHA-256 of a text, under which tokens and credentials are recorded. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Remembers a secret for the canary scan; short or empty values are left out. */
export function saveSecret(record: SandboxRecord, kind: string, value: unknown): void {
  if (typeof value !== 'string' || value.length < 6) return
  record.secrets.set(`${kind}:${value}`, { kind, value })
}
