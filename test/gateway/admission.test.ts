// Proves the order in which a head is judged: whoever may not come in learns nothing of what comes after, and costs nobody else.
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createAdmission, type Admit } from '../../main/gateway/admission.ts'
import { gatewayLimits } from '../../main/gateway/gateway-limits.ts'
import type { GatewayHandler } from '../../main/gateway/gateway-port.ts'
import type { Agent } from '../../shared/model/agent.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'

const port = 4_321
const handler: GatewayHandler = async () => new Response()
const ada: Agent = { id: 'ada-id', name: 'Ada', kind: 'gateway', access: [] }
const bob: Agent = { id: 'bob-id', name: 'Bob', kind: 'gateway', access: [] }
const known = new Map([
  ['of-ada', ada],
  ['of-bob', bob],
])

interface Door {
  readonly admit: Admit
  readonly clock: ReturnType<typeof createVirtualClock>
  /** Agents whose connection was claimed, in order. */
  readonly claims: string[]
  readonly wrongSecrets: () => number
}

const limits = { ...gatewayLimits, burst: 2, perSecond: 1, wrongBurst: 2, wrongPerSecond: 1 }

function openDoor(mayClaim = true): Door {
  const clock = createVirtualClock()
  const claims: string[] = []
  let wrongSecrets = 0
  const admit = createAdmission({
    agents: { findBySecret: (secret) => known.get(secret) ?? null },
    routes: new Map([['/mcp', handler]]),
    clock,
    limits,
    connections: {
      claim(_socket, agentId) {
        claims.push(agentId)
        return mayClaim
      },
    },
    onWrongSecret: () => (wrongSecrets += 1),
  })
  return { admit, clock, claims, wrongSecrets: () => wrongSecrets }
}

interface Asked {
  readonly host?: string
  readonly secret?: string | null
  readonly target?: string
  readonly fields?: readonly string[]
}

/** A sound request, but for what is given. */
function request({
  host = `127.0.0.1:${port}`,
  secret = 'of-ada',
  target = '/mcp',
  fields,
}: Asked) {
  const message = new IncomingMessage(new Socket())
  const authorization = secret === null ? [] : ['Authorization', `Bearer ${secret}`]
  const rawHeaders = ['Host', host, ...authorization, ...(fields ?? json)]
  return Object.assign(message, { method: 'POST', url: target, httpVersion: '1.1', rawHeaders })
}
const json = ['Content-Type', 'application/json']

describe('a head', () => {
  it('[GWE-03] that is sound comes in as its agent, with its handler and its headers', () => {
    const { admit, claims, wrongSecrets } = openDoor()
    const admitted = admit(request({ secret: 'of-bob' }), port)
    expect(admitted).toMatchObject({
      agent: bob,
      handler,
      head: { method: 'POST', target: '/mcp' },
    })
    expect('head' in admitted && admitted.head.headers.get('content-type')).toEqual([json[1]])
    expect(claims).toEqual(['bob-id'])
    expect(wrongSecrets()).toBe(0)
  })

  // Dies if: two steps change places: the answer would tell a stranger, or a page, of what it may not know.
  it.each<[string, Asked]>([
    ['form', { target: '/mcp?a', host: 'evil.test', fields: ['Origin', 'a'], secret: null }],
    ['host', { target: '/no', host: 'evil.test', fields: ['Origin', 'a'], secret: null }],
    ['origin', { target: '/no', fields: ['Origin', 'a'], secret: null }],
    ['secret', { target: '/no', fields: [], secret: 'wrong' }],
    ['secret', { target: '/no', fields: [], secret: null }],
    ['path', { target: '/no', fields: [] }],
    ['type', { fields: [] }],
    ['too_large', { fields: [...json, 'Content-Length', `${limits.bodyBytes + 1}`] }],
  ])('[GWE-02] is refused for its %s before what comes after is looked at', (reason, asked) => {
    expect(openDoor().admit(request(asked), port)).toEqual({ reason })
  })

  it('[GWE-15] without method or target is refused for its form', () => {
    const message = request({})
    const { admit } = openDoor()
    expect(admit(Object.assign(message, { method: undefined }), port)).toEqual({ reason: 'method' })
    const other = Object.assign(request({}), { url: undefined })
    expect(admit(other, port)).toEqual({ reason: 'form' })
  })
})

describe('a wrong secret', () => {
  it('[GWE-16] is slowed, told of, and takes nothing from those who know one', () => {
    const { admit, clock, claims, wrongSecrets } = openDoor()
    const wrong = (): unknown => admit(request({ secret: 'wrong' }), port)
    expect([wrong(), wrong()]).toEqual([{ reason: 'secret' }, { reason: 'secret' }])
    expect(wrong()).toEqual({ reason: 'tries', retryAfterSeconds: 1 })
    expect(wrongSecrets()).toBe(3)
    // Dies if: no secret counts as a wrong one, which the person is told of; it is slowed all the same.
    expect(admit(request({ secret: null }), port)).toMatchObject({ reason: 'tries' })
    expect(wrongSecrets()).toBe(3)
    // Dies if: guesses are counted before the secret is looked for, or in the same bucket.
    expect(claims).toEqual([])
    expect(admit(request({}), port)).toMatchObject({ agent: ada })
    clock.advance(1_000)
    expect(wrong()).toEqual({ reason: 'secret' })
    expect(wrong()).toEqual({ reason: 'tries', retryAfterSeconds: 1 })
  })
})

describe('an agent', () => {
  it('[GWE-16] that asks too often waits, and no other does', () => {
    const { admit, clock } = openDoor()
    const ask = (secret: string): unknown => admit(request({ secret }), port)
    expect([ask('of-ada'), ask('of-ada')]).toMatchObject([{ agent: ada }, { agent: ada }])
    expect(ask('of-ada')).toEqual({ reason: 'rate', retryAfterSeconds: 1 })
    expect(ask('of-bob')).toMatchObject({ agent: bob })
    clock.advance(1_000)
    expect(ask('of-ada')).toMatchObject({ agent: ada })
  })

  it('[GWE-11] with too many connections is told so, and none of its pace is used', () => {
    const { admit, claims } = openDoor(false)
    for (let time = 0; time < 4; time += 1)
      expect(admit(request({}), port)).toEqual({ reason: 'many' })
    expect(claims).toEqual(Array.from({ length: 4 }, () => 'ada-id'))
  })
})
