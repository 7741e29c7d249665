// The control API for tests and the story: look, decide, misbehave, reset.
import type { IncomingMessage } from 'node:http'
import * as z from 'zod'
import { confirmDeferral, decideDeferral, findPending } from './authorization-server/deferrals.ts'
import { readBody, sendJson, type Handler } from './http.ts'
import { misbehaviourSchema } from './misbehaviour.ts'
import { faultSchema } from './first-party-server/state.ts'
import { buildState, buildTotp } from './state.ts'
import { ticketTimeMs } from './ticket-system.ts'
import { resetWorld, type World } from './world.ts'

/** How the authorization server may be reached. */
export type Reach = 'up' | 'unavailable' | 'refused'

/** What the control API needs besides the world. */
export type ControlHooks = { setReach: (reach: Reach) => Promise<void> }

const decision = z.object({ id: z.string().optional(), by: z.string().optional() })
const settings = z
  .object({
    intervalSeconds: z.number(),
    expiresInSeconds: z.number(),
    accessTokenSeconds: z.number(),
    maxAgeSeconds: z.number(),
    requireNonce: z.boolean(),
    requireBankNonce: z.boolean(),
    metadataIssuer: z.string().nullable(),
    codeReview: z.enum(['none', 'new_customer', 'fraud']),
    refreshReview: z.enum(['none', 'reauthentication']),
    authorizationSeconds: z.number().nullable(),
    ticketEnds: z.enum(['approved', 'rejected']),
    handleName: z.enum(['deferral_code', 'auth_req_id']),
    slidePollGrant: z.enum(['ciba', 'deferred']),
    authorizationDeferral: z.enum(['none', 'direct', 'openid']),
    assertionAnswer: z.enum(['token', 'interaction', 'deferred']),
    requireUserCode: z.boolean(),
    assertionSeconds: z.number(),
    remedy: z.enum(['scope', 'authorization_details']),
    headerSession: z.boolean(),
    trustsNativeClients: z.boolean(),
  })
  .partial()
const leave = z.object({ name: z.string(), away: z.boolean() })
const ticketTime = z.object({ seconds: z.number().nonnegative() })
const reach = z.object({ mode: z.enum(['up', 'unavailable', 'refused']) })

type Action = (world: World, body: unknown, hooks: ControlHooks) => unknown

const actions: Record<string, Action> = {
  'GET /state': (world) => buildState(world),
  'GET /totp': (world) => buildTotp(world),
  'GET /clients': (world) => world.clients,
  'GET /secrets': (world) => [...world.record.secrets.values()],
  'POST /approve': (world, body) => decide(world, body, true),
  'POST /deny': (world, body) => decide(world, body, false),
  'POST /confirm': (world, body) => confirm(world, body),
  'POST /expire': (world, body) => expire(world, body),
  'POST /misbehave': (world, body) => {
    world.misbehaviours.push(misbehaviourSchema.parse(body))
    return { waiting: world.misbehaviours.length }
  },
  'POST /first-party': (world, body) => {
    world.firstParty.fault = faultSchema.parse(body)
    return world.firstParty
  },
  'POST /settings': (world, body) => {
    const changed = settings.parse(body)
    if (changed.codeReview !== undefined) world.customerKnown = false
    return Object.assign(world.settings, changed)
  },
  'POST /leave': (world, body) => {
    const { name, away } = leave.parse(body)
    if (away) world.onLeave.add(name)
    else world.onLeave.delete(name)
    return [...world.onLeave]
  },
  'POST /tickets': (world, body) => {
    world.ticketClockAheadMs += ticketTime.parse(body).seconds * 1000
    return { now: ticketTimeMs(world) }
  },
  'POST /reach': async (_world, body, hooks) => {
    await hooks.setReach(reach.parse(body).mode)
    return {}
  },
  'POST /reset': async (world, _body, hooks) => {
    await hooks.setReach('up')
    resetWorld(world)
    return {}
  },
}

/** Serves the control API. 404: no such action. 400: wrong body. 409: nothing to decide. */
export function buildControl(world: World, hooks: ControlHooks): Handler {
  return async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const action = actions[`${request.method ?? ''} ${path}`]
    if (!action) return sendJson(response, 404, { error: 'no such action' })
    try {
      const result = await action(world, await readJson(request), hooks)
      sendJson(response, result === null ? 409 : 200, result ?? { error: 'nothing is waiting' })
    } catch (error) {
      sendJson(response, 400, { error: String(error) })
    }
  }
}

/** Decides a waiting request; null when there is none such. */
export function decide(world: World, body: unknown, approve: boolean): object | null {
  const { id, by } = decision.parse(body)
  return decideDeferral(world, id, approve, by) ? {} : null
}

/** Does what the customer does on the page behind interaction_uri. */
function confirm(world: World, body: unknown): object | null {
  const deferral = findPending(world, decision.parse(body).id)
  if (deferral) confirmDeferral(deferral)
  return deferral ? {} : null
}

/** Ends a waiting request before its time. */
function expire(world: World, body: unknown): object | null {
  const deferral = findPending(world, decision.parse(body).id)
  if (deferral) deferral.expiresAt = world.now()
  return deferral ? {} : null
}

/** A JSON body; an empty one is an empty object. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readBody(request)
  return text === '' ? {} : (JSON.parse(text) as unknown)
}
