// The first-party MCP server as an OAuth client: it speaks FiPA with the authorization server over the network.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose'
import { textOf } from '../text.ts'
import type { Question } from './state.ts'

/** What an authorization challenge came to. */
export type ChallengeAnswer =
  | { kind: 'ask'; question: Question }
  | { kind: 'token'; accessToken: string }
  | { kind: 'refused'; words: string }

type Reply = { status: number; body: Record<string, unknown> }

/** One authorization challenge of one operation, with a key of its own. */
export class FipaClient {
  readonly #issuer: string
  readonly #clientId: string
  readonly #key: { privateKey: CryptoKey; jwk: JWK }
  readonly #verifier = randomBytes(32).toString('base64url')
  readonly #resource: string
  #session = ''

  private constructor(
    issuer: string,
    resource: string,
    own: { clientId: string; key: { privateKey: CryptoKey; jwk: JWK } },
  ) {
    this.#issuer = issuer
    this.#resource = resource
    this.#clientId = own.clientId
    this.#key = own.key
  }

  /** Registers a client; the token it obtains is for `resource`. */
  static async register(issuer: string, resource: string): Promise<FipaClient> {
    const { privateKey, publicKey } = await generateKeyPair('ES256')
    const reply = await fetch(`${issuer}/reg`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_name: 'Harbor Notary',
        application_type: 'native',
        redirect_uris: ['http://127.0.0.1/none'],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
      }),
    })
    const body = (await reply.json()) as Record<string, unknown>
    const key = { privateKey, jwk: await exportJWK(publicKey) }
    return new FipaClient(issuer, resource, { clientId: textOf(body['client_id']), key })
  }

  /** Begins: asks for a fresh proof of this strength. */
  async start(acr: string, scope: string): Promise<ChallengeAnswer> {
    const code_challenge = createHash('sha256').update(this.#verifier).digest('base64url')
    const form = new URLSearchParams({
      client_id: this.#clientId,
      response_type: 'code',
      resource: this.#resource,
      scope,
      acr_values: acr,
      code_challenge,
      code_challenge_method: 'S256',
    })
    return this.#judge(await this.#post('/challenge', form.toString(), formType))
  }

  /** Passes on what the person answered. */
  async respond(response: Readonly<Record<string, unknown>>): Promise<ChallengeAnswer> {
    const body = JSON.stringify({ auth_session: this.#session, response })
    return this.#judge(await this.#post('/challenge', body, 'application/json'))
  }

  async #judge({ body }: Reply): Promise<ChallengeAnswer> {
    this.#session = textOf(body['auth_session'], this.#session)
    const elicitations = body['elicitations']
    if (Array.isArray(elicitations)) return { kind: 'ask', question: elicitations[0] as Question }
    const code = textOf(body['authorization_code'])
    if (code === '') return refusal(body)
    const form = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: this.#clientId,
      code,
      code_verifier: this.#verifier,
      resource: this.#resource,
    })
    const { body: token } = await this.#post('/token', form.toString(), formType)
    const accessToken = textOf(token['access_token'])
    return accessToken === '' ? refusal(token) : { kind: 'token', accessToken }
  }

  async #post(path: string, body: string, type: string): Promise<Reply> {
    const url = `${this.#issuer}${path}`
    const dpop = await new SignJWT({ htm: 'POST', htu: url, jti: randomUUID() })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: this.#key.jwk })
      .setIssuedAt()
      .sign(this.#key.privateKey)
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': type, dpop },
      body,
    })
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
  }
}

const formType = 'application/x-www-form-urlencoded'

function refusal(body: Readonly<Record<string, unknown>>): ChallengeAnswer {
  return { kind: 'refused', words: textOf(body['error_description'], textOf(body['error'], 'no')) }
}
