// Writes receipts: one signed row for every call that has ended, in the transaction that saves its end.
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import { buildReceipt, receiptType } from './receipt.ts'
import type { ReceiptKey } from './receipt-key.ts'
import { signJws } from './signing.ts'

export interface Receipts {
  /** False: nothing could be signed, so no call may be sent. */
  canSign(): boolean
  /**
   * Puts the public key on record unless it stands there. Call inside the transaction that writes a dispatch intent:
   * what the store throws then keeps the call from being sent.
   */
  announceKey(): void
  /** Appends the receipt of a call that has ended; nothing where nothing can be signed. Joins the caller's transaction. */
  append(call: ToolCall): void
}

export function createReceipts(store: Store, key: ReceiptKey | null): Receipts {
  return {
    canSign: () => key !== null,
    announceKey: () => {
      if (key !== null) announce(store, key)
    },
    append: (call) => {
      if (key === null) return
      store.transaction(() => {
        announce(store, key)
        const jws = signJws(key, receiptType, buildReceipt(findSource(store, call)))
        const { id: callId, taskId, connectionId } = call
        store.activity.append({ kind: 'receipt', callId, taskId, connectionId, detail: { jws } })
      })
    },
  }
}

/** Asked of the record each time: a transaction that was rolled back takes the announcement with it. */
function announce({ activity }: Store, { kid, publicJwk, lasts }: ReceiptKey): void {
  const last = activity.lastOfKind('receipt_key')
  if (last !== null && (JSON.parse(last.detailJson) as { kid?: unknown }).kid === kid) return
  const detail = { kid, jwk: publicJwk, lasts }
  activity.append({ kind: 'receipt_key', callId: null, taskId: null, connectionId: null, detail })
}

function findSource(store: Store, call: ToolCall): Parameters<typeof buildReceipt>[0] {
  const { deferralId, agentId, connectionId } = call
  const deferral = deferralId === null ? null : store.deferrals.loadFacts(deferralId)
  return {
    call,
    rows: store.activity.listByCall(call.id),
    interactions: store.interactions.listByCall(call.id),
    agent: store.tasks.loadAgent(agentId),
    connection: store.connections.load(connectionId),
    deferralIssuer: deferral?.issuer ?? null,
  }
}
