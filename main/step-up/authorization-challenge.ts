// The FiPA loop: authorization challenge requests, the person's answers, and the code that ends them.
import { text } from '../../shared/catalogue/text.ts'
import type { ChallengeAnswer, OAuthRefusal } from '../oauth/answers.ts'
import { buildPkce } from '../oauth/pkce.ts'
import { askPerson, isShowable } from './ask-person.ts'
import { dropForeignAuthSession, removeAuthSession } from './auth-session.ts'
import {
  loadHeldSession,
  requestNext,
  type ChallengeEnd,
  type ChallengePorts,
  type ChallengeWant,
  type Loop,
  type Next,
} from './challenge-loop.ts'
import { parseElicitations, type ParsedElicitation } from './elicitation.ts'
import { describeLock } from './locked.ts'
import { triesPerChallenge } from './lockout.ts'
import { describeNoAnswer, describeRefusal } from './refusal.ts'

const maxRounds = 10
/** Of the server's own time: the person takes as long as their questions are open. */
const maxTimeMs = 5 * 60_000

/**
 * Runs one authorization challenge to its end (FiPA; protocols 3 and 4).
 * Danger: only for issuers the person marked first-party; the caller checks.
 */
export async function runAuthorizationChallenge(
  ports: ChallengePorts,
  want: ChallengeWant,
): Promise<ChallengeEnd> {
  const { issuer } = want.client.metadata
  const loop: Loop = {
    ports,
    want,
    issuer,
    host: new URL(issuer).host,
    pkce: await buildPkce(ports.oauth.randomness),
    startedAtMs: ports.clock.monotonicMs(),
    askedMs: 0,
    rounds: 0,
    sessionRestarts: 0,
    wrongCodes: 0,
    codeSent: false,
    problem: null,
    offeredAuthSession: want.offeredAuthSession ?? null,
  }
  await dropForeignAuthSession(ports.secrets, want.client)
  let next: Next = { kind: 'start' }
  while (next.kind === 'start' || next.kind === 'respond') {
    const end = await whyEnd(loop)
    if (end !== null) return end
    const answer = await requestNext(loop, next)
    if (want.signal.aborted) return abandoned()
    next = await processAnswer(loop, answer)
  }
  return next
}

async function whyEnd(loop: Loop): Promise<ChallengeEnd | null> {
  const { ports, want, issuer, host } = loop
  if (want.signal.aborted) return abandoned()
  const locked = await describeLock(ports.lockout, issuer)
  if (locked !== null) return { kind: 'failed', reason: locked }
  if (loop.rounds > maxRounds) {
    return { kind: 'failed', reason: text('step-up.too-many-rounds', { host }) }
  }
  if (ports.clock.monotonicMs() - loop.startedAtMs - loop.askedMs > maxTimeMs) {
    return { kind: 'expired', reason: text('step-up.took-too-long') }
  }
  return null
}

async function processAnswer(loop: Loop, answer: ChallengeAnswer): Promise<Next> {
  if (answer.kind === 'code') {
    return { kind: 'code', code: answer.code, codeVerifier: loop.pkce.codeVerifier }
  }
  if (answer.kind === 'no_answer') {
    return { kind: 'failed', reason: describeNoAnswer(loop.host) }
  }
  if (answer.kind === 'refused') return processRefusal(loop, answer.refusal)
  const parsed = parseElicitations(answer.elicitations)
  if (parsed.kind !== 'ask' || !parsed.entries.every(isShowable)) {
    const why = parsed.kind === 'refused' ? parsed.problem : parsed.kind
    loop.ports.log('info', 'elicitation left to the browser', { issuer: loop.issuer, why })
    return { kind: 'web' }
  }
  const held = await loadHeldSession(loop)
  // Without one an answer could not be given, and the same question would come for ever.
  if (held === null || loop.want.asksNobody === true) return { kind: 'web' }
  const registers = parsed.entries.some((entry) => entry.kind === 'passkey_registration')
  if (registers && !loop.want.mayRegisterPasskey) {
    return { kind: 'failed', reason: text('step-up.cannot-ask-here', { host: loop.host }) }
  }
  if (loop.codeSent) return processWrongCode(loop, parsed.entries)
  return askNext(loop, parsed.entries)
}

/** A code went out and the server asks again: the code was wrong. After three we start over, to choose again. */
async function processWrongCode(loop: Loop, entries: readonly ParsedElicitation[]): Promise<Next> {
  const wasRight = entries.every(
    (entry) => entry.kind !== 'totp' && entry.kind !== 'authenticator_choice',
  )
  if (wasRight) return askNext(loop, entries)
  loop.wrongCodes += 1
  await loop.ports.lockout.onWrongCode(loop.issuer)
  if (loop.wrongCodes < triesPerChallenge) {
    loop.problem = text('step-up.code-was-wrong')
    return askNext(loop, entries)
  }
  loop.wrongCodes = 0
  loop.codeSent = false
  loop.problem = text('step-up.code-used-up')
  return { kind: 'start' }
}

async function askNext(loop: Loop, entries: readonly ParsedElicitation[]): Promise<Next> {
  const end = await whyEnd(loop)
  if (end !== null) return end
  const { callId, connectionId, signal } = loop.want
  await loop.want.mayPrompt?.()
  if (signal.aborted) return abandoned()
  const askedAtMs = loop.ports.clock.monotonicMs()
  const outcome = await askPerson(
    loop.ports,
    {
      callId,
      connectionId,
      issuer: loop.issuer,
      triesLeft: triesPerChallenge - loop.wrongCodes,
      problem: loop.problem,
    },
    entries,
  )
  loop.askedMs += loop.ports.clock.monotonicMs() - askedAtMs
  if (signal.aborted) return abandoned()
  loop.problem = null
  loop.codeSent = entries.some((entry) => entry.kind === 'totp')
  if (outcome.kind !== 'response') return outcome
  return { kind: 'respond', response: outcome.response }
}

async function processRefusal(loop: Loop, refusal: OAuthRefusal): Promise<Next> {
  if (refusal.error === 'invalid_session') {
    removeAuthSession(loop.ports.secrets, loop.issuer)
    loop.offeredAuthSession = null
    loop.sessionRestarts += 1
    loop.codeSent = false
    if (loop.sessionRestarts === 1) return { kind: 'start' }
  }
  if (loop.codeSent) await loop.ports.lockout.onWrongCode(loop.issuer)
  return describeRefusal(refusal, loop.host)
}

function abandoned(): ChallengeEnd {
  return { kind: 'cancelled', reason: text('step-up.abandoned') }
}
