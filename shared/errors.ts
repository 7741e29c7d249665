// The one error class of the project: a code from a closed union, and a message a person can act on.

export const errorCodes = [
  'http/blocked_address',
  'http/unreachable',
  'http/redirect_refused',
  'http/too_large',
  'http/timeout',
  'http/not_json',
  'oauth/discovery_failed',
  'oauth/issuer_mismatch',
  'oauth/resource_mismatch',
  'oauth/registration_failed',
  'oauth/callback_refused',
  'oauth/grant_failed',
  'oauth/not_bound',
  'deferral/gone',
  'resource/not_mcp',
  'resource/bad_document',
  'resource/unreadable',
  'interaction/gone',
  'interaction/not_shown',
  'interaction/digest_mismatch',
  'interaction/surface_refused',
  'interaction/confirmation_needed',
  'interaction/expired',
  'interaction/paused',
  'interaction/bad_edit',
  'interaction/bad_rule',
  'settings/refused',
  'vault/cannot_open',
  'store/full',
  'store/corrupt',
  'store/failed',
  'store/read_only',
  'ipc/refused',
  'ipc/bad_input',
  'ipc/failed',
  'agent/bad_call',
  'agent/unknown_tool',
  'agent/tool_changed',
  'agent/gone',
  'agent/busy',
  /** A task that cannot take this now. */
  'agent/task_refused',
  'agent/bad_plan',
  'agent/model_failed',
  'gateway/refused',
  'gateway/port_taken',
] as const
export type ErrorCode = (typeof errorCodes)[number]

export interface CountersignErrorOptions {
  cause?: unknown
  /** Logged, never sent to a renderer or an agent. */
  detail?: unknown
  /** Registered OAuth error code, spelled as the standard does, where one was received. */
  oauthError?: string
}

/** An expected failure. `message` is for people: what happened, what was not lost, what to do next. */
export class CountersignError extends Error {
  readonly code: ErrorCode
  readonly detail: unknown
  readonly oauthError: string | undefined
  constructor(code: ErrorCode, message: string, options: CountersignErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'CountersignError'
    this.code = code
    this.detail = options.detail
    this.oauthError = options.oauthError
  }
}

/** True when `error` is ours and, if given, has this code. */
export function isCountersignError(error: unknown, code?: ErrorCode): error is CountersignError {
  return error instanceof CountersignError && (code === undefined || error.code === code)
}
