// Proves that no request of any grant tells a server how to call this computer.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { registerClient } from '../../main/oauth/register-client.ts'
import { callbackMembers } from '../flows/egress.ts'
import { json } from '../http/scripted-server.ts'
import { everyRequest, offerAll } from './every-request.ts'
import { startTokenFlow, type TokenFlow } from './token-flow.ts'
import { buildClient } from './world.ts'

let flow: TokenFlow
beforeEach(async () => {
  flow = await startTokenFlow()
})
afterEach(() => flow.server.stop())

// Dies if: any request, registration included, names a notification token or endpoint.
test('[CASE-074] no request function sends a notification token, not even to a server that offers to call', async () => {
  const { context, server } = flow
  const client = await buildClient(server.origin, offerAll(server.origin))
  server.answer = json(201, { client_id: 'c' })
  await registerClient(context, client.metadata, {
    redirectUri: 'http://127.0.0.1/cb',
    clientName: 'Countersign',
    clientMetadataUrl: null,
  })
  for (const send of Object.values(everyRequest)) await send(context, client)
  expect(server.seen).toHaveLength(1 + Object.keys(everyRequest).length)
  for (const { body, path } of server.seen) expect(`${path} ${body}`).not.toMatch(callbackMembers)
})

test('[CASE-074] nothing in the app knows such a member', () => {
  const root = join(import.meta.dirname, '../../main')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  const naming = files.filter(
    (file) => file.endsWith('.ts') && callbackMembers.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(files.length).toBeGreaterThan(50)
  expect(naming).toEqual([])
})
