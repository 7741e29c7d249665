// Revokes what an authorization server issued (RFC 7009), and withdraws deferral codes (DTR -01).
import type { Secret } from '../../shared/model/secret.ts'
import type { RevocationAnswer } from './answers.ts'
import { readRefusal } from './members.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { postToServer } from './wire.ts'

/** Revocation (RFC 7009), also of a deferral code. A server that never heard of the token says `revoked` as well. */
export async function requestRevocation(
  context: OAuthContext,
  client: OAuthClient,
  request: { token: Secret; tokenTypeHint: string },
): Promise<RevocationAnswer> {
  const form = { token: request.token, token_type_hint: request.tokenTypeHint }
  const url = client.metadata.revocation_endpoint
  const wire = await postToServer(context, client, { url, body: { form } })
  if (wire.kind === 'no_answer') return wire
  if (wire.status === 200) return { kind: 'revoked' }
  const body = wire.kind === 'json' ? wire.body : {}
  return { kind: 'refused', refusal: readRefusal(wire.status, body) }
}
