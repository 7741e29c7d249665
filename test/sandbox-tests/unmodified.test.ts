// Tests of the servers nobody here wrote: a plain oidc-provider and the everything server.
import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { startEverythingServer } from '../sandbox/everything-server.ts'
import {
  startPlainAuthorization,
  type PlainAuthorization,
} from '../sandbox/plain-authorization-server.ts'
import { signInByBrowser } from './browser.ts'
import { ScriptedClient } from './client.ts'

async function signIn(plain: PlainAuthorization, client: ScriptedClient): Promise<unknown> {
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: 'http://127.0.0.1:45556/cb',
    scope: 'notes.read notes.write',
    resource: plain.mcpUrl,
    state: 'state-of-this-test',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const back = await signInByBrowser(`${plain.issuer}/auth?${query.toString()}`, {})
  expect(back.searchParams.get('iss')).toBe(plain.issuer)
  const answer = await client.redeem(back.searchParams.get('code'), {
    redirect_uri: 'http://127.0.0.1:45556/cb',
    code_verifier: verifier,
  })
  expect(answer.body).toMatchObject({ token_type: 'DPoP' })
  return answer.body['access_token']
}

test('[SBX-10] protects notes by an unmodified oidc-provider', async () => {
  const plain = await startPlainAuthorization()
  const client = await new ScriptedClient(plain).start()
  const bare = await client.mcp(null, { jsonrpc: '2.0', id: 1, method: 'tools/list' })
  expect(bare.status).toBe(401)
  const metadata = /resource_metadata="([^"]+)"/u.exec(bare.headers.get('www-authenticate') ?? '')
  const resource = await client.send(metadata?.[1] ?? '', {})
  expect(resource.body).toMatchObject({
    resource: plain.mcpUrl,
    authorization_servers: [plain.issuer],
  })
  const token = await signIn(plain, client)
  const added = await client.callTool(token, 'add_note', { text: 'remember the milk' })
  expect(added.status).toBe(200)
  expect(plain.notes).toEqual([{ text: 'remember the milk' }])
  await client.renewKey()
  expect((await client.callTool(token, 'add_note', { text: 'stolen' })).status).toBe(401)
  expect(plain.notes).toHaveLength(1)
  await plain.stop()
}, 20_000)

test('[SBX-10] starts and stops the everything server', async () => {
  const everything = await startEverythingServer()
  const answer = await fetch(everything.mcpUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: {
        protocolVersion: '2025-11-25',
        capabilities: {},
        clientInfo: { name: 'test', version: '1' },
      },
    }),
  })
  expect(await answer.text()).toContain('everything')
  await everything.stop()
  await expect(fetch(everything.mcpUrl)).rejects.toThrow()
}, 30_000)
