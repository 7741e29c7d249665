// Answers a refusal that names the authorization details it misses (RAR remediation; protocols 8.6, row 5).
import { text } from '../../shared/catalogue/text.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { askDetails } from './ask-details.ts'
import type { CallSituation } from './call-situation.ts'
import type { StepUpCore } from './core.ts'
import type { ObtainOutcome } from './obtain.ts'
import { buildWant } from './offers.ts'
import type { ReferenceKey } from './reference-cache.ts'
import { parseRemediation, type Remediation } from './remediation.ts'
import { joinScopes, type Transport } from './route.ts'
import { runTransports } from './run-transports.ts'
import { dropTokens, settleFlow } from './settle.ts'
import { failed } from './step-up-parts.ts'
import { saveGrant } from './grant-store.ts'

/**
 * One retry with a grant that the server named before, and one fresh authorization; the same name again after that
 * stops. A grant without a name serves this call and is not kept.
 */
export async function runRemedy(
  core: StepUpCore,
  situation: CallSituation,
  transports: readonly Transport[],
): Promise<ObtainOutcome> {
  const { request, party, progress } = situation
  const remediation = parseRemediation(request.challenge.authorizationRemediation ?? '')
  if (remediation === null) return failed(text('step-up.remedy-unreadable'))
  const { reference, detailsJson } = remediation
  if (progress.remedied.has(reference)) return { ...tooMany(), looped: true }
  const key = keyOf(situation, reference)
  const kept = key === null || progress.reused.has(reference) ? null : core.references.find(key)
  if (kept !== null) {
    progress.reused.add(reference)
    return reuse(core, situation, kept)
  }
  if (key !== null) core.references.remove(key)
  progress.remedied.add(reference)
  if (detailsJson === null || transports.length === 0)
    return failed(text('step-up.no-way', { host: party.host }))
  return askAndObtain(core, situation, { ...remediation, detailsJson, key, transports })
}

interface Fresh extends Remediation {
  readonly detailsJson: string
  readonly key: ReferenceKey | null
  readonly transports: readonly Transport[]
}

async function askAndObtain(
  core: StepUpCore,
  situation: CallSituation,
  { detailsJson, key, transports }: Fresh,
): Promise<ObtainOutcome> {
  const { request, party, signal, mayPrompt, subjectToken } = situation
  const { scope } = request.challenge
  const want = buildWant(party, {
    callId: request.call.id,
    signal,
    mayPrompt,
    scope,
    authorizationDetailsJson: detailsJson,
  })
  const declined = await core.oneAtATime(party.server.issuer, () =>
    askDetails(core.ports, want, detailsJson),
  )
  if (declined !== null) return declined
  const { outcome } = await runTransports(core, { party, want, subjectToken }, transports)
  const atMost = joinScopes(party.standing?.scope ?? '', `${scope ?? ''} openid`).split(' ')
  const wider =
    outcome.kind === 'issued' &&
    (outcome.tokens.scope ?? '').split(' ').some((one) => one !== '' && !atMost.includes(one))
  if (wider) {
    await dropTokens(core.parts, party, outcome)
    return failed(text('step-up.wider-scope', { host: party.host }))
  }
  const settled = await settleFlow(core.parts, { party, want, neededScope: scope }, outcome)
  if (settled.kind === 'granted' && key !== null) {
    const grant = await core.parts.store.grants.load(settled.grantId)
    if (grant !== null) core.references.save(key, grant)
  }
  return settled
}

/** A copy for this call: what is kept under the name stays as it is. */
async function reuse(
  { parts }: StepUpCore,
  { request }: CallSituation,
  kept: Grant,
): Promise<ObtainOutcome> {
  const grant: Grant = { ...kept, id: parts.makeId(), callId: request.call.id, refreshToken: null }
  await saveGrant(parts.store.grants, grant)
  return { kind: 'granted', grantId: grant.id }
}

function keyOf({ party }: CallSituation, reference: string | null): ReferenceKey | null {
  if (reference === null) return null
  const { id: connectionId, url } = party.connection
  return { reference, connectionId, issuer: party.server.issuer, origin: new URL(url).origin }
}

function tooMany(): Extract<ObtainOutcome, { kind: 'failed' }> {
  return failed(text('step-up.too-many-proofs'))
}
