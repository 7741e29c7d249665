// Links in results through the gateway: passed on as they are, and read by nobody but the person.
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { connectClient, createMcpWorld, whenAsked } from './mcp-world.ts'

const link = { type: 'resource_link', uri: 'bank://receipts/4711', name: 'receipt' }

describe.for(['modern', 'legacy'] as const)('a link in a result (%s)', (era) => {
  // Dies if: the gateway reads resources for an agent, whose person was not asked about that.
  it('[LINK-05] is passed on as it is, and there is nothing to read it by', async () => {
    const world = createMcpWorld()
    world.addAgent('ada')
    const resultJson = JSON.stringify({ content: [link] })
    world.journey.answerSend = () => ({
      kind: 'done',
      resultText: 'a link',
      resultJson,
      isError: false,
    })
    const client = await connectClient(world, 'ada', era)
    const asked = client.callTool({
      name: 'harbor-bank__add_payee',
      arguments: { name: 'Weber', iban: 'DE02' },
    })
    const { callId } = await whenAsked(world)
    world.journey.approve(callId ?? '')
    expect((await asked).content).toEqual([expect.objectContaining(link)])
    const sent = world.journey.sent.length
    expect(client.getServerCapabilities()?.resources).toBeUndefined()
    const reading = client.request(
      { method: 'resources/read', params: { uri: link.uri } },
      z.looseObject({}),
    )
    // The client of 2026-07-28 gives the answer with its status (404) as text.
    const refusal: unknown = await reading.catch((error: unknown) => error)
    expect(`${String(refusal)} ${JSON.stringify(refusal)}`).toContain('-32601')
    expect([world.journey.sent.length, world.open()]).toEqual([sent, []])
    await client.close()
  })
})
