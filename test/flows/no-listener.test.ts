// Watches what the engine listens on while somebody else decides: a desktop has no address to be called at.
import { Server } from 'node:net'
import { expect, test, vi } from 'vitest'
import { decide } from '../sandbox/control.ts'
import { withFlow } from './engine-harness.ts'

// Dies if: anything opens a port for news of a wait.
test('[THREAT-092] nothing listens while a call waits, nor when its decision comes', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    await person.connectBank()
    const listen = vi.spyOn(Server.prototype, 'listen')
    try {
      const call = await person.giveAndApprove('Pay 1200 EUR to Nordlicht', 'pay', '1200')
      await person.deferral(call)
      decide(sandbox.world, {}, true)
      expect((await person.end(call)).state).toBe('done')
      expect(listen.mock.calls).toEqual([])
    } finally {
      listen.mockRestore()
    }
  }))
