// The options of a sandbox and their defaults.

/** Ports of the sandbox's four servers; 0 or absent means any free port. */
export type SandboxPorts = {
  authorizationServer?: number
  bank?: number
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
  }
}
