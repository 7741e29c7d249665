// Decides whether a tool call may run with its token, or which challenge the bank answers with.
import canonicalize from 'canonicalize'
import { acrPasskey, acrTotp } from '../authorization-server/acr.ts'
import { buildSession, renewSession } from '../authorization-server/auth-sessions.ts'
import { buildDetails } from '../authorization-server/authorization-details.ts'
import { buildId } from '../secret-value.ts'
import type { Intent } from '../pending.ts'
import type { World } from '../world.ts'
import { catalogue } from './catalogue.ts'
import { board, boardLimit, boardMajority, documents } from './data.ts'
import { mediumLimit, secondApprover, smallLimit } from './data.ts'

/** What the bank learned from the token it was shown. */
export type TokenFacts = {
  accountId: string
  clientId: string
  grantId: string
  jkt: string
  /** The one payment that the token is for, by its authorization details. */
  intentId: string | null
  scopes: string[]
  acr: string
  authTime: number
}

/** A tool call exactly as it was sent; its arguments fit the tool's schema. */
export type BankCall = { tool: string; arguments: Record<string, unknown> }

/** What was let through, and what has to be spent when it runs. */
export type Pass = {
  call: BankCall
  intentId: string | null
  proofKey: string | null
  acr: string
}

/** The bank's answer on the level of HTTP. */
export type Challenge = {
  status: 401 | 403
  error: string
  scope?: string
  acr_values?: string
  auth_session?: string
  authorization_remediation?: string
  max_age?: number
}

export type Decision = { kind: 'run'; pass: Pass } | { kind: 'challenge'; challenge: Challenge }

/** Judges one call. May lodge an intent that somebody else has to agree to. */
export function judgeCall(world: World, call: BankCall, token: TokenFacts): Decision {
  const { tool } = call
  const amount = Number(call.arguments['amount'] ?? 0)
  if (tool === 'share_document') return judgeIntent(world, call, token)
  if (tool === 'pay' && amount > mediumLimit) return judgeIntent(world, call, token)
  const scope = catalogue[tool]?.scope ?? 'accounts.read'
  if (!token.scopes.includes(scope)) return insufficientScope(scope)
  if (tool === 'add_payee') return judgeProof(world, call, { token, acrs: [acrPasskey] })
  if (tool === 'pay' && amount > smallLimit) {
    return judgeProof(world, call, { token, acrs: [acrTotp, acrPasskey] })
  }
  return run({ call, intentId: null, proofKey: null, acr: token.acr })
}

/** One proof is good for one act, and only while it is fresh. */
function judgeProof(
  world: World,
  call: BankCall,
  { token, acrs }: { token: TokenFacts; acrs: string[] },
): Decision {
  const proofKey = `${token.grantId}:${token.authTime}`
  const ageSeconds = world.now() / 1000 - token.authTime
  const fresh = ageSeconds <= world.settings.maxAgeSeconds
  if (acrs.includes(token.acr) && fresh && !world.usedProofs.has(proofKey)) {
    return run({ call, intentId: null, proofKey, acr: token.acr })
  }
  return {
    kind: 'challenge',
    challenge: {
      status: 401,
      error: 'insufficient_user_authentication',
      acr_values: acrs[0] ?? acrTotp,
      max_age: world.settings.maxAgeSeconds,
      scope: 'payments.write',
      ...(world.settings.headerSession ? { auth_session: openSession(world, token) } : {}),
    },
  }
}

/** A session that the bank began for its client, who is signed in as far as the bank knows. */
function openSession(world: World, { clientId, jkt }: TokenFacts): string {
  const session = buildSession(clientId, jkt)
  session.signedInAt = world.now()
  return renewSession(world, session)
}

function judgeIntent(world: World, call: BankCall, token: TokenFacts): Decision {
  const digest = digestOf(call)
  const byDetails = call.tool === 'pay' && world.settings.remedy === 'authorization_details'
  if (byDetails) return judgeDetails(world, call, token)
  const intent = [...world.intents.values()].find(
    (one) => token.scopes.includes(one.scope) && one.accountId === token.accountId,
  )
  if (intent && !intent.used && intent.digest === digest) {
    return run({ call, intentId: intent.id, proofKey: null, acr: token.acr })
  }
  return insufficientScope(lodgeIntent(world, call, token).scope)
}

/** RAR remediation: the token has to be for exactly this payment, and the challenge says which that is. */
function judgeDetails(world: World, call: BankCall, token: TokenFacts): Decision {
  const digest = digestOf(call)
  const open = [...world.intents.values()].find((one) => one.digest === digest && !one.used)
  const intent = open ?? lodgeIntent(world, call, token)
  if (token.intentId === intent.id) {
    return run({ call, intentId: intent.id, proofKey: null, acr: token.acr })
  }
  const remediation = {
    authorization_details: buildDetails(world, intent),
    authorization_reference: `payment ${intent.id}`,
  }
  return {
    kind: 'challenge',
    challenge: {
      status: 401,
      error: 'insufficient_authorization',
      authorization_remediation: Buffer.from(JSON.stringify(remediation)).toString('base64url'),
    },
  }
}

function lodgeIntent(world: World, call: BankCall, token: TokenFacts): Intent {
  const id = buildId('intent')
  const intent: Intent = {
    id,
    digest: digestOf(call),
    arguments: call.arguments,
    accountId: token.accountId,
    createdAt: world.now(),
    used: false,
    ...(call.tool === 'pay' ? paymentFacts(id, call) : documentFacts(id, call)),
  }
  world.intents.set(id, intent)
  return intent
}

type IntentFacts = Omit<Intent, 'id' | 'digest' | 'arguments' | 'accountId' | 'createdAt' | 'used'>

function paymentFacts(id: string, call: BankCall): IntentFacts {
  const facts = { kind: 'payment', scope: `payments.large:${id}`, needsInteraction: false } as const
  if (Number(call.arguments['amount']) <= boardLimit) return { ...facts, approver: secondApprover }
  const approver = 'the payments board'
  return { ...facts, approver, approvers: board, needed: boardMajority }
}

function documentFacts(id: string, call: BankCall): IntentFacts {
  const document = documents.find(({ title }) => title === call.arguments['document'])
  return {
    kind: 'document',
    scope: `documents.share:${id}`,
    approver: `${document?.owner ?? 'Harbor Bank'} (owner)`,
    needsInteraction: document?.needsInteraction ?? false,
    byTicket: document?.byTicket ?? false,
  }
}

/** The canonical text of a call, under which the ledger counts runs. */
export function digestOf(call: BankCall): string {
  return `${call.tool} ${canonicalize(call.arguments) ?? ''}`
}

function insufficientScope(scope: string): Decision {
  return { kind: 'challenge', challenge: { status: 403, error: 'insufficient_scope', scope } }
}

function run(pass: Pass): Decision {
  return { kind: 'run', pass }
}
