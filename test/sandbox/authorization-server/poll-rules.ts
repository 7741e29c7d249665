// The strict rules of polling: when a poll may begin, with which key, and what it may carry.
import type { IncomingMessage } from 'node:http'
import { watchAnswer } from '../http.ts'
import { sha256Hex } from '../record.ts'
import type { Deferral } from '../pending.ts'
import { saveViolation, type World } from '../world.ts'
import { passOn, sendError, type Exchange, type ServerParts } from './context.ts'
import { serveGoodPoll } from './good-poll.ts'
import { cibaGrant, deferredGrant, deviceGrant } from './grant-types.ts'
import { jwtBearerGrant, openidDeferredGrant } from './grant-types.ts'
import { beginPoll, endPoll } from './poll-timing.ts'

const brokenRules = new WeakMap<IncomingMessage, string>()

/** What a token request waits for, by the handle that its grant uses; undefined when it waits for nothing. */
export function findHandled(world: World, form: Record<string, string>): Deferral | undefined {
  const handles: Record<string, string | undefined> = {
    [deferredGrant]: form['deferral_code'] ?? form['auth_req_id'],
    [cibaGrant]: form['auth_req_id'],
    [deviceGrant]: form['device_code'],
    [openidDeferredGrant]: form['deferred_auth_id'],
    [jwtBearerGrant]: assertionHandle(form['assertion'] ?? ''),
  }
  return world.deferrals.get(handles[form['grant_type'] ?? ''] ?? '')
}

/** Where a wait without a code is kept: its request is sent again with the same assertion. */
export function assertionHandle(assertion: string): string {
  return `assertion:${sha256Hex(assertion)}`
}

/** Serves a poll whose proof holds: key and timing first, then what it polls for. */
export async function servePollRequest(
  parts: ServerParts,
  exchange: Exchange,
  jkt: string,
): Promise<void> {
  const { world } = parts
  const deferral = findHandled(world, exchange.form)
  if (!deferral) return passOn(parts, exchange)
  // What began elsewhere than at the token endpoint is bound to the key that is proved first.
  if (deferral.jkt === '') deferral.jkt = jkt
  if (deferral.jkt !== jkt) {
    saveViolation(world, 'other_key', `${deferral.id} polled with another DPoP key`)
    return sendError(exchange, 'invalid_dpop_proof', 'another key')
  }
  const broken = brokenRules.get(exchange.request)
  if (broken === undefined) return serveGoodPoll(parts, exchange, deferral)
  deferral.told = true
  const over = broken === 'poll_after_terminal'
  sendError(exchange, over ? 'invalid_grant' : 'invalid_request', broken)
}

/** An answer that never arrived told nothing, and whoever sent a verifier has to send it again. */
function forget(deferral: Deferral, form: Record<string, string>): void {
  deferral.told = false
  if (form['code_verifier'] !== undefined) deferral.verified = false
}

/**
 * Starts the timing of a poll, before anything else happens to it, so that answers made by
 * misbehaviour count as exchanges too. A demand for a nonce does not count.
 */
export function startPollTiming(world: World, exchange: Exchange): void {
  const deferral = findHandled(world, exchange.form)
  if (!deferral || exchange.path !== '/token') return
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
    if (answer === connectionClosed) forget(deferral, exchange.form)
    if (answer.includes('slow_down')) deferral.intervalMs += 5000
    if (uncounted.has(answer)) deferral.lastEndedMs = before
    if (deferral.foreign && endWords.has(answer)) deferral.told = true
    if (deferral.foreign && answer === '200') deferral.status = 'redeemed'
  }
  exchange.response.once('close', () => finish(connectionClosed))
  watchAnswer(exchange.response, (status, text) => finish(wordOf(status, text)))
}

const connectionClosed = 'connection closed'
/** Answers after which the same poll may be sent again at once, in a better form. */
const uncounted = new Set(['use_dpop_nonce', 'unsupported_grant_type'])
/** How oidc-provider ends what it waits for itself. */
const endWords = new Set(['200', 'access_denied', 'expired_token', 'invalid_grant'])

function wordOf(status: number, body: string): string {
  const error = /"error":"([a-z_]+)"/u.exec(body)?.[1]
  return error ?? String(status)
}
