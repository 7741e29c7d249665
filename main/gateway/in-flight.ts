// The requests of one client that have no answer yet, so that it can take one back by its id.
import type { RpcId } from './json-rpc.ts'

export class InFlight {
  readonly #controllers = new Map<RpcId, AbortController>()
  readonly #onIdle: () => void

  /** `onIdle`: the last one that was under way has its answer, or its client has gone. */
  constructor(onIdle: () => void = () => undefined) {
    this.#onIdle = onIdle
  }

  /** Null where a request with this id is still under way: two answers to one id could not be told apart. */
  begin(id: RpcId): { readonly cancelled: AbortSignal; readonly end: () => void } | null {
    if (this.#controllers.has(id)) return null
    const controller = new AbortController()
    this.#controllers.set(id, controller)
    return { cancelled: controller.signal, end: () => this.#end(id, controller) }
  }

  /** Does nothing for an id that is not under way. */
  cancel(id: unknown): void {
    if (typeof id === 'string' || typeof id === 'number') this.#controllers.get(id)?.abort()
  }

  #end(id: RpcId, controller: AbortController): void {
    if (this.#controllers.get(id) !== controller) return
    this.#controllers.delete(id)
    if (this.#controllers.size === 0) this.#onIdle()
  }
}

/** Runs `serve` as the request `id`, which is under way until its answer is complete; null where it already is. */
export async function runInFlight(
  inFlight: InFlight,
  { id, gone }: { id: RpcId; gone: AbortSignal },
  serve: (how: { cancelled: AbortSignal; onAnswered: () => void }) => Promise<Response>,
): Promise<Response | null> {
  const begun = inFlight.begin(id)
  if (begun === null) return null
  gone.addEventListener('abort', begun.end, { once: true })
  const onAnswered = (): void => {
    gone.removeEventListener('abort', begun.end)
    begun.end()
  }
  const response = await serve({ cancelled: begun.cancelled, onAnswered })
  // A stream tells by itself when it has answered.
  if (response.headers.get('content-type') !== 'text/event-stream') onAnswered()
  return response
}
