// Decides whether a request may say that its answer may come later (`completion_mode`, DTR -01 sections 1.3 and 1.4).
import type { OAuthClient } from './oauth-context.ts'
import { usesDpop } from './server-metadata.ts'

/**
 * `deferred` when it was asked for and may be: a public client must be able to prove its key, as the code it gets
 * is bound to nothing else. The hint of a preceding request and the token request ask the same question here, so that
 * one is never sent without the other.
 */
export function chooseCompletionMode(
  client: Pick<OAuthClient, 'authentication' | 'metadata'>,
  wanted: 'deferred' | undefined,
): 'deferred' | undefined {
  const isBound = client.authentication !== undefined || usesDpop(client.metadata)
  return isBound ? wanted : undefined
}
