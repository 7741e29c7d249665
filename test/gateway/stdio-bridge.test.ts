// The bridge of `countersign-mcp` alone, with an app that answers or does not as the test says.
import { expect, it } from 'vitest'
import { createBridge, type BridgeSend } from '../../main/gateway/stdio-bridge.ts'
import { settle } from '../fakes/virtual-clock.ts'

const discovery = { version: 1, pid: 1, startedAtMs: 0, port: 1, url: 'http://127.0.0.1:1/mcp' }

it('[GWP-24] answers an id again that the client took back too late the first time', async () => {
  const written: string[] = []
  let alive = true
  const bridge = createBridge({
    findApp: () => ({ state: 'found', discovery: { ...discovery, version: 1 } }),
    send: async ({ onMessage, body }: BridgeSend) => {
      if (alive && body.includes('"id"')) onMessage('{"jsonrpc":"2.0","id":1,"result":{}}')
      return { status: 200, sessionId: null }
    },
    write: (line) => void written.push(line),
    env: { COUNTERSIGN_SECRET: 'secret' },
    processId: 'process-1',
    after: () => () => undefined,
  })
  const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}'
  bridge.take(ping)
  await settle()
  const cancelled = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } }
  bridge.take(JSON.stringify(cancelled))
  await settle()
  alive = false
  bridge.take(ping)
  await settle()
  // Dies if: every id that was ever taken back is kept, and its next request is never answered
  expect(written).toHaveLength(2)
  expect(written[1]).toContain('"error"')
})
