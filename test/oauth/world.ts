// What the oauth tests stand on: a context with real parts, and a client of a scripted authorization server.
import { createGuardedFetch } from '../../main/http/guarded-fetch.ts'
import { createDpopProofs } from '../../main/oauth/dpop-proofs.ts'
import { createDpopKey } from '../../main/oauth/dpop.ts'
import type { OAuthClient, OAuthContext } from '../../main/oauth/oauth-context.ts'
import type { ServerMetadata } from '../../main/oauth/server-metadata.ts'
import { createSystemClock, systemRandomness } from '../../main/system-clock.ts'
import type { Clock } from '../../shared/model/ports.ts'

export function buildContext(clock: Clock = createSystemClock()): OAuthContext {
  const randomness = systemRandomness
  const fetch = createGuardedFetch({ clock: createSystemClock() })
  const proofs = createDpopProofs({ clock, randomness })
  return { fetch, clock, randomness, proofs, log: () => undefined }
}

/** Metadata of a scripted server at `origin`: it advertises DPoP unless told otherwise. */
export function buildMetadata(origin: string, more: Partial<ServerMetadata> = {}): ServerMetadata {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    revocation_endpoint: `${origin}/revoke`,
    authorization_challenge_endpoint: `${origin}/challenge`,
    jwks_uri: `${origin}/jwks`,
    code_challenge_methods_supported: ['S256'],
    dpop_signing_alg_values_supported: ['ES256'],
    ...more,
  }
}

export async function buildClient(
  origin: string,
  more: Partial<ServerMetadata> = {},
): Promise<OAuthClient> {
  const { key } = await createDpopKey('key-1')
  return { metadata: buildMetadata(origin, more), clientId: 'client-1', dpopKey: key }
}

/** A clock that a test turns by hand. */
export function createHandClock(
  startMs = 1_800_000_000_000,
): Clock & { advance(ms: number): void } {
  let nowMs = startMs
  const timers = new Set<{ dueMs: number; run: () => void }>()
  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    after(delayMs, run) {
      const timer = { dueMs: nowMs + delayMs, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance(ms) {
      nowMs += ms
      for (const timer of [...timers].filter(({ dueMs }) => dueMs <= nowMs)) {
        timers.delete(timer)
        timer.run()
      }
    },
  }
}
