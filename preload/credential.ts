// Asks the authenticator for a credential and turns what comes back into an answer for main.
import type { CeremonyAnswer, CeremonyTask } from '../shared/ceremony-channels.ts'

/** The browser's part of a ceremony, so that it can be tried without one. */
export interface CredentialsLike {
  supported(): boolean
  get(optionsJson: string): Promise<unknown>
  create(optionsJson: string): Promise<unknown>
}

/** WebAuthn Level 3, section 5.1.8 and 5.1.9: the page's own `navigator.credentials` with JSON options. */
export const browserCredentials: CredentialsLike = {
  supported: () =>
    typeof PublicKeyCredential === 'function' &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function',
  get: (json) =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(
        JSON.parse(json) as PublicKeyCredentialRequestOptionsJSON,
      ),
    }),
  create: (json) =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(
        JSON.parse(json) as PublicKeyCredentialCreationOptionsJSON,
      ),
    }),
}

/** One attempt. Never rejects: a refusal of the authenticator is an answer too. */
export async function requestCredential(
  task: CeremonyTask,
  credentials: CredentialsLike,
): Promise<CeremonyAnswer> {
  if (!credentials.supported()) return { kind: 'failed', errorName: 'NotSupportedError' }
  try {
    const credential =
      task.kind === 'get'
        ? await credentials.get(task.optionsJson)
        : await credentials.create(task.optionsJson)
    if (!hasToJson(credential)) return { kind: 'failed', errorName: 'UnknownError' }
    return { kind: 'credential', json: JSON.stringify(credential.toJSON()) }
  } catch (error) {
    return { kind: 'failed', errorName: error instanceof Error ? error.name : 'UnknownError' }
  }
}

function hasToJson(value: unknown): value is { toJSON(): unknown } {
  return typeof value === 'object' && value !== null && 'toJSON' in value
}
