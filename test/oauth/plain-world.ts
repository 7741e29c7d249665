// An unmodified oidc-provider with every grant, as the oauth room's requests meet it: its clients, and a sign-in there.
import { decodeJwt } from 'jose'
import type { IssuedTokens, TokenAnswer } from '../../main/oauth/answers.ts'
import { requestCodeByBrowser, type BrowserSignIn } from '../../main/oauth/browser-sign-in.ts'
import { discoverAuthorizationServer } from '../../main/oauth/discover-server.ts'
import { createDpopKey } from '../../main/oauth/dpop.ts'
import type { OAuthClient, OAuthContext } from '../../main/oauth/oauth-context.ts'
import { redeemCode } from '../../main/oauth/token-requests.ts'
import { Secret } from '../../shared/model/secret.ts'
import {
  startPlainAuthorization,
  type PlainAuthorization,
} from '../sandbox/plain-authorization-server.ts'
import { buildPlainClients, type PlainClientKind } from '../sandbox/plain-clients.ts'
import { buildPlainGrants, type AskedDevice } from '../sandbox/plain-grants.ts'
import { signInByBrowser } from '../sandbox-tests/browser.ts'
import { hit } from './raw-hit.ts'
import { buildContext } from './world.ts'

export interface PlainWorld {
  readonly plain: PlainAuthorization
  readonly context: OAuthContext
  /** Whoever was asked by CIBA, newest last. */
  readonly asked: readonly AskedDevice[]
  /** A client that its operator registered beforehand, with a key of its own. */
  openClient(kind: PlainClientKind): Promise<OAuthClient>
  /** By the browser; every address that is opened is handed to `look`. */
  signIn(
    client: OAuthClient,
    more?: Partial<BrowserSignIn>,
    look?: (opened: URL) => void,
  ): Promise<IssuedTokens>
}

export const redirectUri = 'http://127.0.0.1/cb'
export const scope = 'openid offline_access notes.read'
export const documentUrl = 'https://app.example/client.json'

/** What is published of this app where it has an address of its own. */
const document = {
  client_id: documentUrl,
  client_name: 'Countersign',
  application_type: 'native',
  redirect_uris: [redirectUri],
  response_types: ['code'],
  grant_types: ['authorization_code', 'refresh_token'],
  token_endpoint_auth_method: 'none',
  dpop_bound_access_tokens: true,
}

export async function startPlainWorld(): Promise<PlainWorld> {
  const { clients, secretOf } = await buildPlainClients(redirectUri)
  const { asked, more: configuration } = buildPlainGrants(clients, { [documentUrl]: document })
  const plain = await startPlainAuthorization({}, configuration)
  const context = buildContext()
  return {
    plain,
    context,
    asked,
    async openClient(kind) {
      const metadata = await discoverAuthorizationServer(context, plain.issuer)
      const { key } = await createDpopKey('k')
      const client = { metadata, clientId: `client ${kind}`, dpopKey: key }
      const secret = secretOf(kind)
      if (kind === 'none' || secret === null) return client
      return { ...client, authentication: { method: kind, secret: new Secret(secret) } }
    },
    async signIn(client, more = {}, look = () => undefined) {
      const resource = plain.mcpUrl
      const code = await requestCodeByBrowser(context, client, {
        registeredRedirectUri: null,
        scope,
        resource,
        acrValues: null,
        maxAgeSeconds: null,
        signal: new AbortController().signal,
        openExternal: async (url) => {
          look(new URL(url))
          await hit(await signInByBrowser(url, {}))
        },
        ...more,
      })
      if (code.kind !== 'code') throw new Error(JSON.stringify(code))
      return issued(await redeemCode(context, client, { ...code, resource }))
    },
  }
}

export function issued(answer: TokenAnswer): IssuedTokens {
  if (answer.kind !== 'issued') throw new Error(`not issued: ${JSON.stringify(answer)}`)
  return answer.tokens
}

/** The one thing a client reads of its token here: the key it is bound to. */
export function keyOf(token: Secret): unknown {
  return (decodeJwt(token.reveal())['cnf'] as { jkt?: string } | undefined)?.jkt
}
