// The options of a sandbox and their defaults.

/** Ports of the sandbox's servers; 0 or absent means any free port. */
export type SandboxPorts = {
  authorizationServer?: number
  bank?: number
  firstParty?: number
  desk?: number
  control?: number
}

/** What a test may choose when it starts a sandbox. */
export type SandboxOptions = {
  ports?: SandboxPorts
  /** Minimum seconds between polls that a deferral answer names (default 5). */
  intervalSeconds?: number
  /** Lifetime of a deferral code in seconds (default 3600). */
  expiresInSeconds?: number
  /** Lifetime of an access token in seconds (default 3600). */
  accessTokenSeconds?: number
  /** Base32 secret of the customer's TOTP; made anew when absent. */
  totpSecret?: string
  /** Wall clock in milliseconds. */
  now?: () => number
  /** Monotonic clock in milliseconds, used to find early polls. */
  monotonicMs?: () => number
}

/** Settings that the control API may change while the sandbox runs. */
export type SandboxSettings = {
  intervalSeconds: number
  expiresInSeconds: number
  accessTokenSeconds: number
  maxAgeSeconds: number
  requireNonce: boolean
  requireBankNonce: boolean
  metadataIssuer: string | null
  /** What happens to a code that is redeemed with `completion_mode=deferred`. */
  codeReview: 'none' | 'new_customer' | 'fraud'
  /** Whether a refresh with `completion_mode=deferred` waits until the customer has signed in again. */
  refreshReview: 'none' | 'reauthentication'
  /** How long a customer's authorization lasts, told as `authorization_expires_in`; null: it does not end. */
  authorizationSeconds: number | null
  /** How the ticket system ends a ticket. */
  ticketEnds: 'approved' | 'rejected'
  /** What a deferral code is called: the second is the spelling of the slides. */
  handleName: 'deferral_code' | 'auth_req_id'
  /** Which grant polls for a code under the name `auth_req_id`. */
  slidePollGrant: 'ciba' | 'deferred'
  /** What the authorization endpoint sends back instead of a code, to those who opted in. */
  authorizationDeferral: 'none' | 'direct' | 'openid'
  /** What an assertion of an identity provider is answered with. */
  assertionAnswer: 'token' | 'interaction' | 'deferred'
  /** CIBA: whether the customer's user code is needed to make their device ring. */
  requireUserCode: boolean
  /** How long the identity provider's assertions are good for. */
  assertionSeconds: number
  /** How the bank names a large payment that somebody else must agree to. */
  remedy: 'scope' | 'authorization_details'
  /** Whether the bank's demand for a proof names an auth_session as well. */
  headerSession: boolean
  /** Whether a native client whose customer is signed in gets a code without a page. */
  trustsNativeClients: boolean
}

/** The settings a sandbox starts with, and returns to on reset. */
export function buildSettings(options: SandboxOptions): SandboxSettings {
  return {
    intervalSeconds: options.intervalSeconds ?? 5,
    expiresInSeconds: options.expiresInSeconds ?? 3600,
    accessTokenSeconds: options.accessTokenSeconds ?? 3600,
    maxAgeSeconds: 300,
    requireNonce: false,
    requireBankNonce: false,
    metadataIssuer: null,
    codeReview: 'none',
    refreshReview: 'none',
    authorizationSeconds: null,
    ticketEnds: 'approved',
    handleName: 'deferral_code',
    slidePollGrant: 'ciba',
    authorizationDeferral: 'none',
    assertionAnswer: 'token',
    requireUserCode: false,
    assertionSeconds: 300,
    remedy: 'scope',
    headerSession: false,
    trustsNativeClients: false,
  }
}
