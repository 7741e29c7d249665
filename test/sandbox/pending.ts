// What waits for somebody: the act itself, the authorization server's side of the wait, and the votes so far.

/** What somebody has to decide about. `device` is decided by the customer in the browser, never at the desk. */
export type IntentKind =
  | 'payment'
  | 'document'
  | 'new_customer'
  | 'fraud_review'
  | 'reauthentication'
  | 'backchannel'
  | 'device'
  | 'assertion'

/** One exact act that a customer asked for and that somebody else must agree to. */
export type Intent = {
  id: string
  kind: IntentKind
  scope: string
  digest: string
  arguments: Record<string, unknown>
  /** Who has to agree, in the words that the client is told. */
  approver: string
  /** Everybody who may decide; absent means `approver` alone. */
  approvers?: readonly string[]
  /** How many of them have to agree; absent means one. */
  needed?: number
  /** True when the ticket system decides, by its own clock. */
  byTicket?: boolean
  accountId: string
  createdAt: number
  needsInteraction: boolean
  used: boolean
}

/** The authorization server's side of a deferral code (DTR -01). */
export type Deferral = {
  id: string
  code: string
  intent: Intent
  clientId: string
  clientName: string
  jkt: string
  accountId: string
  scope: string
  resource: string
  claims: Record<string, unknown>
  intervalMs: number
  createdAt: number
  expiresAt: number
  status: 'pending' | 'approved' | 'denied' | 'cancelled' | 'expired' | 'failed' | 'redeemed'
  interaction: 'none' | 'needed' | 'done'
  lastEndedMs: number
  inFlight: number
  told: boolean
  /** Who decided what so far. */
  votes: Vote[]
  /** The token request that oidc-provider answers once this is approved; absent: a token for the intent. */
  release?: Record<string, string>
  /** The grant that a deferred refresh extends. */
  grantId?: string
  /** The ticket that decides. */
  ticketId?: string
  /** Answers come from oidc-provider's own grant; only timing and decision are ours. */
  foreign?: boolean
  /** Goes on as a CIBA request: its polls are requests of that grant. */
  passedOn?: boolean
  /** A deferral that came without a token request: its first poll, and no other, carries the verifier. */
  codeChallenge?: string
  verified?: boolean
  /** A wait without a code (JAG-IR): the request that has to be sent again as it was. */
  resend?: string
  /** Does what a decision means elsewhere. */
  onDecided?: (approved: boolean) => Promise<void>
}

/** One decision at the desk: who decided, and whose seat they filled. */
export type Vote = { by: string; seat: string; approve: boolean }
