// Names for tools: legal everywhere, unique, exact on the way back, and not to be taken by another server.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameTools, type Named } from '../../main/gateway/tool-names.ts'

const tool = (connectionId: string, server: string, name: string): Named => ({
  connectionId,
  server,
  tool: name,
})

describe('names of tools', () => {
  it('[GWP-02] are the server and the tool where nothing speaks against it', () => {
    const names = nameTools([
      tool('1', 'Harbor Bank', 'prepare_transfer'),
      tool('2', 'Bücher & Noten', 'list'),
    ])
    expect([...names.keys()]).toEqual(['harbor-bank__prepare_transfer', 'bucher-noten__list'])
  })

  it('[GWP-02] give neither of two servers of one name the name of the other', () => {
    const alone = [...nameTools([tool('1', 'Harbor Bank', 'pay')]).keys()]
    const both = nameTools([tool('1', 'Harbor Bank', 'pay'), tool('2', 'harbor bank', 'pay')])
    expect(both.size).toBe(2)
    // Dies if: only the later one carries a mark
    for (const name of both.keys()) expect(alone).not.toContain(name)
  })

  it('[GWP-02] are legal, unique and exact for whatever servers call themselves and their tools', () => {
    const named = fc.record({
      connectionId: fc.constantFrom('a', 'b', 'c'),
      tool: fc.oneof(fc.string(), fc.string({ minLength: 40, maxLength: 130 })),
    })
    const servers = fc.record({ a: fc.string(), b: fc.string(), c: fc.constantFrom('x', '__', '') })
    fc.assert(
      fc.property(servers, fc.array(named, { maxLength: 40 }), (server, drawn) => {
        const tools = [...new Map(drawn.map((each) => [JSON.stringify(each), each])).values()]
        const given = tools.map((each) => ({
          ...each,
          server: server[each.connectionId as 'a' | 'b' | 'c'],
        }))
        const names = nameTools(given)
        expect(names.size).toBe(given.length)
        for (const [name, found] of names) {
          expect(name).toMatch(/^[A-Za-z0-9_-]{1,46}$/)
          expect(given).toContain(found)
        }
      }),
    )
  })
})
