// The fetch that a model's library is given: our guarded one, with the key put on at the last moment and streams kept in bounds.
import type { LanguageModel } from '../../../shared/model/language-model.ts'
import type { Secret } from '../../../shared/model/secret.ts'
import type { GuardedFetch } from '../../http/guarded-fetch.ts'
import { ModelFailure } from './failure.ts'

export interface ModelFetchParts {
  readonly fetch: GuardedFetch
  readonly provider: LanguageModel['provider']
  readonly key: Secret | null
  /** Of one answer. */
  readonly maximumBytes: number
}

/** Danger: the key is revealed here, into the header of a request to the model's own address, and nowhere else. */
export function createModelFetch(parts: ModelFetchParts): typeof fetch {
  return async (input, init = {}) => {
    const headers = new Headers(init.headers)
    // The library asks the environment for a key unless it is given one; the one it is given is empty.
    headers.delete('authorization')
    headers.delete('x-api-key')
    if (parts.key !== null) setKey(headers, parts.provider, parts.key)
    const response = await parts.fetch(input instanceof Request ? input : String(input), {
      ...init,
      headers,
    })
    if (!response.ok || response.body === null) return response
    const type = response.headers.get('content-type') ?? ''
    if (!/^text\/event-stream\b/i.test(type)) {
      await response.body.cancel().catch(() => undefined)
      throw new ModelFailure('not_a_model', { status: response.status })
    }
    const { status, statusText } = response
    const body = limitStream(response.body, parts.maximumBytes)
    return new Response(body, { status, statusText, headers: [...response.headers] })
  }
}

function setKey(headers: Headers, provider: LanguageModel['provider'], key: Secret): void {
  if (provider === 'anthropic') headers.set('x-api-key', key.reveal())
  else headers.set('authorization', `Bearer ${key.reveal()}`)
}

/** Bytes that are no UTF-8 would be read as U+FFFD: an argument would not be what the model wrote. */
function limitStream(
  body: ReadableStream<Uint8Array>,
  maximumBytes: number,
): ReadableStream<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  const guard = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength
      if (bytes > maximumBytes) throw new ModelFailure('endless')
      if (!isText(decoder, chunk)) throw new ModelFailure('garbage')
      controller.enqueue(chunk)
    },
    flush() {
      if (!isText(decoder)) throw new ModelFailure('garbage')
    },
  })
  return body.pipeThrough(guard)
}

function isText(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined })
    return true
  } catch {
    return false
  }
}
