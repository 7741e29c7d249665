// Relays a proof (choice, one-time code, passkey) over first-party connections, with the same tries and lock (protocols 4.4).
import { text } from '../../shared/catalogue/text.ts'
import type { ParsedElicitation } from './elicitation.ts'
import { triesPerChallenge } from './lockout.ts'
import { refuse, type Relay, type RelayedEnd } from './relay-state.ts'
import { askRelayed } from './relayed-form.ts'

/** A proof: only over a connection that the person marked first-party, for an issuer that is. */
export async function answerProof(relay: Relay, entry: ParsedElicitation): Promise<RelayedEnd> {
  const { ports, host } = relay
  const issuer = firstPartyIssuerOf(relay)
  if (issuer === null) return refuse(relay, text('relay.not-first-party', { host }))
  if (entry.kind === 'passkey_registration') {
    return refuse(relay, text('relay.registration', { host }))
  }
  const asksCode = entry.kind === 'totp'
  const asksAgain = asksCode || entry.kind === 'authenticator_choice'
  if (relay.codeSent && asksAgain) await countWrongCode(relay)
  const wasWrong = relay.codeSent && asksCode
  relay.codeSent = false
  const lockedUntilMs = await ports.lockout.lockedUntilMs(issuer)
  if (lockedUntilMs !== null) return refuseLocked(relay, issuer, lockedUntilMs)
  if (entry.kind === 'authenticator_choice') relay.wrongCodes = 0
  if (asksCode && relay.wrongCodes >= triesPerChallenge) {
    return refuse(relay, text('relay.codes-used-up', { host }), 'cancel')
  }
  const issuerHost = new URL(issuer).host
  const problem = wasWrong ? text('step-up.code-was-wrong') : null
  const end = await askRelayed(relay, entry, { issuer, issuerHost, problem })
  relay.codeSent = asksCode && end.action === 'accept'
  return end
}

/** The issuer whose proofs this connection may relay, or null. Read anew: a mark is taken back at once. */
function firstPartyIssuerOf({ ports, connection }: Relay): string | null {
  const { issuer, firstPartyIssuer } = connection
  if (issuer === null || firstPartyIssuer !== issuer) return null
  return ports.store.authorizationServers.load(issuer)?.firstParty === true ? issuer : null
}

function refuseLocked(relay: Relay, issuer: string, untilMs: number): RelayedEnd {
  const time = new Date(untilMs).toLocaleTimeString('en-GB', { timeStyle: 'short' })
  return refuse(relay, text('relay.locked', { host: new URL(issuer).host, time }), 'cancel')
}

/** A code went out and was not taken. */
export async function countWrongCode(relay: Relay): Promise<void> {
  const issuer = firstPartyIssuerOf(relay)
  relay.wrongCodes += 1
  if (issuer !== null) await relay.ports.lockout.onWrongCode(issuer)
}
