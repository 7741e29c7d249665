// Says "not yet" (DTR 1.5, 1.7): the first answer with its handle, and what polls are told.
import type { KoaContextWithOIDC } from 'oidc-provider'
import { takeKind, type Endpoint } from '../misbehaviour.ts'
import { statusOf } from '../ticket-system.ts'
import type { Deferral } from '../pending.ts'
import type { World } from '../world.ts'
import { describeWait, interactionUriOf } from './deferrals.ts'

/** Answers a token request with a deferral code, or with the same under the name that a setting gives it. */
export function answerDeferred(world: World, ctx: KoaContextWithOIDC, deferral: Deferral): void {
  const names: Endpoint[] = ['exchange', 'refresh', 'code', 'token']
  const odd = takeKind(world, names, 'deferral-values')
  ctx.status = 400
  ctx.body = {
    ...pendingMembers(world, deferral),
    [world.settings.handleName]: deferral.code,
    expires_in: oddOr(odd?.expires_in, world.settings.expiresInSeconds),
    interval: oddOr(odd?.interval, world.settings.intervalSeconds),
  }
}

/** Answers a poll that has to go on. */
export function answerPending(world: World, ctx: KoaContextWithOIDC, deferral: Deferral): void {
  ctx.status = 400
  const slow = isTicketBusy(world, deferral)
  ctx.body = slow ? { error: 'slow_down' } : pendingMembers(world, deferral)
}

function pendingMembers(world: World, deferral: Deferral): Record<string, string> {
  const uri = interactionUriOf(world, deferral)
  const needed = deferral.interaction === 'needed'
  return {
    error: needed ? 'interaction_required' : 'authorization_pending',
    ...(needed ? {} : { error_description: describeWait(world, deferral) }),
    ...(uri === null ? {} : { interaction_uri: uri }),
  }
}

/** A busy office says so once for each ticket. */
function isTicketBusy(world: World, deferral: Deferral): boolean {
  const ticket = world.tickets.get(deferral.ticketId ?? '')
  if (!ticket || ticket.toldToSlowDown || statusOf(world, ticket) !== 'queued') return false
  ticket.toldToSlowDown = true
  return true
}

/** The odd value of a misbehaviour; null leaves the member out of the answer. */
function oddOr(odd: unknown, usual: number): unknown {
  return odd === undefined ? usual : (odd ?? undefined)
}

/** Answers with an OAuth error from inside a grant handler. */
export function answerError(ctx: KoaContextWithOIDC, error: string, description?: string): void {
  ctx.status = 400
  ctx.body = description ? { error, error_description: description } : { error }
}
