// The step-up room's moving parts, made once: they remember, across calls, what must not happen twice.
import type { ChallengePorts } from './challenge-loop.ts'
import { createLockout } from './lockout.ts'
import { createOneAtATime, type OneAtATime } from './one-at-a-time.ts'
import { createPromptPace, type PromptPace } from './prompt-pace.ts'
import { createReferenceCache, type ReferenceCache } from './reference-cache.ts'
import { createGrantRefresher, type RefreshGrant } from './refresh-grant.ts'
import { createRememberedRefusals, type RememberedRefusals } from './remembered-refusals.ts'
import type { StepUpParts } from './step-up-parts.ts'

export interface StepUpCore {
  readonly parts: StepUpParts
  readonly ports: ChallengePorts
  readonly refreshGrant: RefreshGrant
  readonly oneAtATime: OneAtATime
  readonly refusals: RememberedRefusals
  readonly pace: PromptPace
  readonly references: ReferenceCache
}

export function createCore(parts: StepUpParts): StepUpCore {
  const { store, keys, clock } = parts
  const { grants, secrets, authorizationServers } = store
  const sources = { authorizationServers, secrets, keys }
  return {
    parts,
    ports: { ...parts, secrets, lockout: createLockout(secrets, clock) },
    refreshGrant: createGrantRefresher({
      ...parts,
      sources,
      grants,
      secrets,
      waits: store.deferrals,
    }),
    oneAtATime: createOneAtATime(),
    refusals: createRememberedRefusals(store),
    pace: createPromptPace(clock),
    references: createReferenceCache(clock),
  }
}
