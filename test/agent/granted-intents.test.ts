// Tests that a call is made only where the server granted it, and that nothing is authorized before a refusal.
import { afterEach, describe, expect, it } from 'vitest'
import { requestSending } from '../../main/agent/journey-requests.ts'
import { allowsCall } from '../../main/agent/pick-grant.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { Secret } from '../../shared/model/secret.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { buildCall } from '../step-up/rig.ts'
import { startScriptedBank, type ScriptedBank } from '../step-up/scripted-bank.ts'

let bank: ScriptedBank
afterEach(() => bank?.server.stop())

const aud = 'https://bank.example/mcp'
const intent = (id: string, args: object, more: object = {}) => ({
  type: 'agent_intent',
  action: { name: 'tools/call' },
  resource: { type: 'mcp-tool', id, properties: { aud, arguments: args } },
  ...more,
})
const call = { tool: 'pay', argumentsJson: '{"amount":"42.00","payee":"Acme"}' }
const grantWith = (details: unknown): Grant => ({
  id: 'g',
  issuer: 'https://as.example',
  connectionId: 'c',
  resource: aud,
  purpose: 'standing',
  callId: null,
  scope: 'read',
  authorizationDetailsJson: details === null ? null : JSON.stringify(details),
  tokenType: 'DPoP',
  accessToken: new Secret('at'),
  refreshToken: null,
  expiresAtMs: null,
  dpopKeyId: null,
  acr: null,
  authTimeSeconds: null,
  obtainedAtMs: 0,
})

describe('granted intents', () => {
  it.each<[string, unknown, boolean]>([
    ['none at all', null, true],
    ['details of another type', [{ type: 'account_information' }], true],
    ['this very call', [intent('pay', { amount: '42.00' })], true],
    ['one of several', [intent('list', {}), intent('pay', {})], true],
    ['another tool only', [intent('list', {})], false],
    ['another value', [intent('pay', { amount: '43.00' })], false],
    ['an argument that is not in the call', [intent('pay', { note: 'x' })], false],
    [
      'another server',
      [
        intent(
          'pay',
          {},
          { resource: { type: 'mcp-tool', id: 'pay', properties: { aud: 'https://x' } } },
        ),
      ],
      false,
    ],
    ['another action', [intent('pay', {}, { action: { name: 'tools/list' } })], false],
    ['one that cannot be read', [{ type: 'agent_intent' }], false],
  ])('[CASE-118] %s', (_name, details, expected) => {
    expect(allowsCall(grantWith(details), call)).toBe(expected)
  })

  // Dies if: a call is sent although its entry is missing.
  it('[CASE-118] a call whose entry is missing is not sent', async () => {
    bank = await startScriptedBank()
    let sent = 0
    const outcome = await requestSending(
      {
        store: createMemoryStore(),
        stepUp: bank.rig.stepUp,
        log: () => undefined,
        sender: {
          send: () => {
            sent += 1
            return Promise.resolve({ kind: 'done', resultText: '', isError: false })
          },
        },
      },
      {
        connection: bank.connection,
        call: buildCall(bank.connection, 'pay', { amount: '42.00' }),
        grant: grantWith([intent('list', {})]),
      },
    )
    expect(outcome.kind).toBe('not_sent')
    expect(sent).toBe(0)
  })

  // Dies if: a server's mapping leads to a request before its tool was refused.
  it.each([
    [
      'that uses token.*',
      { action: { name: "'tools/call'" }, resource: { type: "'mcp-tool'", id: 'token.sub' } },
    ],
    ['that fails', { action: { name: '((' }, resource: { type: '1/0', id: '' } }],
    [
      'that is sound',
      { action: { name: 'params.method' }, resource: { type: "'mcp-tool'", id: 'params.name' } },
    ],
  ])('[CASE-120] nothing is authorized beforehand from a mapping %s', async (_name, mapping) => {
    bank = await startScriptedBank()
    const { connection, rig } = bank
    const tool = {
      connectionId: 'c',
      name: 'pay',
      title: null,
      description: '',
      inputSchema: { type: 'object', 'x-authzen-mapping': mapping },
      annotations: {},
      definitionHash: 'hash',
      _meta: { 'x-authz-mapping': mapping },
    }
    rig.store.connections.saveTools('c', [tool])
    bank.script['/challenge'] = [[200, { authorization_code: 'ac' }]]
    bank.script['/token'] = [[200, { access_token: 'at', token_type: 'DPoP', expires_in: 60 }]]
    await rig.stepUp.signIn(connection, () => undefined)
    await bank.obtain({ error: 'insufficient_user_authentication', acrValues: 'urn:a' })
    expect(bank.server.seen.length).toBeGreaterThan(0)
    for (const { body, path } of bank.server.seen) {
      expect(body).not.toContain('authorization_details')
      expect(path).not.toContain('authorization_details')
    }
  })
})
