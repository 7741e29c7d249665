// A client that gives up after 30 seconds, with its own timers running: its held call outlasts it and is not lost.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { breathe, connectClient, createMcpWorld, type Mode } from './mcp-world.ts'

const call = {
  name: 'harbor-bank__prepare_transfer',
  arguments: { amount: 40, currency: 'EUR', recipient: 'Ada' },
}
const patience = { timeout: 30_000 }

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

it.for<Mode>(['modern', 'legacy'])(
  '[GWP-04] a %s client with a time-out of 30 seconds never times out, and gets its result after minutes',
  async (mode) => {
    const world = createMcpWorld()
    world.addAgent('ada')
    const client = await connectClient(world, 'ada', mode)
    const pass = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        await vi.advanceTimersByTimeAsync(1_000)
        world.journey.clock.advance(1_000)
        await breathe()
      }
    }
    let answer = client.callTool(call, patience)
    await breathe()
    for (let round = 0; round < 6; round += 1) {
      await pass(25)
      // Dies if: the hold is longer than the client's time-out
      const { structuredContent } = await answer
      const { call: handle } = structuredContent as { call: string }
      answer = client.callTool({ name: 'wait_for_call', arguments: { call: handle } }, patience)
      await breathe()
    }
    world.journey.approve(world.onlyCall().id)
    await breathe()
    expect((await answer).content).toEqual([{ type: 'text', text: 'ok' }])
    expect(world.journey.sent).toHaveLength(1)
  },
)
