// Tests of the scope that a card names: known beforehand from an API's document, and the server's word over it.
import { expect, it } from 'vitest'
import { findNeededScope } from '../../main/interaction/needed-scope.ts'
import type { Tool } from '../../shared/model/connection.ts'
import type { Challenge } from '../../shared/model/tool-call.ts'

const toolWith = (scopes: string[] | null): Tool => ({
  connectionId: 'c',
  name: 'pay',
  title: null,
  description: '',
  inputSchema: {},
  annotations: {},
  definitionHash: 'hash',
  http: {
    method: 'POST',
    serverUrl: 'https://api.example',
    path: '/pay',
    parameters: [],
    body: null,
    scopes,
  },
})

const challenge: Challenge = {
  status: 403,
  scheme: 'DPoP',
  error: 'insufficient_scope',
  scope: 'payments.large:7',
  acrValues: null,
  maxAgeSeconds: null,
  resourceMetadataUrl: null,
  errorDescription: null,
}

function scopeOf(scopes: string[] | null, lastChallenge: Challenge | null = null, hash = 'hash') {
  const store = { connections: { listTools: () => [toolWith(scopes)] } }
  return findNeededScope(store, { connectionId: 'c', toolDefinitionHash: hash, lastChallenge })
}

it('[OAS-09] the document names it before anything is sent, the server’s word counts after', () => {
  expect(scopeOf(['payments.write', 'accounts.read'])).toBe('payments.write accounts.read')
  expect(scopeOf(['payments.write'], challenge)).toBe('payments.large:7')
  expect(scopeOf([])).toBeNull()
  expect(scopeOf(null)).toBeNull()
  // Dies if: a tool that changed since lends its scopes to the call that was shown.
  expect(scopeOf(['payments.write'], null, 'older')).toBeNull()
})
