// Gives back tokens that a server issued but that may not be used: they are revoked, not only forgotten.
import type { JsonObject } from './json-object.ts'
import { readSecret } from './members.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { requestRevocation } from './revocation.ts'

/**
 * Best effort, the refresh token first (the whole grant falls with it). Never throws and tells nobody: the answer was
 * refused, whatever becomes of this.
 */
export async function revokeUnwanted(
  context: OAuthContext,
  client: OAuthClient,
  body: JsonObject,
): Promise<void> {
  if (client.metadata.revocation_endpoint === undefined) return
  for (const name of ['refresh_token', 'access_token'] as const) {
    const token = readSecret(body, name)
    if (token === null) continue
    try {
      await requestRevocation(context, client, { token, tokenTypeHint: name })
    } catch (error) {
      context.log('warn', 'An unwanted token could not be revoked.', { name, error })
    }
  }
}
