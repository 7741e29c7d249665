// Shows a relayed form to the person and brings the answer back; a plain one from any server, but for secrets.
import { text } from '../../shared/catalogue/text.ts'
import { askPerson, type AskContext, type AskOutcome } from './ask-person.ts'
import { isCredentialRequest } from './credential-request.ts'
import type { AnswerContent } from './elicitation-answer.ts'
import type { ParsedElicitation } from './elicitation.ts'
import { triesPerChallenge } from './lockout.ts'
import { refuse, type Relay, type RelayedEnd } from './relay-state.ts'

/** An ordinary question: from any server, but for what looks like a secret. */
export async function answerForm(relay: Relay, entry: ParsedElicitation): Promise<RelayedEnd> {
  const { host } = relay
  if (isCredentialRequest(entry.message, entry.fields)) {
    return refuse(relay, text('relay.credential', { host }))
  }
  relay.codeSent = false
  return askRelayed(relay, entry, { issuer: relay.connection.url, issuerHost: null })
}

interface Asking {
  /** Bounds a passkey; for a plain form nothing depends on it. */
  readonly issuer: string
  readonly issuerHost: string | null
  readonly problem?: string | null
}

/** Asks one form by our own widgets. */
export async function askRelayed(
  relay: Relay,
  entry: ParsedElicitation,
  { issuer, issuerHost, problem = null }: Asking,
): Promise<RelayedEnd> {
  const context: AskContext = {
    callId: relay.call.id,
    connectionId: relay.connection.id,
    issuer,
    triesLeft: triesPerChallenge - relay.wrongCodes,
    problem,
    relay: { host: relay.host, issuerHost },
  }
  const outcome = await askPerson(relay.ports, context, [entry])
  if (outcome.kind !== 'response') return endOf(relay, outcome)
  const content = outcome.response as AnswerContent
  // What an agent may not read in the result: proofs. Ordinary answers are the server's to use.
  if (issuerHost !== null && entry.kind !== 'authenticator_choice') {
    relay.secrets.push(...Object.values(content).filter((value) => typeof value === 'string'))
  }
  return { action: 'accept', content }
}

function endOf(relay: Relay, outcome: Exclude<AskOutcome, { kind: 'response' }>): RelayedEnd {
  const { host, ports } = relay
  if (outcome.kind === 'web') {
    const reason = ports.ceremony.unavailableReason() ?? ''
    return refuse(relay, text('step-up.passkey-here-not-possible', { reason }))
  }
  if (outcome.kind === 'cancelled') return { action: outcome.by ?? 'decline' }
  if (outcome.kind === 'expired')
    return refuse(relay, text('relay.not-in-time', { host }), 'cancel')
  return refuse(relay, outcome.reason)
}
