// Judges the first request of an authorization challenge and picks the first question.
import { saveViolation, type AuthSession, type PendingChallenge, type World } from '../world.ts'
import { acrEnrol, acrPasskey, acrSignedIn, parseAcr } from './acr.ts'
import { findDetailed } from './authorization-details.ts'
import { buildChoice, type StepOutcome } from './elicitations.ts'
import { listScopesAt, parseScope } from './scopes.ts'

/** Starts a challenge in a session (FiPA 3.3). A known, signed-in session is not asked again to sign in. */
export function startChallenge(
  world: World,
  session: AuthSession,
  form: Record<string, string>,
): StepOutcome {
  const fault = faultOf(world, form)
  if (fault) return fault
  const acr = parseAcr(form['acr_values'])
  if (acr === null) return refuse('unmet_authentication_requirements', 'unknown acr_values')
  const details = form['authorization_details']
  const intent = details === undefined ? null : findDetailed(world, details)
  if (intent === undefined) return refuse('invalid_authorization_details', 'no such payment')
  session.pending = { ...buildPending(world, form, acr), intentId: intent?.id ?? null }
  if (acr === acrSignedIn && session.signedInAt !== null && form['max_age'] === undefined) {
    return { kind: 'finish' }
  }
  if (acr === acrPasskey && world.passkeys.length === 0) {
    return refuse('unmet_authentication_requirements', 'Register a passkey at Harbor Bank first.')
  }
  return { kind: 'ask', elicitation: buildChoice(world, messageFor(acr), acr === acrEnrol) }
}

/** The bank's words for what a proof is wanted. */
export function messageFor(acr: string): string {
  if (acr === acrEnrol) return 'Prove it is you before a passkey is added.'
  if (acr === acrSignedIn) return 'Sign in to Harbor Bank.'
  return 'Harbor Bank needs to know it is you before this goes on.'
}

function buildPending(world: World, form: Record<string, string>, acr: string): PendingChallenge {
  return {
    scope: form['scope'] ?? 'openid',
    resource: form['resource'] ?? world.urls.mcpUrl,
    acr,
    codeChallenge: form['code_challenge'] ?? '',
    nonce: form['nonce'] ?? null,
    deferred: parseScope(form['completion_mode']).includes('deferred'),
    step: 'choose',
    triesLeft: 3,
    webauthnChallenge: null,
    amr: [],
    intentId: null,
  }
}

function faultOf(world: World, form: Record<string, string>): StepOutcome | null {
  if (form['response_type'] !== 'code') {
    saveViolation(world, 'missing_response_type', 'authorization challenge without code')
    return refuse('invalid_request', 'response_type=code is required')
  }
  if (!form['code_challenge'] || form['code_challenge_method'] !== 'S256') {
    saveViolation(world, 'missing_code_challenge', 'authorization challenge without S256')
    return refuse('invalid_request', 'an S256 code_challenge is required')
  }
  const known = listScopesAt(world.urls, form['resource'] ?? world.urls.mcpUrl)
  if (known === null) return refuse('invalid_target', 'unknown resource')
  const allowed = [...known, 'openid', 'offline_access']
  const strange = parseScope(form['scope']).find((scope) => !allowed.includes(scope))
  return strange ? refuse('invalid_scope', `${strange} cannot be granted by the customer`) : null
}

function refuse(error: string, description: string): StepOutcome {
  return { kind: 'refuse', error, description }
}
