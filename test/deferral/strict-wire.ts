// The wire between requestPoll and the strict server: every form is held against its dialect, every answer is JSON again.
import type { IssuedTokens, TokenAnswer } from '../../main/oauth/answers.ts'
import { requestPoll, type PollAnswer } from '../../main/oauth/poll-requests.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import type { Clock } from '../../shared/model/ports.ts'
import type { StrictServer } from './strict-server.ts'
import { buildWireContext, reply, wireClient, type Form } from './wire-context.ts'

type Wait = (ms: number) => Promise<'alive' | 'dead'>

const deferred = 'urn:ietf:params:oauth:grant-type:deferred'
const ciba = 'urn:openid:params:grant-type:ciba'

/** What each poll of a dialect must consist of, and which parameter names the request. */
const forms: Readonly<Record<string, { grant: string; handle: string; more: readonly string[] }>> =
  {
    deferral_code: { grant: deferred, handle: 'deferral_code', more: [] },
    auth_req_id: { grant: ciba, handle: 'auth_req_id', more: ['completion_mode'] },
    device_code: {
      grant: 'urn:ietf:params:oauth:grant-type:device_code',
      handle: 'device_code',
      more: ['completion_mode'],
    },
    deferred_auth_id: {
      grant: 'urn:openid:params:grant-type:deferred',
      handle: 'deferred_auth_id',
      more: [],
    },
    assertion: {
      grant: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      handle: 'assertion',
      more: ['completion_mode', 'resource', 'scope'],
    },
  }

/** What the server at the other end knows and expects beyond the rules of every wait. */
export interface WireFacts {
  /** `auth_req_id` form: the grant of CIBA is unknown here. */
  knowsCiba: boolean
  /** A wait that began at the authorization endpoint: its verifier, until a first poll was answered. */
  codeVerifier: string | null
  slideForm: boolean
}

export class StrictWire {
  readonly facts: WireFacts = { knowsCiba: true, codeVerifier: null, slideForm: false }
  readonly forms: Form[] = []
  readonly #server: StrictServer
  #cibaRefused = false

  constructor(server: StrictServer) {
    this.#server = server
  }

  /** One poll of a process, with everything between the deferral and the bytes. */
  poll(
    deferral: Deferral,
    { keyId, clock, wait }: { keyId: string; clock: Clock; wait: Wait },
  ): Promise<PollAnswer> {
    const { deferralCode, dialect, scope } = deferral
    if (deferralCode === null) throw new Error('no code')
    const context = buildWireContext(clock, (form) => {
      this.forms.push(form)
      return this.#answer(form, keyId, wait)
    })
    return requestPoll(context, wireClient, { deferralCode, dialect, scope })
  }

  async #answer(form: Form, keyId: string, wait: Wait): Promise<Response> {
    const handle = this.#judge(form)
    if (form['grant_type'] === ciba && !this.facts.knowsCiba) {
      if (this.#cibaRefused) this.#server.breaches.push('the unknown grant again')
      this.#cibaRefused = true
      this.#server.turnAway(handle, keyId)
      return reply(400, { error: 'unsupported_grant_type' })
    }
    const heard: string[] = []
    const answer = await this.#server.poll(handle, keyId, async (ms) => {
      const state = await wait(ms)
      heard.push(state)
      return state
    })
    if (heard.includes('alive') && isHeard(answer)) this.facts.codeVerifier = null
    return encodeAnswer(answer, form['assertion'] === undefined)
  }

  /** Exactly the parameters of the dialect; answers with the name of the request. */
  #judge(form: Form): string {
    const name = Object.keys(forms).find((each) => form[each] !== undefined) ?? ''
    const rule = forms[name]
    const { facts } = this
    const isSlide = facts.slideForm && name === 'auth_req_id'
    const expected = new Set(['client_id', 'grant_type', name, ...(rule?.more ?? [])])
    if (isSlide) expected.delete('completion_mode')
    if (facts.codeVerifier !== null && name === 'deferral_code') expected.add('code_verifier')
    const grants = isSlide ? [ciba, deferred] : [rule?.grant]
    const isGood =
      grants.includes(form['grant_type']) &&
      Object.keys(form).sort().join() === [...expected].sort().join() &&
      (form['code_verifier'] ?? null) === (name === 'deferral_code' ? facts.codeVerifier : null)
    if (!isGood) this.#server.breaches.push(`form: ${JSON.stringify(form)}`)
    return form[name] ?? ''
  }
}

/** The verifier was taken note of: the answer says anything but that something is in the way. */
function isHeard(answer: TokenAnswer): boolean {
  return answer.kind === 'refused' && answer.refusal.error !== 'use_dpop_nonce'
}

/** JAG-IR has a pending answer of its own. */
function encodeAnswer(answer: TokenAnswer, hasCode: boolean): Response {
  switch (answer.kind) {
    case 'issued':
      return reply(200, encodeTokens(answer.tokens))
    case 'deferred': {
      const { deferralCode, expiresInSeconds, intervalSeconds } = answer.deferred
      const error = 'authorization_pending'
      const body = { error, expires_in: expiresInSeconds, interval: intervalSeconds }
      return reply(400, { ...body, deferral_code: deferralCode.reveal() })
    }
    case 'refused': {
      const { status, retryAfterSeconds = null } = answer.refusal
      const isPending = answer.refusal.error === 'authorization_pending'
      const error = isPending && !hasCode ? 'interaction_pending' : answer.refusal.error
      return reply(status, { error }, retryAfter(retryAfterSeconds))
    }
    case 'no_answer':
      return encodeSilence(answer)
  }
}

function encodeTokens({ accessToken, tokenType, expiresInSeconds, scope }: IssuedTokens): object {
  const token = accessToken.reveal()
  return { access_token: token, token_type: tokenType, expires_in: expiresInSeconds, scope }
}

function encodeSilence(answer: Extract<TokenAnswer, { kind: 'no_answer' }>): Response {
  const { reason, sent, retryAfterSeconds } = answer
  if (reason === 'garbage')
    return new Response('<html>Sign in to this network</html>', {
      headers: { 'content-type': 'text/html' },
    })
  if (reason === '503') return reply(503, {}, retryAfter(retryAfterSeconds))
  const detail = { sent, host: 'localhost', cause: null }
  throw new CountersignError('http/unreachable', reason, { detail })
}

function retryAfter(seconds: number | null): Record<string, string> {
  return seconds === null ? {} : { 'retry-after': String(seconds) }
}
