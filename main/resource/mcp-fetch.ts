// The fetch given to the MCP SDK for one exchange: adds proof at the connection's own address only, guards the call.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { GuardedFetch } from '../http/guarded-fetch.ts'
import type { DpopKey } from '../oauth/dpop.ts'
import type { DpopProofs } from '../oauth/dpop-proofs.ts'
import { refuseStream, type StandaloneStream } from './standalone-stream.ts'
import { isFrozenCall, type CallRound, type FrozenCall } from './call-guard.ts'
import { watchBody } from './watch-body.ts'

/** What a request presents: an access token, with the key it is bound to for DPoP. */
export interface Access {
  readonly accessToken: Secret
  readonly key: DpopKey | null
}

/** What happened on the wire during one exchange with a resource server. */
export interface WireFacts {
  /** The call's bytes were handed to the network. */
  callSent: boolean
  /** Status of the answer to the call, once it came. */
  callStatus: number | null
  /** The newest 401 or 403, before the SDK reduces it. */
  refusal: { readonly status: number; readonly headers: Headers } | null
  /** All agents were paused before a byte of the call left. */
  heldBack?: true
  /** What the network threw last. */
  networkError: unknown
}

export interface McpFetchOptions {
  readonly fetch: GuardedFetch
  readonly proofs: Pick<DpopProofs, 'sendWithProof'>
  /** The connection's endpoint: nothing else is contacted. */
  readonly url: string
  readonly access: Access | null
  /** The call that may be sent, once; null when none may. */
  readonly frozen: FrozenCall | null
  /** The body of the call's answer in this round (from 0), or of its rest, has ended, whatever came of it. */
  readonly onCallBodyEnd: (round: number) => void
  /** Asked right before the call leaves for the first time. */
  readonly mayLeave?: () => boolean
  /** Where an MCP 2025-11-25 server may ask something during the call; without it, it cannot. */
  readonly stream?: StandaloneStream
}

export interface McpFetch {
  readonly fetch: (url: string | URL, init?: RequestInit) => Promise<Response>
  readonly facts: WireFacts
  /** Lets the call be sent once more, after its server answered that it needs this. */
  allowRound(round: CallRound): void
}

/** A fetch for the SDK's transport and the facts it gathers. */
export function createMcpFetch(options: McpFetchOptions): McpFetch {
  const facts: WireFacts = { callSent: false, callStatus: null, refusal: null, networkError: null }
  const rounds: CallRound[] = [{}]
  let sent = 0
  let openBodies = 0
  const current = (): Exchange['options'] => {
    const round = Math.max(0, sent - 1)
    return { ...options, onCallBodyEnd: () => options.onCallBodyEnd(round) }
  }
  const track = (exchange: Exchange): Exchange => {
    openBodies += 1
    const onCallBodyEnd = (): void => {
      openBodies -= 1
      exchange.options.onCallBodyEnd()
    }
    return { ...exchange, options: { ...exchange.options, onCallBodyEnd } }
  }
  const get = async (init: RequestInit): Promise<Response> => {
    const { stream, frozen } = options
    const eventId = new Headers(init.headers).get('last-event-id')
    if (eventId === null) {
      // Everything that we ask for comes back on its own request, so it is taken for a call only.
      if (frozen === null || facts.callSent || stream === undefined) return refuseStream()
      return stream.open(() => sendInit(options, init))
    }
    if (!facts.callSent) return refuseStream()
    if (stream?.owns(eventId) !== true)
      return resume(track({ options: current(), facts, isCall: false, init }))
    // Asking for it may have been taken for asking for the rest of an answer that has broken off.
    if (openBodies === 0) current().onCallBodyEnd()
    return refuseStream()
  }
  const run = async (url: string | URL, init: RequestInit = {}): Promise<Response> => {
    validateAddress(String(url), options.url)
    const method = init.method ?? 'GET'
    if (method === 'GET') return get(init)
    const isCall = method === 'POST' && isFrozenCall(init.body, options.frozen, rounds.at(-1))
    if (isCall && sent >= rounds.length) throw sentTwice()
    if (isCall) await awaitLeave(options, facts)
    if (isCall) sent += 1
    const exchange = { options: current(), facts, isCall, init }
    if (!isCall) return facts.callSent ? requestBeside(exchange) : request(exchange)
    const tracked = track(exchange)
    return watchBody(await request(tracked), tracked.options.onCallBodyEnd)
  }
  const allowRound = (round: CallRound): void => {
    rounds.push(round)
    facts.callStatus = null
    facts.networkError = null
  }
  return { fetch: run, facts, allowRound }
}

/** Revisions are dates: later ones have no streams to resume. */
const newestResumable = '2025-11-25'

interface Exchange {
  readonly options: Omit<McpFetchOptions, 'onCallBodyEnd'> & { readonly onCallBodyEnd: () => void }
  readonly facts: WireFacts
  readonly isCall: boolean
  readonly init: RequestInit
}

/** What comes of it is not noted: see `request`. */
function sendInit(
  options: Pick<McpFetchOptions, 'fetch' | 'proofs' | 'url' | 'access'>,
  init: RequestInit,
): Promise<Response> {
  return options.proofs.sendWithProof(options.fetch, {
    url: options.url,
    method: init.method ?? 'POST',
    headers: Object.fromEntries(new Headers(init.headers)),
    body: typeof init.body === 'string' ? init.body : null,
    key: options.access?.key ?? null,
    accessToken: options.access?.accessToken ?? null,
    signal: init.signal ?? null,
  })
}

async function request({ options, facts, isCall, init }: Exchange): Promise<Response> {
  if (isCall) facts.callSent = true
  const response = await sendInit(options, init).catch((error: unknown) => {
    facts.networkError = error
    throw error
  })
  if (isCall) facts.callStatus = response.status
  if (response.status === 401 || response.status === 403) {
    facts.refusal = { status: response.status, headers: new Headers(response.headers) }
  }
  return response
}

/** Sends what the server waits for before it answers the call: when that does not arrive, its answer never comes. */
async function requestBeside(exchange: Exchange): Promise<Response> {
  const { onCallBodyEnd } = exchange.options
  try {
    const response = await request(exchange)
    if (!response.ok) onCallBodyEnd()
    return response
  } catch (error) {
    onCallBodyEnd()
    throw error
  }
}

/** Asks for the rest of the call's own answer, where its era has that (MCP 2025-11-25, resumability). */
async function resume(exchange: Exchange): Promise<Response> {
  const { onCallBodyEnd } = exchange.options
  const revision = new Headers(exchange.init.headers).get('mcp-protocol-version') ?? ''
  try {
    const response = revision > newestResumable ? refuseStream() : await request(exchange)
    if (response.ok) return watchBody(response, onCallBodyEnd)
    onCallBodyEnd()
    return response
  } catch (error) {
    onCallBodyEnd()
    throw error
  }
}

/** Last of all before the call: what has begun to leave cannot be held any more. */
async function awaitLeave({ stream, mayLeave }: McpFetchOptions, facts: WireFacts): Promise<void> {
  await stream?.ready()
  if (facts.callSent || mayLeave?.() !== false) return
  facts.heldBack = true
  throw new CountersignError('interaction/paused', text('interaction.paused'))
}

/** Credentials go to the connection's own address or nowhere. */
function validateAddress(asked: string, own: string): void {
  if (URL.canParse(asked) && new URL(asked).href === new URL(own).href) return
  throw new CountersignError('http/blocked_address', text('resource.other-address'), {
    detail: { sent: false },
  })
}

function sentTwice(): CountersignError {
  return new CountersignError('agent/bad_call', text('resource.call-changed'), {
    detail: 'the call was about to be sent twice',
  })
}
