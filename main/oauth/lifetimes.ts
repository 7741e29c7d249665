// Reads how long a refresh token and the authorization behind it last (OAuth refresh token and authorization expiration).
import type { JsonObject } from './json-object.ts'
import { readSeconds } from './members.ts'

/** The draft has renamed its members before: the first that is there counts (protocols 6.10). */
const refreshNames = ['refresh_token_timeout', 'refresh_token_expires_in'] as const
const authorizationNames = ['authorization_expires_in'] as const

export interface Lifetimes {
  readonly refreshExpiresInSeconds: number | null
  readonly authorizationExpiresInSeconds: number | null
}

/** Null where the server says nothing usable: unknown and unlimited are treated alike. */
export function readLifetimes(body: JsonObject): Lifetimes {
  return {
    refreshExpiresInSeconds: readFirst(body, refreshNames),
    authorizationExpiresInSeconds: readFirst(body, authorizationNames),
  }
}

function readFirst(body: JsonObject, names: readonly string[]): number | null {
  const name = names.find((each) => body[each] !== undefined)
  return name === undefined ? null : readSeconds(body, name)
}
