// The strict rules of polling: when a poll may begin, with which key, and what it may carry.
import type { IncomingMessage } from 'node:http'
import { watchAnswer } from '../http.ts'
import { saveViolation, type Deferral, type World } from '../world.ts'
import { passOn, sendError, type Exchange, type ServerParts } from './context.ts'
import { deferredGrant } from './deferred-grant.ts'
import { extendGrant } from './lifetimes.ts'
import { beginPoll, endPoll } from './poll-timing.ts'
import { releaseForm } from './reviews.ts'

const brokenRules = new WeakMap<IncomingMessage, string>()

/** Serves a poll whose proof holds: key and timing first, then the deferred grant. */
export async function servePollRequest(
  parts: ServerParts,
  exchange: Exchange,
  jkt: string,
): Promise<void> {
  const { world } = parts
  const deferral = world.deferrals.get(exchange.form['deferral_code'] ?? '')
  if (deferral && deferral.jkt !== jkt) {
    saveViolation(world, 'other_key', `${deferral.id} polled with another DPoP key`)
    return sendError(exchange, 'invalid_dpop_proof', 'another key')
  }
  const broken = brokenRules.get(exchange.request)
  if (deferral && broken === undefined) return serveGoodPoll(parts, exchange, deferral)
  if (!deferral || broken === undefined) return passOn(parts, exchange)
  deferral.told = true
  const over = broken === 'poll_after_terminal'
  sendError(exchange, over ? 'invalid_grant' : 'invalid_request', broken)
}

/** What was deferred by a review is answered by the grant it came from, once it is approved. */
async function serveGoodPoll(
  parts: ServerParts,
  exchange: Exchange,
  deferral: Deferral,
): Promise<void> {
  const { world } = parts
  const released = deferral.release !== undefined && deferral.status === 'approved'
  if (!released) return passOn(parts, exchange)
  deferral.status = 'redeemed'
  deferral.told = true
  if (deferral.intent.kind === 'reauthentication') extendGrant(world, deferral.grantId ?? '')
  else world.customerKnown = true
  const form = releaseForm(world, deferral, exchange.form)
  await passOn(parts, exchange, new URLSearchParams(form).toString())
}

/**
 * Starts the timing of a poll, before anything else happens to it, so that answers made by
 * misbehaviour count as exchanges too. A demand for a nonce does not count.
 */
export function startPollTiming(world: World, exchange: Exchange): void {
  const deferral = world.deferrals.get(exchange.form['deferral_code'] ?? '')
  if (!deferral || exchange.form['grant_type'] !== deferredGrant) return
  const before = deferral.lastEndedMs
  const broken = beginPoll(world, deferral, exchange.form)
  if (broken) brokenRules.set(exchange.request, broken)
  const poll = world.record.polls.at(-1)
  let ended = false
  const finish = (answer: string): void => {
    if (ended) return
    ended = true
    endPoll(world, deferral)
    if (poll) poll.answer = answer
    // An answer that never arrived told the client nothing.
    if (answer === connectionClosed) deferral.told = false
    if (answer.includes('slow_down')) deferral.intervalMs += 5000
    if (answer.includes('use_dpop_nonce')) deferral.lastEndedMs = before
  }
  exchange.response.once('close', () => finish(connectionClosed))
  watchAnswer(exchange.response, (status, text) => finish(wordOf(status, text)))
}

const connectionClosed = 'connection closed'

function wordOf(status: number, body: string): string {
  const error = /"error":"([a-z_]+)"/u.exec(body)?.[1]
  return error ?? String(status)
}
