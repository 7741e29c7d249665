// Reads the receipt of a call for the person: what it says in words, and whether its signature fits.
import { text } from '../../shared/catalogue/text.ts'
import type { CallHistory } from '../../shared/activity-view.ts'
import type { Activity } from '../../shared/model/activity.ts'
import type { Proof } from '../activity/proofs.ts'
import { detailOf, receiptSchema, receiptType, type Receipt } from '../activity/receipt.ts'
import { fingerprintOf, publicJwkSchema, readJws, type PublicJwk } from '../activity/signing.ts'
import type { ActivityRepository } from '../store/repositories.ts'

/** Null where there is none, or none that can be read. */
export function buildReceiptView(
  activity: Pick<ActivityRepository, 'listOfKind'>,
  rows: readonly Activity[],
): CallHistory['receipt'] {
  const row = rows.findLast(({ kind }) => kind === 'receipt')
  const jws = row === undefined ? null : detailOf(row)['jws']
  if (typeof jws !== 'string') return null
  const keys = activity.listOfKind('receipt_key').map(detailOf)
  const read = readJws(jws, receiptType, (kid) => findKey(keys, kid))
  const receipt = receiptSchema.safeParse(read.ok ? read.payload : null)
  if (!receipt.success || !read.ok) return { ...unreadable }
  const { digest, proofs, sent } = receipt.data
  return {
    digest,
    decidedBy: describeDecision(receipt.data),
    given: proofs.map(describeProof),
    sentWith: sent.at(-1)?.tokenSha256 ?? null,
    fingerprint: fingerprintOf(read.kid),
    isSound: true,
  }
}

const unreadable = {
  digest: '',
  decidedBy: '',
  given: [],
  sentWith: null,
  fingerprint: '',
  isSound: false,
}

function findKey(keys: readonly Readonly<Record<string, unknown>>[], kid: string) {
  const jwk: PublicJwk | undefined = publicJwkSchema.safeParse(
    keys.find((each) => each['kid'] === kid)?.['jwk'],
  ).data
  return jwk
}

const surfaces = {
  approval: 'agent.surface_approval',
  notification: 'agent.surface_notification',
  app: 'agent.surface_app',
  tray: 'agent.surface_tray',
} as const

function describeDecision({ decision: { outcome, by, surface } }: Receipt): string {
  if (outcome === 'none' || by === null) return text('activity.decided_none')
  const where =
    surface !== null && surface in surfaces
      ? ` ${text(surfaces[surface as keyof typeof surfaces])}`
      : ''
  return `${text(`activity.decided_${outcome}_${by}`)}${where}`
}

function describeProof({ kind, host }: Proof): string {
  return text(`activity.proof_${kind}`, { host: host ?? '' })
}
