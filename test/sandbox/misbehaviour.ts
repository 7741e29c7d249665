// Switches that make the sandbox's next answers wrong, slow or absent, on purpose.
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { sendJson } from './http.ts'
import { saveSecret } from './record.ts'
import { buildSecretValue } from './secret-value.ts'
import type { World } from './world.ts'

/** Where a misbehaviour strikes. `token` is every token request that is not a poll. */
export const endpoints = [
  'metadata',
  'resource-metadata',
  'registration',
  'par',
  'authorize',
  'jwks',
  'token',
  'code',
  'refresh',
  'exchange',
  'poll',
  'challenge',
  'revocation',
  'mcp',
  'api',
  'openapi',
] as const

/** What goes wrong. */
export const misbehaviourKinds = [
  'delay',
  'hang-up',
  'status',
  'wrong-json',
  'redirect',
  'huge-body',
  'token-and-error',
  'no-deferral-code',
  'error',
  'body',
  'wrong-issuer',
  'nonce',
  'lost-answer',
  'deferral-values',
] as const

/** One switch: the next `times` requests on `endpoint` suffer `kind`. */
export const misbehaviourSchema = z.object({
  endpoint: z.enum(endpoints),
  kind: z.enum(misbehaviourKinds),
  times: z.number().int().positive().default(1),
  ms: z.number().optional(),
  status: z.number().int().optional(),
  retryAfter: z.string().optional(),
  location: z.string().optional(),
  bytes: z.number().int().optional(),
  issuer: z.string().optional(),
  error: z.string().optional(),
  body: z.unknown().optional(),
  // Of deferral-values: what to send instead; null leaves the member out.
  expires_in: z.unknown().optional(),
  interval: z.unknown().optional(),
  tool: z.string().optional(),
})

export type Endpoint = (typeof endpoints)[number]
export type Misbehaviour = z.infer<typeof misbehaviourSchema>

/** Kinds that another place applies while it builds its own answer. */
const applied = new Set<Misbehaviour['kind']>(['nonce', 'deferral-values', 'wrong-issuer'])

/** Takes the first switch that fits, counting it down. */
export function takeMisbehaviour(
  world: World,
  names: readonly Endpoint[],
  fits: (one: Misbehaviour) => boolean,
): Misbehaviour | undefined {
  const found = world.misbehaviours.find((one) => names.includes(one.endpoint) && fits(one))
  if (!found) return undefined
  found.times -= 1
  if (found.times < 1) world.misbehaviours.splice(world.misbehaviours.indexOf(found), 1)
  return found
}

/** Takes a switch of one kind that is applied while an answer is built. */
export function takeKind(
  world: World,
  names: readonly Endpoint[],
  kind: Misbehaviour['kind'],
): Misbehaviour | undefined {
  return takeMisbehaviour(world, names, (one) => one.kind === kind)
}

/** Which endpoint a request came to, and for which tool where it names one. */
export type Target = { names: readonly Endpoint[]; tool?: string | undefined }

/**
 * Applies what is switched on for a request. True: the request is answered (or cut off) already.
 * `lost-answer` lets the request be processed and then cuts the connection.
 */
export async function applyMisbehaviour(
  world: World,
  { names, tool }: Target,
  response: ServerResponse,
): Promise<boolean> {
  const one = takeMisbehaviour(
    world,
    names,
    (candidate) =>
      !applied.has(candidate.kind) && (candidate.tool === undefined || candidate.tool === tool),
  )
  if (!one) return false
  if (one.kind === 'delay') {
    await sleep(one.ms ?? 1000)
    return false
  }
  if (one.kind === 'lost-answer') {
    loseAnswer(response)
    return false
  }
  if (one.kind === 'hang-up') response.destroy()
  else answerWrongly(world, one, response)
  return true
}

function answerWrongly(world: World, one: Misbehaviour, response: ServerResponse): void {
  if (one.retryAfter) response.setHeader('retry-after', one.retryAfter)
  if (one.kind === 'status') sendText(response, one.status ?? 503, 'Out of order')
  else if (one.kind === 'wrong-json') sendText(response, 200, '{"access_token": ')
  else if (one.kind === 'redirect') {
    response.setHeader('location', one.location ?? `${world.urls.deskUrl}elsewhere`)
    sendText(response, one.status ?? 307, '')
  } else if (one.kind === 'huge-body') {
    sendText(response, 200, `{"a":"${'a'.repeat(one.bytes ?? 20_000_000)}"}`)
  } else sendJson(response, one.status ?? statusOf(one), bodyOf(world, one))
}

function statusOf(one: Misbehaviour): number {
  return one.kind === 'token-and-error' || one.kind === 'body' ? 200 : 400
}

function bodyOf(world: World, one: Misbehaviour): unknown {
  if (one.kind === 'body') return one.body ?? {}
  if (one.kind === 'no-deferral-code') {
    return { error: 'authorization_pending', expires_in: 3600, interval: 5 }
  }
  if (one.kind === 'token-and-error') {
    const token = buildSecretValue('wrong')
    saveSecret(world.record, 'access_token', token)
    const error = one.error ?? 'access_denied'
    return { access_token: token, token_type: 'DPoP', expires_in: 60, error }
  }
  return { error: one.error ?? 'server_error' }
}

function sendText(response: ServerResponse, status: number, text: string): void {
  const type = text.startsWith('{') ? 'application/json' : 'text/html'
  response.writeHead(status, { 'content-type': type })
  response.end(text)
}

function loseAnswer(response: ServerResponse): void {
  const cut = (): ServerResponse => {
    response.socket?.destroy()
    return response
  }
  Object.assign(response, { writeHead: () => response, write: () => true, end: cut })
}
