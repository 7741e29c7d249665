// Configures the unmodified oidc-provider with every grant it has, nonces demanded, and clients of every kind.
import { randomBytes } from 'node:crypto'
import type { ClientMetadata, Configuration } from 'oidc-provider'
import type { PlainMore } from './plain-authorization-server.ts'

/** What the person's other device was told (CIBA), newest last; the ids are those of the provider. */
export type AskedDevice = { requestId: string; accountId: string; clientId: string }

export type PlainGrants = { more: PlainMore; asked: AskedDevice[] }

/**
 * `clients`: registered beforehand, as an operator would. `documents`: client ID metadata documents, by their addresses,
 * which the server would otherwise fetch from the web. CIBA knows everybody but `nobody`.
 */
export function buildPlainGrants(
  clients: ClientMetadata[],
  documents: Readonly<Record<string, object>> = {},
): PlainGrants {
  const asked: AskedDevice[] = []
  const nonceSecret = randomBytes(32)
  const more = (): Partial<Configuration> => ({
    clients,
    fetch: async (input, init) => {
      const document = documents[String(input)]
      return document === undefined ? fetch(input, init) : Response.json(document)
    },
    findAccount: async (_ctx, id) =>
      id === 'nobody' ? undefined : { accountId: id, claims: async () => ({ sub: id }) },
    rotateRefreshToken: true,
    features: {
      dPoP: { enabled: true, nonceSecret, requireNonce: () => true },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      clientIdMetadataDocument: { enabled: true, ack: 'draft-02' },
      ciba: buildCiba(asked),
      richAuthorizationRequests: {
        enabled: true,
        types: { note: { validate: async () => undefined } },
        authorizationDetailsForGrantSource: async (ctx, source) => readDetails(ctx, source),
        authorizationDetailsForAccessToken: async (_ctx, _token, source) => source?.rar,
        authorizationDetailsForIntrospection: async () => undefined,
      },
    } as Configuration['features'],
  })
  return { more, asked }
}

function buildCiba(asked: AskedDevice[]): object {
  return {
    enabled: true,
    deliveryModes: ['poll'],
    processLoginHint: async (_ctx: unknown, hint: string) => hint,
    processLoginHintToken: async () => undefined,
    validateRequestContext: async () => undefined,
    verifyUserCode: async () => undefined,
    triggerAuthenticationDevice: async (
      _ctx: unknown,
      request: { jti: string; accountId: string; clientId: string },
    ) => {
      const { jti, accountId, clientId } = request
      asked.push({ requestId: jti, accountId, clientId })
    },
  }
}

/** All that was asked for, as the consent page grants it as a whole. */
function readDetails(ctx: unknown, source: unknown): unknown {
  const { params } = (ctx as { oidc: { params?: { authorization_details?: string } } }).oidc
  const asked = params?.authorization_details
  if (asked !== undefined) return JSON.parse(asked) as unknown
  return (source as { rar?: unknown }).rar
}
