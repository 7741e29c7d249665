// Tests of what the person is shown of a wait: what can be withdrawn, and whose address would be opened.
import { expect, test } from 'vitest'
import { buildOverview } from '../../main/agent/overview.ts'
import type { WaitItem } from '../../shared/overview.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { buildCall, buildDeferral } from '../store/nouns.ts'

const codeType = 'urn:ietf:params:oauth:token-type:deferral-code'

function waitWith(more: { metadata?: object; interactionUri?: string; issuer?: string }): WaitItem {
  const store = createMemoryStore()
  const issuer = more.issuer ?? 'https://id.bank.example'
  store.authorizationServers.save({
    issuer,
    metadataJson: JSON.stringify({ issuer, ...more.metadata }),
    metadataFetchedAtMs: 0,
    clientId: 'client-1',
    clientAuthentication: 'none',
    redirectUri: null,
    firstParty: false,
    dpopKeyId: null,
  })
  store.calls.save(buildCall())
  const noun = buildDeferral({ issuer, interactionUri: more.interactionUri ?? null })
  store.deferrals.write({ noun, sealed: {} })
  const { waits } = buildOverview({
    store,
    grants: [],
    nowMs: 0,
    open: [],
    progress: new Map(),
    notices: [],
    secretsSurviveRestart: true,
    notifications: 'in_app',
    sandboxUrl: null,
    selectedInteractionId: null,
    selectedCallId: null,
    dataFolder: '',
    version: '0',
  })
  const [wait] = waits
  if (wait === undefined) throw new Error('no wait')
  return wait
}

// Dies if: any revocation endpoint is taken as a way to withdraw a request.
test('[CASE-052] a withdrawal is promised only where deferral codes are withdrawn', () => {
  const endpoint = { revocation_endpoint: 'https://id.bank.example/revoke' }
  const types = { revocation_endpoint_token_type_values_supported: [codeType] }
  expect(waitWith({ metadata: { ...endpoint, ...types } }).canCancelAtServer).toBe(true)
  expect(waitWith({ metadata: endpoint }).canCancelAtServer).toBe(false)
  expect(waitWith({ metadata: types }).canCancelAtServer).toBe(false)
})

// Dies if: the issuer's name stands on a button that leads elsewhere.
test.each([
  ['https://id.bank.example', 'https://id.bank.example/i', 'id.bank.example', false],
  ['https://id.bank.example', 'https://confirm.bank.example/i', 'confirm.bank.example', false],
  ['https://id.bank.example', 'https://bank.example.evil.test/i', 'bank.example.evil.test', true],
  ['https://id.bank.example', 'https://other.example/i', 'other.example', true],
  ['https://me.github.io', 'https://you.github.io/i', 'you.github.io', true],
  ['http://localhost:4000', 'http://localhost:4000/i', 'localhost:4000', false],
  ['http://localhost:4000', 'http://localhost:4001/i', 'localhost:4001', true],
])('[CASE-009] of %s, %s opens %s, with a warning: %s', (issuer, interactionUri, host, warned) => {
  const wait = waitWith({ issuer, interactionUri })
  expect(wait).toMatchObject({ canOpenInteraction: true, interactionHost: host })
  expect(wait.interactionIsElsewhere).toBe(warned)
  expect(wait.waitingForHost).toBe(new URL(issuer).host)
})
