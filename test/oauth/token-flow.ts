// One scripted token endpoint with a client of it, and the three requests most tests make.
import type { TokenAnswer } from '../../main/oauth/answers.ts'
import type { OAuthClient, OAuthContext } from '../../main/oauth/oauth-context.ts'
import { requestPoll } from '../../main/oauth/poll-requests.ts'
import { redeemCode, requestTokenExchange } from '../../main/oauth/token-requests.ts'
import { Secret } from '../../shared/model/secret.ts'
import {
  json,
  startScriptedServer,
  type Answer,
  type ScriptedServer,
} from '../http/scripted-server.ts'
import { buildClient, buildContext } from './world.ts'

export interface TokenFlow {
  readonly server: ScriptedServer
  readonly context: OAuthContext
  /** Tests may replace it. */
  client: OAuthClient
  redeem(answer: Answer): Promise<TokenAnswer>
  exchange(answer: Answer): Promise<TokenAnswer>
  /** `scope`: what was asked at first. */
  poll(answer: Answer, scope?: string): Promise<TokenAnswer>
  /** The form of the request at this position. */
  form(index?: number): Record<string, string>
}

export const goodTokens = { access_token: 'at-1', token_type: 'DPoP', expires_in: 60, scope: 'a b' }
export const exchangedTokens = {
  ...goodTokens,
  scope: 'payments.large:1',
  issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
}
/** Matches a refusal with this error. */
export const refused = (error: string) => ({ kind: 'refused', refusal: { error } })

export async function startTokenFlow(): Promise<TokenFlow> {
  const server = await startScriptedServer(json(200, {}))
  const context = buildContext()
  const flow: TokenFlow = {
    server,
    context,
    client: await buildClient(server.origin),
    redeem(answer) {
      server.answer = answer
      return redeemCode(context, flow.client, {
        code: new Secret('code-1'),
        codeVerifier: new Secret('verifier-1'),
        redirectUri: null,
        resource: 'https://rs.example/mcp',
      })
    },
    exchange(answer) {
      server.answer = answer
      return requestTokenExchange(context, flow.client, {
        subjectToken: new Secret('at-0'),
        scope: 'payments.large:1',
        resource: 'https://rs.example/mcp',
        completionMode: 'deferred',
      })
    },
    poll(answer, scope = '') {
      server.answer = answer
      return requestPoll(context, flow.client, { deferralCode: new Secret('dc-1'), scope })
    },
    form: (index = 0) => Object.fromEntries(new URLSearchParams(server.seen[index]?.body)),
  }
  return flow
}
