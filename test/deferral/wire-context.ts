// An OAuth context without a network or cryptography: each request is a form, each answer what the test makes of it.
import type { OAuthClient, OAuthContext } from '../../main/oauth/oauth-context.ts'
import type { Clock } from '../../shared/model/ports.ts'

export type Form = Readonly<Record<string, string>>

/** `answer` hears every form that is sent, and the key its proof would be made with. */
export function buildWireContext(
  clock: Clock,
  answer: (form: Form, keyId: string) => Response | Promise<Response>,
): OAuthContext {
  const refuseAny = (): never => {
    throw new Error('not expected')
  }
  return {
    fetch: refuseAny,
    clock,
    randomness: { bytes: refuseAny, unit: refuseAny },
    log: () => undefined,
    proofs: {
      buildProof: refuseAny,
      learn: refuseAny,
      serverTimeMs: () => clock.nowMs(),
      sendWithProof: async (_fetch, { body, encode, key }) => {
        const sent = (await encode?.())?.body ?? body ?? ''
        return answer(Object.fromEntries(new URLSearchParams(sent)), key?.id ?? '')
      },
    },
  }
}

/** A public client of a server that says nothing of itself. */
export const wireClient: OAuthClient = {
  metadata: { issuer: 'http://localhost:4000', token_endpoint: 'http://localhost:4000/token' },
  clientId: 'client-1',
  dpopKey: { id: 'key-1' } as OAuthClient['dpopKey'],
}

export function reply(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}
