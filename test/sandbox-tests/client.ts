// A minimal OAuth and MCP client that the sandbox's own tests script by hand.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose'
import { textOf } from '../sandbox/text.ts'

export type Answer = { status: number; body: Record<string, unknown>; headers: Headers }
/** Where the servers are; a sandbox fits. `totp` is the customer's authenticator app. */
export type Place = {
  issuer: string
  mcpUrl: string
  world?: { totp: { generate: () => string } }
}
export type Form = Record<string, string>

const deferredGrant = 'urn:ietf:params:oauth:grant-type:deferred'
const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange'
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

/** One key, one registered client, one sandbox. */
export class ScriptedClient {
  readonly urls: Place
  readonly verifier = randomBytes(32).toString('base64url')
  clientId = ''
  #key: { privateKey: CryptoKey; jwk: JWK } | undefined

  constructor(urls: Place) {
    this.urls = urls
  }

  async start(furtherGrants: string[] = []): Promise<this> {
    await this.renewKey()
    const answer = await this.send(`${this.urls.issuer}/reg`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_name: 'Scripted client',
        application_type: 'native',
        redirect_uris: ['http://127.0.0.1/cb'],
        token_endpoint_auth_method: 'none',
        dpop_bound_access_tokens: true,
        grant_types: ['authorization_code', 'refresh_token', ...furtherGrants],
      }),
    })
    this.clientId = String(answer.body['client_id'])
    return this
  }

  async renewKey(): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('ES256')
    this.#key = { privateKey, jwk: await exportJWK(publicKey) }
  }

  async thumbprint(): Promise<string> {
    return calculateJwkThumbprint(this.#key?.jwk ?? {})
  }

  async proof(url: string, token?: string, extra: Form = {}): Promise<string> {
    if (!this.#key) throw new Error('no key')
    const ath = token && createHash('sha256').update(token).digest('base64url')
    return new SignJWT({
      htm: 'POST',
      htu: url,
      jti: randomUUID(),
      ...(ath ? { ath } : {}),
      ...extra,
    })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: this.#key.jwk })
      .setIssuedAt()
      .sign(this.#key.privateKey)
  }

  async send(url: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(url, { redirect: 'manual', ...init })
    const text = await response.text()
    const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text }
    return { status: response.status, body: json, headers: response.headers }
  }

  async post(path: string, form: Form, dpop?: string | null): Promise<Answer> {
    const url = this.urls.issuer + path
    const proof = dpop === undefined ? await this.proof(url) : dpop
    return this.send(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(proof === null ? {} : { dpop: proof }),
      },
      body: new URLSearchParams({ client_id: this.clientId, ...form }),
    })
  }

  /** The first request of an authorization challenge. */
  async challenge(form: Form = {}): Promise<Answer> {
    return this.post('/challenge', {
      response_type: 'code',
      scope: 'openid accounts.read payments.prepare payments.write',
      resource: this.urls.mcpUrl,
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...form,
    })
  }

  /** Answers an elicitation. */
  async respond(session: unknown, response: Record<string, unknown>): Promise<Answer> {
    const url = `${this.urls.issuer}/challenge`
    return this.send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', dpop: await this.proof(url) },
      body: JSON.stringify({ auth_session: session, response }),
    })
  }

  async redeem(code: unknown, form: Form = {}): Promise<Answer> {
    return this.post('/token', {
      grant_type: 'authorization_code',
      code: String(code),
      code_verifier: this.verifier,
      resource: this.urls.mcpUrl,
      ...form,
    })
  }

  /** Chooses TOTP and gives the current code. */
  async proveByTotp(first: Answer): Promise<Answer> {
    const second = await this.respond(first.body['auth_session'], { authenticator: 'totp' })
    return this.respond(second.body['auth_session'], {
      otp: this.urls.world?.totp.generate(),
    })
  }

  /** Signs in or steps up by TOTP and returns the token answer. */
  async signIn(form: Form = {}): Promise<Answer> {
    const done = await this.proveByTotp(await this.challenge(form))
    return this.redeem(done.body['authorization_code'])
  }

  async exchange(token: unknown, scope: string, form: Form = {}): Promise<Answer> {
    return this.post('/token', {
      grant_type: exchangeGrant,
      subject_token: String(token),
      subject_token_type: accessTokenType,
      resource: this.urls.mcpUrl,
      completion_mode: 'deferred',
      scope,
      ...form,
    })
  }

  async poll(code: unknown, form: Form = {}): Promise<Answer> {
    return this.post('/token', { grant_type: deferredGrant, deferral_code: String(code), ...form })
  }

  /** Calls a tool in the legacy era, without a session. */
  async callTool(token: unknown, name: string, input: Record<string, unknown>): Promise<Answer> {
    const params = { name, arguments: input }
    return this.mcp(token, { jsonrpc: '2.0', id: 1, method: 'tools/call', params })
  }

  async mcp(token: unknown, message: unknown): Promise<Answer> {
    const url = this.urls.mcpUrl
    const bound = token ? { authorization: `DPoP ${textOf(token)}` } : {}
    return this.send(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2025-11-25',
        ...bound,
        ...(token ? { dpop: await this.proof(url, textOf(token)) } : {}),
      },
      body: JSON.stringify(message),
    })
  }
}
