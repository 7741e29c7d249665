// The fetch given to the MCP SDK for one exchange: adds proof at the connection's own address only, guards the call.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import { isFrozenCall, type FrozenCall } from './call-guard.ts'

/** Adds `Authorization` and, for DPoP, a fresh proof; learns nonces from answers. */
export interface AccessProof {
  headers(request: { method: string; url: string }): Promise<Readonly<Record<string, string>>>
  /** Notes what the answer teaches; true when the same request should go once more with a new nonce. */
  processResponse(response: Response): boolean
}

/** What happened on the wire during one exchange with a resource server. */
export interface WireFacts {
  /** The call's bytes were handed to the network. */
  callSent: boolean
  /** Status line of the answer to the call, once it came. */
  callStatus: number | null
  /** The newest 401 or 403, before the SDK reduces it. */
  refusal: Response | null
  /** What the network threw last. */
  networkError: unknown
}

export interface McpFetchOptions {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
  /** The connection's endpoint: nothing else is contacted. */
  readonly url: string
  readonly proof: AccessProof | null
  /** The call that may be sent, once; null when none may. */
  readonly frozen: FrozenCall | null
  /** The body of the call's answer has ended, whatever came of it. */
  readonly onCallBodyEnd: () => void
}

/** A fetch for the SDK's transport and the facts it gathers. */
export function createMcpFetch(options: McpFetchOptions): {
  fetch: (url: string | URL, init?: RequestInit) => Promise<Response>
  facts: WireFacts
} {
  const facts: WireFacts = { callSent: false, callStatus: null, refusal: null, networkError: null }
  const run = async (url: string | URL, init: RequestInit = {}): Promise<Response> => {
    validateAddress(String(url), options.url)
    const method = init.method ?? 'GET'
    // We take no server-initiated stream: everything we ask for comes back on its own request.
    if (method === 'GET') return new Response(null, { status: 405 })
    const isCall = method === 'POST' && isFrozenCall(init.body, options.frozen)
    if (isCall && facts.callSent) throw sentTwice()
    const response = await request({ options, facts, isCall, init: { ...init, method } })
    return isCall ? watchBody(response, options.onCallBodyEnd) : response
  }
  return { fetch: run, facts }
}

interface Exchange {
  readonly options: McpFetchOptions
  readonly facts: WireFacts
  readonly isCall: boolean
  readonly init: RequestInit & { method: string }
}

async function request(exchange: Exchange): Promise<Response> {
  const { options, facts, isCall } = exchange
  let response = await attempt(exchange)
  if (options.proof?.processResponse(response) === true) {
    await response.body?.cancel()
    response = await attempt(exchange)
    options.proof.processResponse(response)
  }
  if (isCall) facts.callStatus = response.status
  if (response.status === 401 || response.status === 403) {
    facts.refusal = new Response(null, { status: response.status, headers: response.headers })
  }
  return response
}

async function attempt({ options, facts, isCall, init }: Exchange): Promise<Response> {
  const headers = new Headers(init.headers)
  const { method } = init
  const proof = (await options.proof?.headers({ method, url: options.url })) ?? {}
  for (const [name, value] of Object.entries(proof)) headers.set(name, value)
  if (isCall) facts.callSent = true
  try {
    return await options.fetch(options.url, { ...init, headers, redirect: 'manual' })
  } catch (error) {
    facts.networkError = error
    throw error
  }
}

/** Same body; says when it has ended or broken, which the SDK does not tell for a stream without an answer. */
function watchBody(response: Response, onEnd: () => void): Response {
  if (response.body === null) {
    onEnd()
    return response
  }
  const reader = response.body.getReader()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (!done) return controller.enqueue(value)
        controller.close()
      } catch (error) {
        controller.error(error)
      }
      onEnd()
    },
    cancel: (reason) => reader.cancel(reason),
  })
  const { status, statusText, headers } = response
  return new Response(body, { status, statusText, headers })
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
