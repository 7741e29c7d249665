// Makes one PKCE pair (RFC 7636, S256).
import { calculatePKCECodeChallenge } from 'oauth4webapi'
import type { Randomness } from '../../shared/model/ports.ts'
import { Secret } from '../../shared/model/secret.ts'

export interface Pkce {
  /** 256 bits. Danger: for one flow only. */
  readonly codeVerifier: Secret
  readonly codeChallenge: string
}

export async function buildPkce(randomness: Pick<Randomness, 'bytes'>): Promise<Pkce> {
  const codeVerifier = Buffer.from(randomness.bytes(32)).toString('base64url')
  const codeChallenge = await calculatePKCECodeChallenge(codeVerifier)
  return { codeVerifier: new Secret(codeVerifier), codeChallenge }
}
