// Gets an authorization code through the system browser: PKCE, state, iss, loopback redirect (RFC 8252, RFC 9207).
import { timingSafeEqual } from 'node:crypto'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { DeferredAnswer, NoAnswer, OAuthRefusal } from './answers.ts'
import { requestAuthorizationUrl } from './authorization-request.ts'
import { processCallback, type Callback } from './callback.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { redeemDeferredCode } from './openid-deferral.ts'
import { buildPkce, type Pkce } from './pkce.ts'
import { startRedirectListener } from './redirect-listener.ts'

export interface BrowserSignIn {
  /** Its port is tried first; another one is taken when it is busy. */
  readonly registeredRedirectUri: string | null
  readonly scope: string | null
  readonly resource: string | null
  readonly acrValues: string | null
  readonly maxAgeSeconds: number | null
  /** RFC 9396: a JSON array. */
  readonly authorizationDetailsJson?: string | null
  /** Hint only; the answer has it again, for redeeming the code. */
  readonly completionMode?: 'deferred'
  /** The person has just signed in there: no page may ask them anything again. */
  readonly asksNobody?: boolean
  /** Opens the system browser, without a shell. */
  readonly openExternal: (url: string) => Promise<void>
  /** Ends the flow as cancelled. */
  readonly signal: AbortSignal
}

export type BrowserAnswer =
  /** Everything `redeemCode` needs but `resource`: spread it, so that a hint that was sent is repeated. */
  | {
      kind: 'code'
      code: Secret
      codeVerifier: Secret
      redirectUri: string
      nonce: string | null
      completionMode?: 'deferred'
    }
  /** No code, but a wait: only at issuers for which the person turned such answers on. */
  | { kind: 'deferred'; deferred: DeferredAnswer }
  | { kind: 'refused'; refusal: OAuthRefusal }
  /** From exchanging a `deferred_code`, which is spent now. */
  | NoAnswer
  | { kind: 'cancelled' }
  /** Nobody came back within 5 minutes. */
  | { kind: 'expired' }

const flowMs = 5 * 60_000
/** Long enough for the browser to fetch the closing page. */
const closingMs = 3_000

/**
 * Runs one flow. Requests with a wrong `state` are refused and change nothing. Throws `oauth/callback_refused` when an
 * answer with our `state` names another issuer (or none, where the server promised one): its content is not looked at.
 * Throws `oauth/grant_failed` when the sign-in could not even begin. Danger: call it only on a person's gesture.
 */
export async function requestCodeByBrowser(
  context: OAuthContext,
  client: OAuthClient,
  flow: BrowserSignIn,
): Promise<BrowserAnswer> {
  if (client.metadata.authorization_endpoint === undefined)
    throw failed(client, 'oauth.no_browser_sign_in')
  const secrets = await createFlowSecrets(context, flow)
  const ears = createEars(client, secrets.state)
  const listener = await startRedirectListener(flow.registeredRedirectUri, ears.judge)
  const { redirectUri } = listener
  const cleanUps = [
    context.clock.after(flowMs, () => ears.settle({ kind: 'expired' })),
    onAbort(flow.signal, () => ears.settle({ kind: 'cancelled' })),
  ]
  try {
    const { codeChallenge } = secrets.pkce
    const request = { ...flow, ...secrets, redirectUri, codeChallenge }
    const start = await requestAuthorizationUrl(context, client, request)
    if (start.kind === 'no_answer') throw failed(client, 'oauth.par_failed', start.reason)
    if (start.kind === 'refused') return start
    if (!flow.signal.aborted) await flow.openExternal(start.url)
    const sent = { ...flow, ...secrets, redirectUri }
    return await buildAnswer(context, client, { heard: await ears.heard, sent })
  } finally {
    for (const cleanUp of cleanUps) cleanUp()
    context.clock.after(closingMs, () => listener.stop())
  }
}

interface FlowSecrets {
  readonly pkce: Pkce
  /** 256 bits. */
  readonly state: string
  readonly nonce: string | null
}

async function createFlowSecrets(context: OAuthContext, flow: BrowserSignIn): Promise<FlowSecrets> {
  const draw = (): string => Buffer.from(context.randomness.bytes(32)).toString('base64url')
  const openId = (flow.scope ?? '').split(' ').includes('openid')
  const pkce = await buildPkce(context.randomness)
  return { pkce, state: draw(), nonce: openId ? draw() : null }
}

type Heard = Callback | { kind: 'cancelled' } | { kind: 'expired' }

/** Turns hits on the listener into one answer, once. */
function createEars(
  client: OAuthClient,
  state: string,
): {
  heard: Promise<Heard>
  settle: (heard: Heard) => void
  judge: (parameters: URLSearchParams) => 'ignore' | 'done' | 'failed'
} {
  let settle: (heard: Heard) => void = () => undefined
  const heard = new Promise<Heard>((resolve) => {
    settle = resolve
  })
  const judge = (parameters: URLSearchParams): 'ignore' | 'done' | 'failed' => {
    if (!isOurState(parameters, state)) return 'ignore'
    const callback = processCallback(client, parameters, state)
    settle(callback)
    return callback.kind === 'refused' || callback.kind === 'foreign' ? 'failed' : 'done'
  }
  return { heard, settle, judge }
}

/** Exactly one `state`, compared in constant time. */
function isOurState(parameters: URLSearchParams, state: string): boolean {
  const [received, ...more] = parameters.getAll('state')
  if (received === undefined || more.length > 0) return false
  const [left, right] = [Buffer.from(received), Buffer.from(state)]
  return left.byteLength === right.byteLength && timingSafeEqual(left, right)
}

/** Danger: exchanges a `deferred_code`, which is good for one request only. */
async function buildAnswer(
  context: OAuthContext,
  client: OAuthClient,
  { heard, sent }: { heard: Heard; sent: FlowSecrets & Sent },
): Promise<BrowserAnswer> {
  const { pkce, nonce, redirectUri, completionMode } = sent
  const { codeVerifier } = pkce
  const hint = completionMode === undefined ? {} : { completionMode }
  switch (heard.kind) {
    case 'foreign':
      throw refusedCallback(client)
    case 'code':
      return { kind: 'code', code: heard.code, codeVerifier, redirectUri, nonce, ...hint }
    case 'deferral':
      return { kind: 'deferred', deferred: buildDirectDeferral(heard, codeVerifier, nonce) }
    case 'deferred_code':
      return redeemDeferredCode(context, client, {
        deferredCode: heard.deferredCode,
        codeVerifier,
        nonce,
      })
    default:
      return heard
  }
}

interface Sent {
  readonly redirectUri: string
  readonly completionMode?: 'deferred'
}

/** DTR's direct deferral: the verifier goes with the first poll. */
function buildDirectDeferral(
  { deferralCode, intervalSeconds, expiresInSeconds }: Extract<Callback, { kind: 'deferral' }>,
  codeVerifier: Secret,
  nonce: string | null,
): DeferredAnswer {
  return {
    dialect: 'dtr',
    deferralCode,
    remembered: { codeVerifier, ...(nonce === null ? {} : { nonce }) },
    intervalSeconds,
    expiresInSeconds,
    interactionRequired: false,
    interactionUri: null,
    serverWords: null,
  }
}

function onAbort(signal: AbortSignal, run: () => void): () => void {
  signal.addEventListener('abort', run, { once: true })
  if (signal.aborted) run()
  return () => signal.removeEventListener('abort', run)
}

function refusedCallback(client: OAuthClient): CountersignError {
  const message = text('oauth.callback_refused', { issuer: new URL(client.metadata.issuer).host })
  return new CountersignError('oauth/callback_refused', message)
}

function failed(
  client: OAuthClient,
  key: 'oauth.no_browser_sign_in' | 'oauth.par_failed',
  detail: string | null = null,
): CountersignError {
  const message = text(key, { issuer: new URL(client.metadata.issuer).host })
  return new CountersignError('oauth/grant_failed', message, { detail })
}
