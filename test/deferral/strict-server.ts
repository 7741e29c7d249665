// An authorization server in memory that holds every poll against the rules of DTR -01 and remembers each breach.
import type { IssuedTokens, TokenAnswer } from '../../main/oauth/answers.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** What happens to one poll on its way, or what the server says instead of "pending". */
export type Mood =
  | 'interaction_required'
  | 'slow_down'
  | 'unavailable'
  | 'answer_lost'
  | 'never_sent'
  | 'nonce_demanded'
  | 'throttled'
  | 'garbage'
  /** Device, CIBA, JWT bearer: the wait goes on with a deferral code. */
  | 'switched'

interface Request {
  readonly code: string
  readonly keyId: string
  intervalMs: number
  readonly expiresAtMs: number
  /** The draft allows one poll within the interval shortly before the end. */
  readonly mayComeEarly: boolean
  readonly maySwitch: boolean
  /** The code that took this one's place. */
  successor: string | null
  notBeforeMs: number
  lastEndMs: number
  inFlight: boolean
  extraUsed: boolean
  status: 'pending' | 'approved' | 'denied' | 'cancelled' | 'redeemed' | 'switched'
  /** A terminal answer that certainly arrived. */
  told: boolean
}

interface OpenFacts {
  readonly keyId: string
  readonly intervalSeconds: number
  readonly expiresInSeconds: number
  readonly mayComeEarly?: boolean
  readonly maySwitch?: boolean
}

const successorFacts = { intervalSeconds: 7, expiresInSeconds: 3600 }

export class StrictServer {
  readonly breaches: string[] = []
  readonly requests = new Map<string, Request>()
  readonly moods: Mood[] = []
  readonly issued = new Set<string>()
  readonly revoked = new Set<string>()
  readonly pollTimes: number[] = []
  latencyMs = 0
  offersRevocation = true
  offline = false
  inFlight = 0
  mostInFlight = 0
  readonly #time: VirtualClock

  constructor(time: VirtualClock) {
    this.#time = time
  }

  open(code: string, facts: OpenFacts): void {
    const nowMs = this.#time.trueMs
    this.requests.set(code, {
      code,
      keyId: facts.keyId,
      intervalMs: facts.intervalSeconds * 1000,
      expiresAtMs: nowMs + facts.expiresInSeconds * 1000,
      mayComeEarly: facts.mayComeEarly ?? true,
      maySwitch: facts.maySwitch ?? false,
      successor: null,
      notBeforeMs: 0,
      lastEndMs: nowMs,
      inFlight: false,
      extraUsed: false,
      status: 'pending',
      told: false,
    })
  }

  decide(status: 'approved' | 'denied'): void {
    for (const request of this.requests.values()) {
      if (request.status === 'pending' && this.#time.trueMs < request.expiresAtMs) {
        request.status = status
      }
    }
  }

  /** `isAlive`: whether the process that polls is still there to hear the answer. */
  async poll(
    code: string,
    keyId: string,
    wait: (ms: number) => Promise<'alive' | 'dead'>,
  ): Promise<TokenAnswer> {
    const request = this.requests.get(code)
    if (!request) throw new Error('unknown code')
    const mood = this.moods.shift()
    if (mood === 'never_sent' || this.offline) {
      return { kind: 'no_answer', sent: false, reason: 'offline', retryAfterSeconds: null }
    }
    this.#judge(request, keyId)
    request.inFlight = true
    this.inFlight += 1
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight)
    const answer = this.#answer(request, mood)
    const heard = await wait(this.latencyMs)
    request.inFlight = false
    this.inFlight -= 1
    request.lastEndMs = this.#time.trueMs
    if (answer.kind === 'deferred') this.#follow(request)
    if (mood === 'answer_lost' || mood === 'garbage') {
      return { kind: 'no_answer', sent: true, reason: mood, retryAfterSeconds: null }
    }
    const terminal = ['access_denied', 'expired_token', 'invalid_grant', 'invalid_request']
    if (heard === 'alive') {
      // Only what was heard can be obeyed; a real server would say it again.
      if (answer.kind === 'refused' && answer.refusal.error === 'slow_down') {
        request.intervalMs += 5000
        const { retryAfterSeconds } = answer.refusal
        request.notBeforeMs = this.#time.trueMs + (retryAfterSeconds ?? 0) * 1000
      }
      request.told =
        answer.kind === 'issued' ||
        answer.kind === 'deferred' ||
        (answer.kind === 'refused' && terminal.includes(answer.refusal.error))
    }
    return answer
  }

  /** Answered by something that does not know the request. */
  turnAway(code: string, keyId: string): void {
    const request = this.requests.get(code)
    if (!request) return
    this.#judge(request, keyId)
    request.lastEndMs = this.#time.trueMs
  }

  /** The same new code each time, as its answer may have been lost. */
  #switch(request: Request): TokenAnswer {
    const { code, keyId } = request
    const successor = `${code}-next`
    if (request.successor === null) this.open(successor, { keyId, ...successorFacts })
    request.successor = successor
    request.status = 'switched'
    const waiting = { interactionRequired: false, interactionUri: null, serverWords: null }
    const deferralCode = new Secret(successor)
    return { kind: 'deferred', deferred: { ...waiting, ...successorFacts, deferralCode } }
  }

  /** The interval of the new code counts from the end of this exchange. */
  #follow({ successor }: Request): void {
    const next = this.requests.get(successor ?? '')
    if (next) next.lastEndMs = this.#time.trueMs
  }

  revoke(code: string): 'told' | 'not_offered' | 'no_answer' {
    const request = this.requests.get(code)
    if (!request || !this.offersRevocation) return 'not_offered'
    if (this.moods[0] === 'never_sent' || this.offline) return 'no_answer'
    if (request.status === 'pending' || request.status === 'approved') request.status = 'cancelled'
    return 'told'
  }

  revokeToken(tokens: IssuedTokens): void {
    this.revoked.add(tokens.accessToken.reveal())
  }

  #judge(request: Request, keyId: string): void {
    const nowMs = this.#time.trueMs
    this.pollTimes.push(nowMs)
    const sinceMs = nowMs - request.lastEndMs
    if (keyId !== request.keyId) this.breaches.push('other key')
    if (request.inFlight) this.breaches.push('two polls in flight')
    if (request.told) this.breaches.push('poll after the end')
    if (nowMs < request.notBeforeMs) this.breaches.push('before Retry-After')
    if (sinceMs >= request.intervalMs) return
    const isLast = nowMs >= request.expiresAtMs - 4000 && nowMs < request.expiresAtMs
    const isExtra = isLast && request.mayComeEarly
    if (isExtra && !request.extraUsed) request.extraUsed = true
    else this.breaches.push(`early: ${sinceMs} of ${request.intervalMs} ms`)
  }

  #answer(request: Request, mood: Mood | undefined): TokenAnswer {
    if (mood === 'unavailable') {
      return { kind: 'no_answer', sent: true, reason: '503', retryAfterSeconds: 17 }
    }
    if (mood === 'nonce_demanded') return refuse('use_dpop_nonce')
    if (request.status === 'switched') return this.#switch(request)
    if (request.status === 'redeemed') return refuse('invalid_grant')
    if (request.status === 'denied' || request.status === 'cancelled')
      return refuse('access_denied')
    if (request.status === 'approved') {
      request.status = 'redeemed'
      const value = `token-${this.issued.size + 1}`
      this.issued.add(value)
      return { kind: 'issued', tokens: buildTokens(value) }
    }
    if (this.#time.trueMs >= request.expiresAtMs) return refuse('expired_token')
    if (mood === 'switched' && request.maySwitch) return this.#switch(request)
    if (mood === 'throttled') return refuse('slow_down', 429, 17)
    const isMood = mood === 'interaction_required' || mood === 'slow_down'
    return refuse(isMood ? mood : 'authorization_pending')
  }
}

export function refuse(
  error: string,
  status = 400,
  retryAfterSeconds: number | null = null,
): TokenAnswer {
  const refusal = { error, errorDescription: null, status, authSession: null, retryAfterSeconds }
  return { kind: 'refused', refusal }
}

export function buildTokens(value = 'token-1'): IssuedTokens {
  return {
    accessToken: new Secret(value),
    refreshToken: null,
    tokenType: 'DPoP',
    expiresInSeconds: 900,
    scope: 'payments.large:1',
    authorizationDetailsJson: null,
    acr: null,
    authTimeSeconds: null,
    authSession: null,
  }
}
