// Takes the client ID, and the secret or key, that an authorization server's operator gave to the person.
import { text, type TextKey } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import {
  clientAuthenticationSchema,
  type ClientAuthentication,
} from '../../shared/model/authorization-server.ts'
import type { Secret } from '../../shared/model/secret.ts'
import { isClientKey } from '../oauth/client-assertion.ts'

export interface EnteredClient {
  readonly clientId: string
  readonly authentication: ClientAuthentication
  /** Client secret, or the private key as JWK JSON; null exactly for `none`. */
  readonly secret: Secret | null
}

/** RFC 6749 appendix A.1 and A.2: visible characters of ASCII and spaces, so that nothing can break out of a header. */
const visible = /^[\x20-\x7e]{1,2000}$/
/** Throws `ipc/bad_input` with words for the person; never repeats a secret. */
export async function validateEnteredClient(entered: EnteredClient): Promise<EnteredClient> {
  const { authentication, secret } = entered
  const clientId = entered.clientId.trim()
  if (!visible.test(clientId)) throw refuse('resource.client-id-unreadable')
  if (!clientAuthenticationSchema.safeParse(authentication).success) {
    throw refuse('resource.client-id-unreadable')
  }
  if (authentication === 'none') {
    if (secret !== null) throw refuse('resource.client-secret-unneeded')
    return { clientId, authentication, secret }
  }
  if (secret === null) throw refuse('resource.client-secret-missing')
  if (authentication === 'private_key_jwt') {
    if (!(await isClientKey(secret))) throw refuse('resource.client-key-unreadable')
  } else if (!visible.test(secret.reveal())) throw refuse('resource.client-secret-unreadable')
  return { clientId, authentication, secret }
}

function refuse(key: TextKey): CountersignError {
  return new CountersignError('ipc/bad_input', text(key))
}
