// Tests of starting a device authorization.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { requestDeviceAuthorization } from '../../main/oauth/device-authorization.ts'
import { json } from '../http/scripted-server.ts'
import { refused, startTokenFlow, type TokenFlow } from './token-flow.ts'
import { buildClient } from './world.ts'

const good = {
  device_code: 'dev-1',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://as.example/device',
  verification_uri_complete: 'https://as.example/device?user_code=WDJB-MJHT',
  expires_in: 900,
}

let flow: TokenFlow
beforeEach(async () => {
  flow = await startTokenFlow()
  const endpoint = `${flow.server.origin}/device`
  flow.client = await buildClient(flow.server.origin, { device_authorization_endpoint: endpoint })
})
afterEach(() => flow.server.stop())

const start = (status: number, body: unknown, completionMode?: 'deferred') => {
  flow.server.answer = json(status, body)
  const hint = completionMode === undefined ? {} : { completionMode }
  const asked = { scope: 'notes.read', resource: 'https://rs.example/mcp', ...hint }
  return requestDeviceAuthorization(flow.context, flow.client, asked)
}

describe('the request', () => {
  test('[GRANT-03] names the client, the scope and the resource', async () => {
    await start(200, good)
    expect(flow.server.seen[0]?.path).toBe('/device')
    expect(flow.form()).toEqual({
      client_id: 'client-1',
      scope: 'notes.read',
      resource: 'https://rs.example/mcp',
    })
  })

  test('[GRANT-01] may hint that a deferral is fine', async () => {
    await start(200, good, 'deferred')
    expect(flow.form()['completion_mode']).toBe('deferred')
  })

  test('[GRANT-03] a server without the endpoint is sent nothing', async () => {
    flow.client = await buildClient(flow.server.origin)
    expect(await start(200, good)).toMatchObject({ kind: 'no_answer', sent: false })
    expect(flow.server.seen).toEqual([])
  })
})

describe('the answer', () => {
  test('[GRANT-03] is a wait with the code to compare and the address to open', async () => {
    const answer = await start(200, good)
    expect(answer).toMatchObject({
      kind: 'deferred',
      deferred: {
        dialect: 'device',
        intervalSeconds: 5,
        expiresInSeconds: 900,
        interactionUri: good.verification_uri_complete,
        userCode: 'WDJB-MJHT',
      },
    })
    if (answer.kind !== 'deferred') throw new Error('unreachable')
    expect(answer.deferred.deferralCode.reveal()).toBe('dev-1')
  })

  // Dies if: an address that must not be opened is offered, or makes a usable one unusable.
  test('[GRANT-03] a complete address that may not be opened gives way to the plain one', async () => {
    const complete = 'http://as.example/device?user_code=WDJB-MJHT'
    expect(await start(200, { ...good, verification_uri_complete: complete })).toMatchObject({
      deferred: { interactionUri: good.verification_uri },
    })
  })

  test.for([
    ['no code for the person', { user_code: undefined }],
    ['a code of another kind', { user_code: 17 }],
    [
      'a code that is a sentence',
      { user_code: 'Call 0800 123 and read out your password now, please' },
    ],
    ['a code that turns the text around', { user_code: 'AB\u202eCD' }],
    ['no device code', { device_code: undefined }],
    ['no lifetime', { expires_in: undefined }],
    ['a lifetime of none', { expires_in: 0 }],
    [
      'nowhere to go',
      { verification_uri: 'javascript:alert(1)', verification_uri_complete: undefined },
    ],
  ] as const)('[GRANT-03] %s starts no wait', async ([, change]) => {
    expect(await start(200, { ...good, ...change })).toMatchObject(refused('bad_response'))
  })

  test('[GRANT-03] a refusal keeps its name; a status without a body is none', async () => {
    expect(await start(400, { error: 'unauthorized_client' })).toMatchObject(
      refused('unauthorized_client'),
    )
    expect(await start(200, { ...good, error: 'invalid_scope' })).toMatchObject(
      refused('invalid_scope'),
    )
    flow.server.answer = (_request, response) => void response.writeHead(204).end()
    const asked = { scope: null }
    expect(await requestDeviceAuthorization(flow.context, flow.client, asked)).toMatchObject(
      refused('bad_response'),
    )
  })
})
