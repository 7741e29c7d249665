// Proves that listing many tools to many sessions costs one look at the agent, and still follows what it may use.
import { expect, it } from 'vitest'
import { createOfferedTools } from '../../main/gateway/offered-tools.ts'
import { buildTool, connection } from '../agent/journey-world.ts'

it('[GWP-17] looks once at the agent for a list, and once for all sessions that hear of a change', () => {
  const tools = Array.from({ length: 200 }, (_each, index) => buildTool({ name: `tool_${index}` }))
  let given = new Set(tools.map(({ name }) => name))
  let looked = 0
  const offered = createOfferedTools({
    connections: { list: () => [connection], listTools: () => tools },
    mayUse: () => {
      looked += 1
      return ({ tool }) => given.has(tool)
    },
    cleanTool: (tool) => tool,
  })
  // Dies if: the agent is read from the store for every tool
  expect([offered.list('ada').length, looked]).toEqual([200, 1])
  const before = offered.version('ada')
  for (let session = 0; session < 200; session += 1) offered.version('ada')
  expect(looked).toBe(2)
  given = new Set(['tool_7'])
  // Dies if: what may be called is kept over a change that nobody told of
  expect(offered.find('ada', 'harbor-bank__tool_8')).toBeNull()
  expect(offered.find('ada', 'harbor-bank__tool_7')).toMatchObject({ tool: 'tool_7' })
  expect(offered.list('ada')).toHaveLength(1)
  offered.forget()
  expect(offered.version('ada')).not.toBe(before)
})
