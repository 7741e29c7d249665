// What a request to an authorization server carries so that the server knows which client sends it.
import { buildClientAssertion } from './client-assertion.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export interface ClientProof {
  readonly headers: Readonly<Record<string, string>>
  /** Members of the body. */
  readonly members: Readonly<Record<string, string>>
}

/** Build it anew for every attempt: an assertion is taken once only. Throws when the client's key cannot sign. */
export async function buildClientProof(
  context: Pick<OAuthContext, 'randomness' | 'proofs'>,
  client: OAuthClient,
): Promise<ClientProof> {
  const { authentication, clientId } = client
  const members = { client_id: clientId }
  if (authentication === undefined) return { headers: {}, members }
  const { method, secret } = authentication
  if (method === 'client_secret_basic')
    return { headers: { authorization: buildBasic(clientId, secret.reveal()) }, members }
  if (method === 'client_secret_post')
    return { headers: {}, members: { ...members, client_secret: secret.reveal() } }
  const assertion = await buildClientAssertion(context, client, secret)
  const proof = { client_assertion_type: assertionType, client_assertion: assertion }
  return { headers: {}, members: { ...members, ...proof } }
}

/** RFC 6749 section 2.3.1: both parts form-encoded first. */
function buildBasic(clientId: string, secret: string): string {
  const pair = [clientId, secret].map(formEncode).join(':')
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

function formEncode(value: string): string {
  return new URLSearchParams({ v: value }).toString().slice(2)
}
