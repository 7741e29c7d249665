// A passkey ceremony without a view: a software authenticator answers, or the person cancels, or none is there.
import type { PasskeyCeremony } from '../../main/step-up/obtain.ts'
import { SoftwareAuthenticator } from '../sandbox-tests/authenticator.ts'

export interface ScriptedCeremony extends PasskeyCeremony {
  /** What happens to the next ceremonies. */
  mode: 'use' | 'cancel'
  /** Not null: no passkey can be used here. */
  unavailable: string | null
  /** Options of every ceremony that ran. */
  readonly runs: { kind: 'get' | 'create'; origin: string; optionsJson: string }[]
}

export function createScriptedCeremony(): ScriptedCeremony {
  const authenticators = new Map<string, SoftwareAuthenticator>()
  const ceremony: ScriptedCeremony = {
    mode: 'use',
    unavailable: null,
    runs: [],
    unavailableReason: () => ceremony.unavailable,
    run: (request) => {
      ceremony.runs.push(request)
      if (ceremony.mode === 'cancel') return Promise.resolve({ kind: 'cancelled' })
      const { kind, origin, optionsJson } = request
      const own = authenticators.get(origin) ?? new SoftwareAuthenticator(origin)
      authenticators.set(origin, own)
      const json = kind === 'create' ? own.create(optionsJson) : own.get(optionsJson)
      return Promise.resolve({ kind: 'credential', json })
    },
  }
  return ceremony
}
