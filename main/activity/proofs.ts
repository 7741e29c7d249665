// What stood for the person behind a call: a typed number, a code, a passkey, a sign-in, or somebody else's decision.
import { z } from 'zod'
import { buildConfirmation } from '../interaction/confirmation.ts'
import { hostOf } from '../interaction/interaction-title.ts'
import type { ReceiptSource } from './receipt.ts'

export const proofSchema = z
  .object({
    kind: z.enum(['typed_number', 'one_time_code', 'passkey', 'step_up', 'deferral']),
    /** Host of the authorization server it was given to; null for what stays on this computer. */
    host: z.string().nullable(),
    /** Authentication context that the access token came with. */
    acr: z.string().nullable(),
  })
  .strict()
export type Proof = z.infer<typeof proofSchema>

const elicited: Readonly<Record<string, Proof['kind']>> = {
  totp: 'one_time_code',
  passkey: 'passkey',
}

export function findProofs(source: ReceiptSource): Proof[] {
  return [...findTyped(source), ...findSteps(source), ...findDeferral(source)]
}

/** The queue takes an approval in the view only with the number where one is asked for. */
function findTyped({ call, rows }: ReceiptSource): Proof[] {
  const approved = rows.findLast(({ kind }) => kind === 'call_approved')
  const surface = approved === undefined ? null : JSON.parse(approved.detailJson)
  const inView = (surface as { surface?: unknown } | null)?.surface === 'approval'
  const wasTyped = inView && call.decidedBy === 'person' && buildConfirmation(call) !== null
  return wasTyped ? [{ kind: 'typed_number', host: null, acr: null }] : []
}

/** A step-up that was granted: by what the person gave in the approval view, or by a way of the server's own. */
function findSteps({ rows, interactions, connection }: ReceiptSource): Proof[] {
  const granted = rows.findLast(({ kind }) => kind === 'call_stepped_up')
  if (granted === undefined) return []
  const acr = acrAfter(rows, granted.sequence)
  const given = interactions.findLast(
    ({ elicitation, state, answeredAtMs }) =>
      elicitation !== null &&
      elicitation.kind in elicited &&
      state === 'answered' &&
      (answeredAtMs ?? Infinity) <= granted.atMs,
  )
  const kind = elicited[given?.elicitation?.kind ?? ''] ?? 'step_up'
  const issuer = connection?.issuer ?? null
  const host = given?.elicitation?.answersTo ?? (issuer === null ? null : hostOf(issuer))
  return [{ kind, host, acr }]
}

function findDeferral({ rows, call, deferralIssuer }: ReceiptSource): Proof[] {
  const deferred = rows.findLast(({ kind }) => kind === 'call_deferred')
  // Only a wait that brought its token proves anything.
  const sentAfter = rows.some(
    ({ kind, sequence }) => kind === 'call_sent' && sequence > (deferred?.sequence ?? Infinity),
  )
  if (deferred === undefined || !sentAfter || call.deferralId === null) return []
  const host = deferralIssuer === null ? null : hostOf(deferralIssuer)
  return [{ kind: 'deferral', host, acr: acrAfter(rows, deferred.sequence) }]
}

function acrAfter(rows: ReceiptSource['rows'], sequence: number): string | null {
  const sent = rows.find((row) => row.kind === 'call_sent' && row.sequence > sequence)
  const { acr } = JSON.parse(sent?.detailJson ?? '{}') as { acr?: unknown }
  return typeof acr === 'string' ? acr : null
}
