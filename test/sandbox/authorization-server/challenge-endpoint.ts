// The authorization challenge endpoint: FiPA requests in, structured elicitations or a code out.
import { sendJson } from '../http.ts'
import { takeKind } from '../misbehaviour.ts'
import { checkProof } from '../proof.ts'
import { saveViolation, type AuthSession } from '../world.ts'
import { buildSession, findSession, renewSession } from './auth-sessions.ts'
import { startChallenge } from './challenge-start.ts'
import { answerElicitation } from './challenge-steps.ts'
import { sendError, sendProofError, type Exchange, type ServerParts } from './context.ts'
import type { StepOutcome } from './elicitations.ts'
import { issueNativeCode } from './native-code.ts'

/** Serves `POST /challenge`. The first request is a form, the answers are JSON (ANA 4.2). */
export async function serveChallenge(parts: ServerParts, exchange: Exchange): Promise<void> {
  const { world } = parts
  const demanded = takeKind(world, ['challenge'], 'nonce') !== undefined
  const proof = await checkProof(world, exchange.request, {
    url: `${world.urls.issuer}/challenge`,
    nonces: parts.nonces,
    requireNonce: world.settings.requireNonce,
  })
  if (demanded && proof.ok) {
    sendProofError(parts, exchange, { ok: false, reason: 'nonce', detail: 'use this nonce' })
  } else if (!proof.ok) {
    if (proof.reason === 'missing') saveViolation(world, 'missing_proof', 'challenge endpoint')
    sendProofError(parts, exchange, proof)
  } else if (isJson(exchange)) await serveAnswer(parts, exchange, proof.jkt)
  else await serveStart(parts, exchange, proof.jkt)
}

async function serveStart(parts: ServerParts, exchange: Exchange, jkt: string): Promise<void> {
  const { world, provider } = parts
  const client = await provider.Client.find(exchange.form['client_id'] ?? '')
  if (!client) return sendError(exchange, 'invalid_client', 'unknown client')
  const given = exchange.form['auth_session']
  const session =
    given === undefined ? buildSession(client.clientId, jkt) : findSession(world, given, jkt)
  if (!session || session.clientId !== client.clientId) return sendInvalidSession(exchange)
  await sendOutcome(parts, exchange, {
    session,
    outcome: startChallenge(world, session, exchange.form),
  })
}

async function serveAnswer(parts: ServerParts, exchange: Exchange, jkt: string): Promise<void> {
  const message = parseAnswer(exchange.body)
  if (!message) return sendError(exchange, 'invalid_request', 'the answer is not understood')
  const session = findSession(parts.world, message.auth_session, jkt)
  if (!session?.pending) return sendInvalidSession(exchange)
  const outcome = await answerElicitation(parts.world, session, message.response)
  await sendOutcome(parts, exchange, { session, outcome })
}

type Decided = { session: AuthSession; outcome: StepOutcome }

async function sendOutcome(
  parts: ServerParts,
  exchange: Exchange,
  { session, outcome }: Decided,
): Promise<void> {
  const auth_session = renewSession(parts.world, session)
  if (outcome.kind === 'refuse') {
    session.pending = null
    const { error, description } = outcome
    sendJson(exchange.response, 400, { error, error_description: description, auth_session })
  } else if (outcome.kind === 'ask') {
    const elicitations = [outcome.elicitation]
    sendJson(exchange.response, 400, {
      error: 'insufficient_authorization',
      auth_session,
      elicitations,
    })
  } else {
    const pending = session.pending
    if (!pending) return sendInvalidSession(exchange)
    const authorization_code = await issueNativeCode(parts, session, pending)
    session.pending = null
    session.signedInAt = parts.world.now()
    sendJson(exchange.response, 200, { authorization_code, auth_session })
  }
}

function sendInvalidSession(exchange: Exchange): void {
  sendError(exchange, 'invalid_session', 'this auth_session is not known here')
}

function isJson(exchange: Exchange): boolean {
  return (exchange.request.headers['content-type'] ?? '').startsWith('application/json')
}

type Answer = { auth_session: string; response: Record<string, unknown> }

function parseAnswer(body: string): Answer | null {
  try {
    const value = JSON.parse(body) as Partial<Answer>
    if (typeof value.auth_session !== 'string' || typeof value.response !== 'object') return null
    return { auth_session: value.auth_session, response: value.response ?? {} }
  } catch {
    return null
  }
}
