// Proves that the checks after every flow can fail: planted secrets are found and a stray credential is seen.
import { expect, test } from 'vitest'
import { createGuardedFetch } from '../../main/http/guarded-fetch.ts'
import { createSystemClock } from '../../main/system-clock.ts'
import { startScriptedServer } from '../http/scripted-server.ts'
import { saveSecret, sha256Hex } from '../sandbox/record.ts'
import { startFlow } from './engine-harness.ts'

test('[CASE-135] [FLOW-39] a secret in the log is found', async () => {
  const flow = await startFlow()
  saveSecret(flow.sandbox.world.record, 'access_token', 'planted-value-of-a-token')
  flow.engine.tasks.start({ agentId: 'bookkeeper', text: 'planted-value-of-a-token' })
  await expect(flow.finish()).rejects.toThrow('canary scan')
})

test('[FLOW-39] a one-time code in a task is found', async () => {
  const flow = await startFlow()
  saveSecret(flow.sandbox.world.record, 'otp', '123456')
  flow.engine.tasks.start({ agentId: 'bookkeeper', text: 'my code is 123456' })
  await expect(flow.finish()).rejects.toThrow('canary scan')
})

test('[FLOW-39] a credential that goes elsewhere is found', async () => {
  const other = await startScriptedServer((_request, response) => void response.end('{}'))
  const flow = await startFlow()
  flow.sandbox.world.record.tokens.push({
    sha256: sha256Hex('token-of-the-bank'),
    kind: 'AccessToken',
    audience: flow.sandbox.mcpUrl,
    scope: null,
    clientId: null,
    jkt: null,
  })
  const fetch = createGuardedFetch({ clock: createSystemClock() })
  await fetch(other.origin, { headers: { authorization: 'DPoP token-of-the-bank' } })
  await expect(flow.finish()).rejects.toThrow()
  await other.stop()
})

// Dies if: a request of any flow tells a server how to call this computer, and the check after the flow misses it.
test('[CASE-074] a notification token that any flow sends is found', async () => {
  const flow = await startFlow()
  const body = 'grant_type=x&client_notification_token=abc'
  const fetch = createGuardedFetch({ clock: createSystemClock() })
  await fetch(`${flow.sandbox.world.urls.issuer}/token`, { method: 'POST', body })
  await expect(flow.finish()).rejects.toThrow('called back')
})

test('[FLOW-39] a broken rule of the authorization server is found', async () => {
  const flow = await startFlow()
  flow.sandbox.world.record.violations.push({ at: 0, code: 'early_poll', detail: '' })
  await expect(flow.finish()).rejects.toThrow('violations')
})
