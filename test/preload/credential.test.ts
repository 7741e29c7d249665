// Proves how one attempt of a passkey ceremony becomes an answer.
import { expect, test } from 'vitest'
import { requestCredential } from '../../preload/credential.ts'
import type { CredentialsLike } from '../../preload/credential.ts'

const task = { kind: 'get', optionsJson: '{"challenge":"x"}', waitingText: 'w' } as const
const credential = { toJSON: () => ({ id: 'c' }) }

function credentials(over: Partial<CredentialsLike>): CredentialsLike {
  return {
    supported: () => true,
    get: async () => credential,
    create: async () => credential,
    ...over,
  }
}

test('[DSK-16] gives the JSON of what the authenticator made, by the kind that was asked', async () => {
  const asked: string[] = []
  const both = credentials({
    get: async (json) => (asked.push(`get ${json}`), credential),
    create: async (json) => (asked.push(`create ${json}`), credential),
  })
  expect(await requestCredential(task, both)).toEqual({ kind: 'credential', json: '{"id":"c"}' })
  await requestCredential({ ...task, kind: 'create' }, both)
  expect(asked).toEqual(['get {"challenge":"x"}', 'create {"challenge":"x"}'])
})

test('[DSK-16] a refusal, a null, no support and bad options are answers too', async () => {
  const refusal = Object.assign(new Error('no'), { name: 'NotAllowedError' })
  const refusing = credentials({ get: async () => Promise.reject(refusal) })
  expect(await requestCredential(task, refusing)).toEqual({
    kind: 'failed',
    errorName: 'NotAllowedError',
  })
  const none = credentials({ get: async () => null })
  expect(await requestCredential(task, none)).toEqual({ kind: 'failed', errorName: 'UnknownError' })
  const unsupported = credentials({ supported: () => false })
  expect(await requestCredential(task, unsupported)).toEqual({
    kind: 'failed',
    errorName: 'NotSupportedError',
  })
})
