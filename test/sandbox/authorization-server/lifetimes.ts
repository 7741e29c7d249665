// Tells how long an authorization lasts (refresh token expiration hints) and remembers when it ends.
import { rewriteJson } from '../http.ts'
import type { World } from '../world.ts'
import type { Exchange } from './context.ts'

/** Adds the hints to a token answer that carries a refresh token, when authorizations end here. */
export function addLifetimes(world: World, { response }: Exchange): void {
  const seconds = world.settings.authorizationSeconds
  if (seconds === null) return
  rewriteJson(response, (body) => {
    const grantId = findGrant(world, body['refresh_token'])
    if (grantId === undefined) return body
    const endsAt = endOf(world, grantId, seconds)
    const left = Math.max(1, Math.round((endsAt - world.now()) / 1000))
    return { ...body, refresh_token_timeout: left, authorization_expires_in: left }
  })
}

/** Gives a grant the whole time again. */
export function extendGrant(world: World, grantId: string): void {
  const seconds = world.settings.authorizationSeconds
  world.reauthenticated.add(grantId)
  if (seconds !== null) world.grantEnds.set(grantId, world.now() + seconds * 1000)
}

function endOf(world: World, grantId: string, seconds: number): number {
  const known = world.grantEnds.get(grantId)
  const endsAt = known ?? world.now() + seconds * 1000
  world.grantEnds.set(grantId, endsAt)
  return endsAt
}

function findGrant(world: World, refreshToken: unknown): string | undefined {
  return [...world.newestRefreshTokens].find(([, value]) => value === refreshToken)?.[0]
}
