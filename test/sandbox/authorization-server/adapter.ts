// The authorization server's storage: maps in memory that also note every secret handed out.
import type { Adapter, AdapterPayload } from 'oidc-provider'
import { saveSecret, sha256Hex } from '../record.ts'
import type { World } from '../world.ts'
import { grantsForAll } from './grant-types.ts'

const secretKinds = new Map([
  ['AccessToken', 'access_token'],
  ['RefreshToken', 'refresh_token'],
  ['AuthorizationCode', 'authorization_code'],
  ['ClientCredentials', 'access_token'],
  ['RegistrationAccessToken', 'registration_access_token'],
])

/** A factory of adapters that share one store, as oidc-provider wants it. */
export function buildAdapterFactory(world: World): (model: string) => Adapter {
  const store = new Map<string, AdapterPayload>()
  return (model) => buildAdapter({ world, store, model })
}

type AdapterParts = { world: World; store: Map<string, AdapterPayload>; model: string }

function buildAdapter({ world, store, model }: AdapterParts): Adapter {
  const findBy = (field: 'uid' | 'userCode', value: string): AdapterPayload | undefined =>
    [...store.entries()].find(
      ([key, payload]) => key.startsWith(`${model}:`) && payload[field] === value,
    )?.[1]
  return {
    upsert: async (id, payload) => {
      if (model === 'Client') {
        widenClient(payload)
        world.newestClientId = id
      }
      if (model === 'RefreshToken' && payload.consumed === undefined) {
        world.newestRefreshTokens.set(payload.grantId ?? '', id)
      }
      note(world, model, { id, payload })
      store.set(`${model}:${id}`, payload)
    },
    find: async (id) => store.get(`${model}:${id}`),
    findByUserCode: async (userCode) => findBy('userCode', userCode),
    findByUid: async (uid) => findBy('uid', uid),
    consume: async (id) => {
      const payload = store.get(`${model}:${id}`)
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
    destroy: async (id) => {
      store.delete(`${model}:${id}`)
    },
    revokeByGrantId: async (grantId) => {
      for (const [key, payload] of store) {
        if (key.startsWith(`${model}:`) && payload.grantId === grantId) store.delete(key)
      }
    },
  }
}

function widenClient(payload: AdapterPayload): void {
  const asked = Array.isArray(payload['grant_types']) ? payload['grant_types'].map(String) : []
  payload['grant_types'] = [...new Set([...asked, ...grantsForAll])]
  payload['backchannel_token_delivery_mode'] = 'poll'
}

type Stored = { id: string; payload: AdapterPayload }

function note(world: World, model: string, { id, payload }: Stored): void {
  const kind = secretKinds.get(model)
  if (!kind) return
  saveSecret(world.record, kind, id)
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  world.record.tokens.push({
    sha256: sha256Hex(id),
    kind,
    audience: text(payload.aud),
    scope: text(payload.scope),
    clientId: text(payload.clientId),
    jkt: text(payload['jkt']),
  })
}
