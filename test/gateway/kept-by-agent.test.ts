// Proves that what is kept for one agent is bounded, and that no other agent can push it out.
import { describe, expect, it } from 'vitest'
import { createKeptByAgent } from '../../main/gateway/kept-by-agent.ts'

describe('what is kept of each agent', () => {
  it('[GWP-10] is not pushed out by another that floods', () => {
    const kept = createKeptByAgent(3)
    kept.keep('ada', 'pay', 'call 1')
    for (let each = 0; each < 100; each += 1) kept.keep('eve', `key ${each}`, `call ${each}`)
    // Dies if: the bound is one for all agents
    expect([...kept.of('ada')]).toEqual([['pay', 'call 1']])
    expect([...kept.of('eve').keys()]).toEqual(['key 97', 'key 98', 'key 99'])
  })

  it('[GWP-10] goes where it is dropped, the newest of a key last', () => {
    const kept = createKeptByAgent(2)
    kept.keep('ada', 'a', '1')
    kept.keep('ada', 'b', '2')
    kept.keep('ada', 'a', '3')
    kept.keep('ada', 'c', '4')
    // Dies if: an entry that was renewed is still the oldest
    expect([...kept.of('ada')]).toEqual([
      ['a', '3'],
      ['c', '4'],
    ])
    kept.drop('ada', 'a')
    kept.drop('eve', 'a')
    expect([...kept.of('ada').keys()]).toEqual(['c'])
  })
})
