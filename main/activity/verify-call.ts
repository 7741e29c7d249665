// Holds the receipt of a call against the rows of that call: each must say what the other says.
import canonicalize from 'canonicalize'
import type { Activity } from '../../shared/model/activity.ts'
import { detailOf, readRecord, type Receipt } from './receipt.ts'

export type Contradiction =
  'call' | 'tool' | 'asked' | 'shown' | 'decided' | 'sent' | 'sent_undecided' | 'digest' | 'outcome'

export interface CallRecord {
  /** Rows of the call in the file, oldest first, up to its receipt. */
  readonly rows: readonly Activity[]
  /** False in a file that begins in the middle: the first rows of the call may lie before it. */
  readonly complete: boolean
  /** True where the record was already kept as this version keeps it when the call came in. */
  readonly joined: boolean
}

const same = (one: unknown, other: unknown): boolean => canonicalize(one) === canonicalize(other)

/** Null when they agree. */
export function findContradiction(receipt: Receipt, record: CallRecord): Contradiction | null {
  return record.complete
    ? findInWhole(receipt, record)
    : (findInPart(receipt, record.rows) ?? findWrongEnd(receipt, record.rows))
}

function findInWhole(receipt: Receipt, { rows, joined }: CallRecord): Contradiction | null {
  const told = readRecord(rows, receipt.digest)
  const [first] = rows
  if (first === undefined || first.taskId !== receipt.taskId) return 'call'
  if (first.connectionId !== receipt.connection.id) return 'call'
  if (detailOf(first)['tool'] !== receipt.tool) return 'tool'
  if (told.editedFromDigest !== receipt.editedFromDigest) return 'asked'
  if (!same(told.shown, receipt.shown)) return 'shown'
  if (!same(told.decision, receipt.decision)) return 'decided'
  if (!same(told.sent, receipt.sent)) return 'sent'
  return findBrokenJoin(receipt, rows, joined) ?? findWrongEnd(receipt, rows)
}

/** One digest joins what was shown, what was approved and what was sent. */
function findBrokenJoin(
  { digest, decision, shown, sent }: Receipt,
  rows: readonly Activity[],
  joined: boolean,
): Contradiction | null {
  if (sent.length > 0 && decision.outcome !== 'allowed') return 'sent_undecided'
  if (sent.some((each) => each.digest !== digest)) return 'digest'
  if (!joined || decision.outcome !== 'allowed') return null
  const approved = rows.findLast(({ kind }) => kind === 'call_approved')
  if (approved === undefined || detailOf(approved)['digest'] !== digest) return 'digest'
  const needsShowing = decision.by === 'person'
  return needsShowing && !shown.some((each) => each.digest === digest) ? 'shown' : null
}

function findWrongEnd({ outcome }: Receipt, rows: readonly Activity[]): Contradiction | null {
  const ended = rows.findLast(({ kind }) => kind === 'call_ended')
  return ended !== undefined && detailOf(ended)['state'] === outcome ? null : 'outcome'
}

/** Of a part of the rows it can only be said that none is missing in the receipt. */
function findInPart(receipt: Receipt, rows: readonly Activity[]): Contradiction | null {
  const told = readRecord(rows, receipt.digest)
  const isKnown = (list: readonly unknown[], one: unknown): boolean =>
    list.some((each) => same(each, one))
  if (told.sent.some((one) => !isKnown(receipt.sent, one))) return 'sent'
  if (told.shown.some((one) => !isKnown(receipt.shown, one))) return 'shown'
  const { decision } = told
  if (decision.outcome !== 'none' && !same(decision, receipt.decision)) return 'decided'
  return null
}
