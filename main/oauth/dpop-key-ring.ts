// Keeps DPoP keys as named secrets, and in memory for this process.
import type { Secret } from '../../shared/model/secret.ts'
import type { Log, MakeId } from '../../shared/model/ports.ts'
import { createDpopKey, importDpopKey, type DpopKey, type DpopKeyRing } from './dpop.ts'

export interface KeyRingPorts {
  readonly secrets: {
    save(name: string, value: Secret): Promise<void>
    load(name: string): Promise<Secret | null>
  }
  readonly makeId: MakeId
  readonly log: Log
}

/** A key ring over `dpop-key:<keyId>`. A key that cannot be opened is logged and counts as gone. */
export function createDpopKeyRing({ secrets, makeId, log }: KeyRingPorts): DpopKeyRing {
  const known = new Map<string, DpopKey>()
  return {
    async load(keyId) {
      const key = known.get(keyId) ?? (await loadKey(keyId))
      if (key !== null) known.set(keyId, key)
      return key
    },
    async create() {
      const { key, privateJwk } = await createDpopKey(makeId())
      await secrets.save(nameOf(key.id), privateJwk)
      known.set(key.id, key)
      return key
    },
  }

  async function loadKey(keyId: string): Promise<DpopKey | null> {
    try {
      const privateJwk = await secrets.load(nameOf(keyId))
      return privateJwk === null ? null : await importDpopKey(keyId, privateJwk)
    } catch (error) {
      log('error', 'A DPoP key could not be opened.', { keyId, error })
      return null
    }
  }
}

function nameOf(keyId: string): string {
  return `dpop-key:${keyId}`
}
