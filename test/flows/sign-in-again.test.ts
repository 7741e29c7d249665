// A sign-in in the browser that never came back, begun again through the whole engine.
import { expect, test } from 'vitest'
import { startPlainAuthorization } from '../sandbox/plain-authorization-server.ts'
import { withFlow } from './engine-harness.ts'
import { until } from './until.ts'

// Dies if: the wiring drops the signal that ends the wait for the first browser tab.
test('[CONN-09] pressing Sign in again opens the browser again at once', async () => {
  const plain = await startPlainAuthorization()
  try {
    await withFlow(async (flow) => {
      flow.records.push(plain.record)
      flow.plainOrigins.push(new URL(plain.mcpUrl).origin)
      const { browser } = flow
      flow.browser = () => Promise.resolve()
      const { connectionId } = flow.engine.connections.add(plain.mcpUrl)
      await until('the first tab', () => (flow.opened.length === 1 ? true : null))
      flow.browser = browser
      await flow.engine.connections.signIn(connectionId)
      expect(flow.opened).toHaveLength(2)
      expect(flow.engine.store.connections.load(connectionId)?.status).toBe('ready')
    })
  } finally {
    await plain.stop()
  }
})
