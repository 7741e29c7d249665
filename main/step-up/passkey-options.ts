// Checks WebAuthn options before a ceremony: our code plays the browser's part (protocols 4.5, threats 105-107).
import { isIPv4 } from 'node:net'
import { getDomain } from 'tldts'
import { z } from 'zod'

const minTimeoutMs = 30_000
const maxTimeoutMs = 300_000
const defaultTimeoutMs = 120_000
const minChallengeBytes = 16
const maxChallengeBytes = 1_024
const maxCredentials = 100

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/)
const credential = z.object({
  id: base64url.max(1_400),
  type: z.literal('public-key').default('public-key'),
  transports: z.array(z.string()).max(10).optional(),
})
const credentials = z.array(credential).max(maxCredentials)
const name = z.string().max(500)

const requestOptions = z.object({
  challenge: base64url,
  rpId: z.string(),
  allowCredentials: credentials.default([]),
  timeout: z.unknown().optional(),
})
const creationOptions = z.object({
  challenge: base64url,
  rp: z.object({ id: z.string(), name }),
  user: z.object({ id: base64url.max(100), name, displayName: name.default('') }),
  pubKeyCredParams: z
    .array(z.object({ type: z.literal('public-key'), alg: z.number().int() }))
    .min(1)
    .max(20),
  excludeCredentials: credentials.default([]),
  authenticatorSelection: z
    .object({
      authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
      residentKey: z.enum(['discouraged', 'preferred', 'required']).optional(),
    })
    .default({}),
  timeout: z.unknown().optional(),
})

export type CheckedPasskeyOptions =
  | {
      readonly ok: true
      /** Built from scratch: only known members, user verification required, no extensions. */
      readonly optionsJson: string
      /** The relying party's own origin, where the ceremony page must run. */
      readonly origin: string
      readonly rpId: string
    }
  /** `problem` is for the log. */
  | { readonly ok: false; readonly problem: string }

/** Checks and rebuilds the options of a ceremony that `issuer` asked for. Nothing may be shown or run before this. */
export function checkPasskeyOptions(
  kind: 'get' | 'create',
  options: Readonly<Record<string, unknown>>,
  issuer: string,
): CheckedPasskeyOptions {
  const rebuilt = kind === 'get' ? rebuildRequest(options) : rebuildCreation(options)
  if (rebuilt === null) return { ok: false, problem: 'options malformed' }
  const bytes = Buffer.from(rebuilt.challenge, 'base64url').length
  if (bytes < minChallengeBytes || bytes > maxChallengeBytes) {
    return { ok: false, problem: 'passkey challenge has a wrong length' }
  }
  if (!isRpIdAllowed(rebuilt.rpId, issuer)) {
    return { ok: false, problem: 'rpId does not belong to the issuer' }
  }
  const origin = new URL(issuer).origin
  return { ok: true, optionsJson: JSON.stringify(rebuilt.options), origin, rpId: rebuilt.rpId }
}

/** Two labels at least, as the URL parser writes them: no end in a dot, nothing that only an address bar shows. */
const domainName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/

/**
 * True when `rpId` is the issuer's host or a registrable parent of it, by the public suffix list with
 * private domains. `localhost` only for the issuer host `localhost`; an IP address, or the end of one, never.
 */
export function isRpIdAllowed(rpId: string, issuer: string): boolean {
  const host = hostOf(issuer)
  if (host === null || isIPv4(host)) return false
  if (host === 'localhost') return rpId === 'localhost'
  if (!domainName.test(rpId)) return false
  if (host !== rpId && !host.endsWith(`.${rpId}`)) return false
  return getDomain(rpId, { allowPrivateDomains: true }) !== null
}

function hostOf(issuer: string): string | null {
  if (!URL.canParse(issuer)) return null
  const url = new URL(issuer)
  if (url.protocol === 'https:') return url.hostname
  return url.protocol === 'http:' && url.hostname === 'localhost' ? url.hostname : null
}

interface Rebuilt {
  readonly challenge: string
  readonly rpId: string
  readonly options: Readonly<Record<string, unknown>>
}

function rebuildRequest(options: unknown): Rebuilt | null {
  const parsed = requestOptions.safeParse(options)
  if (!parsed.success) return null
  const { challenge, rpId, allowCredentials, timeout } = parsed.data
  const rebuilt = {
    challenge,
    rpId,
    allowCredentials,
    userVerification: 'required',
    timeout: clampTimeout(timeout),
  }
  return { challenge, rpId, options: rebuilt }
}

function rebuildCreation(options: unknown): Rebuilt | null {
  const parsed = creationOptions.safeParse(options)
  if (!parsed.success) return null
  const { challenge, rp, user, pubKeyCredParams, excludeCredentials } = parsed.data
  const rebuilt = {
    challenge,
    rp,
    user,
    pubKeyCredParams,
    excludeCredentials,
    authenticatorSelection: { ...parsed.data.authenticatorSelection, userVerification: 'required' },
    timeout: clampTimeout(parsed.data.timeout),
    attestation: 'none',
  }
  return { challenge, rpId: rp.id, options: rebuilt }
}

function clampTimeout(timeout: unknown): number {
  if (typeof timeout !== 'number' || Number.isNaN(timeout)) return defaultTimeoutMs
  return Math.round(Math.min(maxTimeoutMs, Math.max(minTimeoutMs, timeout)))
}
