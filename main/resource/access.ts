// Opens what a grant lets a request present: its access token and the key it is bound to.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { DpopKeyRing } from '../oauth/dpop.ts'
import type { Access } from './mcp-fetch.ts'

/** Throws `oauth/not_bound` when a DPoP-bound grant's key is gone: the token is never sent without it. */
export async function loadAccess(
  grant: Grant | null,
  keys: Pick<DpopKeyRing, 'load'>,
): Promise<Access | null> {
  if (grant === null) return null
  if (grant.tokenType === 'Bearer') return { accessToken: grant.accessToken, key: null }
  const key = grant.dpopKeyId === null ? null : await keys.load(grant.dpopKeyId)
  if (key === null) {
    const host = new URL(grant.issuer).host
    throw new CountersignError('oauth/not_bound', text('resource.key-gone', { host }))
  }
  return { accessToken: grant.accessToken, key }
}
