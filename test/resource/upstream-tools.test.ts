// Tests of what servers list as their tools: pages, circles, names, headers, changes, and which era they speak.
import { afterEach, describe, expect, it } from 'vitest'
import { cleanToolForAgents } from '../../main/resource/clean-tool.ts'
import { createListNews } from '../../main/resource/list-news.ts'
import { acceptTool } from '../../main/resource/pin-tools.ts'
import { hashDefinition } from '../../main/resource/tool-catalogue.ts'
import { text } from '../../shared/catalogue/text.ts'
import { isToolBlocked, type Tool } from '../../shared/model/connection.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { buildCall, buildRig, loadConnection, type Rig } from '../step-up/rig.ts'
import { startScriptedServer } from '../http/scripted-server.ts'
import {
  listing,
  sendJson,
  startRawServer,
  tool,
  type Era,
  type Handle,
  type RawServer,
} from './upstream-server.ts'

let server: RawServer
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const lists =
  (...tools: readonly object[]): Handle =>
  () =>
    listing(tools)

async function add(era: Era, handle: Handle): Promise<{ rig: Rig; id: string }> {
  server = await startRawServer(era, handle)
  stops.push(() => server.stop())
  const rig = buildRig()
  const { connectionId: id, finished } = rig.connections.add(server.url)
  await finished
  return { rig, id }
}

async function readAgain({ rig, id }: { rig: Rig; id: string }, handle: Handle): Promise<Tool[]> {
  server.handle = handle
  await rig.connections.refreshTools(id)
  return rig.store.connections.listAllTools(id)
}

describe.for(['modern', 'legacy'] as const)('a list of tools (%s)', (era) => {
  it('[TOOL-01] is read to its last page', async () => {
    const { rig, id } = await add(era, ({ params }) =>
      params['cursor'] === undefined ? listing([tool('a')], 'next') : listing([tool('b')]),
    )
    expect(rig.store.connections.listTools(id).map(({ name }) => name)).toEqual(['a', 'b'])
    expect(server.sent('tools/list').map(({ cursor }) => cursor)).toEqual([undefined, 'next'])
  })

  // Dies if: a server can keep the app reading, or filling its memory, for ever.
  it.for<[string, (page: number) => object, number]>([
    ['in circles', (page) => listing([tool(`t${page}`)], 'again'), 2],
    ['without an end', (page) => listing([tool(`t${page}`)], `c${page}`), 50],
    ['with empty pages', (page) => listing([], `c${page}`), 1],
    [
      'with too many at once',
      (page) =>
        listing(
          Array.from({ length: 400 }, (_, n) => tool(`t${page}-${n}`)),
          `c${page}`,
        ),
      2,
    ],
  ])('[TOOL-02] that goes on %s is left, with words', async ([, page, requests]) => {
    let pages = 0
    const { rig, id } = await add(era, () => page((pages += 1)))
    expect(server.sent('tools/list')).toHaveLength(requests)
    const tools = rig.store.connections.listTools(id)
    expect(tools.length).toBeLessThanOrEqual(500)
    const { host } = new URL(server.url)
    expect(loadConnection(rig, id)).toMatchObject({
      status: 'ready',
      statusText: text('tools.endless', { host, count: tools.length }),
    })
  })

  // Dies if: a name that reads like another, or that two tools share, is offered to an agent.
  it('[TOOL-03] hides what no agent can be told apart or read, and keeps the others', async () => {
    const { rig, id } = await add(
      era,
      lists(
        tool('pay'),
        tool('рay'),
        tool('pay all'),
        tool('x'.repeat(129)),
        tool('twin'),
        tool('twin', { description: 'another' }),
        tool('huge', { description: 'x'.repeat(200_000) }),
        tool('tagged', {
          inputSchema: { type: 'object', properties: { ['to\u{E0041}']: { type: 'string' } } },
        }),
      ),
    )
    expect(rig.store.connections.listTools(id).map(({ name }) => name)).toEqual(['pay'])
    const hidden = rig.store.connections
      .listAllTools(id)
      .map(({ name, hidden: why }) => [name, why])
    expect(hidden.slice(1)).toEqual([
      ['рay', 'name'],
      ['pay all', 'name'],
      ['x'.repeat(129), 'name'],
      ['twin', 'twice'],
      ['huge', 'large'],
      ['tagged', 'invisible'],
    ])
  })

  // Dies if: a definition that changed after it was seen runs before anybody has looked at it.
  it('[TOOL-04] pins each to its first definition; a change is blocked until it is accepted', async () => {
    const at = await add(era, lists(tool('pay'), tool('look')))
    const changed = { annotations: { readOnlyHint: true } }
    const tools = await readAgain(at, lists(tool('pay', changed), tool('look'), tool('late')))
    expect(tools.map((each) => [each.name, isToolBlocked(each)])).toEqual([
      ['pay', true],
      ['look', false],
      ['late', false],
    ])
    expect(tools[0]?.accepted?.annotations).toEqual({})
    expect(tools[2]?.addedAtMs).toEqual(expect.any(Number))
    expect(tools.map((each) => cleanToolForAgents(each)?.name)).toEqual([undefined, 'look', 'late'])
    // Again and again: it stays blocked, against what was accepted.
    const [third] = await readAgain(at, lists(tool('pay', { description: 'third' }), tool('look')))
    expect(third?.accepted).toMatchObject({ description: 'Does pay', annotations: {} })
    // Taken back by its server: nothing is left to review.
    const [back] = await readAgain(at, lists(tool('pay'), tool('look')))
    expect(back && isToolBlocked(back)).toBe(false)
    expect(third && isToolBlocked(acceptTool(third))).toBe(false)
    // Dies if: the words that an agent reads of a tool, or of its result, are no part of what is pinned.
    for (const words of [{ title: 'Look' }, { outputSchema: { type: 'object', title: 'Obey' } }]) {
      const [other] = await readAgain(at, lists(tool('pay', words), tool('look')))
      expect(other && isToolBlocked(other)).toBe(true)
    }
  })

  // Dies if: a tool that is gone is forgotten, so that its next definition is its first.
  it('[TOOL-05] remembers a tool that is gone, so that it cannot come back as another', async () => {
    const at = await add(era, lists(tool('pay'), tool('look')))
    await readAgain(at, lists(tool('look')))
    expect(at.rig.store.connections.listTools(at.id).map(({ name }) => name)).toEqual(['look'])
    const tools = await readAgain(
      at,
      lists(tool('look'), tool('pay', { description: 'pays twice' })),
    )
    expect(tools.filter(isToolBlocked).map(({ name }) => name)).toEqual(['pay'])
  })

  // Dies if: the issuer is not compared, or compared at the first list only.
  it('[TOOL-06] under another authorization server blocks everything', async () => {
    const at = await add(era, lists(tool('pay')))
    const { connections } = at.rig.store
    const connection = loadConnection(at.rig, at.id)
    connections.save({ ...connection, toolsIssuer: 'https://other.example' })
    const [pay] = await readAgain(at, lists(tool('pay')))
    expect(pay && isToolBlocked(pay)).toBe(true)
    const [still] = await readAgain(at, lists(tool('pay')))
    expect(still && isToolBlocked(still)).toBe(true)
  })
})

describe('headers from parameters', () => {
  const marked = (name: unknown, more: object = {}): object => ({
    inputSchema: {
      type: 'object',
      properties: { region: { type: 'string', 'x-mcp-header': name, ...more } },
    },
  })
  const nested = { type: 'array', items: { type: 'string', 'x-mcp-header': 'Region' } }

  it('[TOOL-07] [CASE-127] that break the rules hide their tool, and the others remain', async () => {
    const { rig, id } = await add(
      'modern',
      lists(
        tool('fine', marked('Region')),
        tool('spaced', marked('My Region')),
        tool('empty', marked('')),
        tool('number', marked('Region', { type: 'number' })),
        tool('deep', { inputSchema: { type: 'object', properties: { list: nested } } }),
        tool('root', { inputSchema: { type: 'object', 'x-mcp-header': 'Region' } }),
        tool('plain'),
      ),
    )
    const { connections } = rig.store
    expect(connections.listTools(id).map(({ name }) => name)).toEqual(['fine', 'plain'])
    const hidden = connections.listAllTools(id).filter((each) => each.hidden === 'header')
    expect(hidden).toHaveLength(5)
  })
})

describe('words for agents', () => {
  const dressed: Tool = {
    connectionId: 'c',
    name: 'pay',
    title: 'Pay\u202Eyap',
    description: `Pays.\u200B\u{E0049}\u{E0067} ${'x'.repeat(10_000)}`,
    inputSchema: {
      type: 'object',
      properties: {
        description: { type: 'string', description: 'to\u2066 whom', enum: ['a', 'b'] },
      },
    },
    annotations: { readOnlyHint: true },
    definitionHash: 'h',
  }

  // Dies if: what nobody can see reaches a model, or a megabyte of words does.
  it('[TOOL-08] are bounded and have nothing in them that nobody sees; values stay exact', () => {
    const clean = cleanToolForAgents(dressed)
    expect(clean?.title).toBe('Payyap')
    expect(clean?.description).toMatch(/^Pays\. x+ \[…\]$/)
    expect(clean?.description.length).toBeLessThan(5_000)
    expect(clean?.inputSchema['properties']).toEqual({
      description: { type: 'string', description: 'to whom', enum: ['a', 'b'] },
    })
    expect(clean).toMatchObject({ name: 'pay', definitionHash: 'h' })
  })

  it('[TOOL-08] are none for what is blocked, hidden, gone or badly named', () => {
    const blocked = { ...dressed, acceptedHash: 'other' }
    const all: Tool[] = [
      blocked,
      { ...dressed, hidden: 'twice' },
      { ...dressed, gone: true },
      { ...dressed, name: 'p\u0430y' },
    ]
    expect(all.map(cleanToolForAgents)).toEqual([null, null, null, null])
  })
})

describe('news of changed tools', () => {
  // Dies if: a server that says so ten thousand times is read ten thousand times.
  it('[TOOL-09] are followed by one reading, and then by one after a while', () => {
    const clock = createVirtualClock()
    const read: string[] = []
    const news = createListNews(clock)
    news.readBy((connectionId) => void read.push(connectionId))
    for (let n = 0; n < 10_000; n += 1) news.onChanged('c')
    news.onChanged('d')
    clock.advance(1_000)
    expect(read).toEqual(['c', 'd'])
    clock.advance(31_000)
    expect(read).toEqual(['c', 'd', 'c'])
    clock.advance(10 * 60_000)
    expect(read).toEqual(['c', 'd', 'c'])
  })

  it('[TOOL-09] are heard while a call is under way', async () => {
    const { rig, id } = await add('legacy', ({ method, id: callId }, { response }) => {
      if (method === 'tools/list') return listing([tool('pay')])
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const news = { jsonrpc: '2.0', method: 'notifications/tools/list_changed' }
      const result = { content: [{ type: 'text', text: 'paid' }] }
      for (const each of [news, { jsonrpc: '2.0', id: callId, result }])
        response.write(`data: ${JSON.stringify(each)}\n\n`)
      response.end()
      return null
    })
    const connection = loadConnection(rig, id)
    const call = buildCall(connection, 'pay', { amount: 5 })
    expect(await rig.sender.send({ connection, call, grant: null })).toMatchObject({ kind: 'done' })
    expect(rig.toolsChanged).toEqual([id])
  })

  // Dies if: a call that waited for hours is sent to a tool that became another meanwhile.
  it('[TOOL-20] are looked for before a call leaves, where the reading is old', async () => {
    const { rig, id } = await add('modern', lists(tool('pay')))
    const [pay] = rig.store.connections.listTools(id)
    const connection = { ...loadConnection(rig, id), toolsReadAtMs: Date.now() - 60 * 60_000 }
    const frozen = {
      ...buildCall(connection, 'pay', { amount: 5 }),
      toolDefinitionHash: pay?.definitionHash ?? '',
    }
    server.handle = lists(tool('pay', { description: 'Pays somebody else' }))
    const { host } = new URL(server.url)
    expect(await rig.sender.send({ connection, call: frozen, grant: null })).toEqual({
      kind: 'not_sent',
      reason: text('tools.changed_unsent', { host }),
    })
    expect(server.sent('tools/call')).toEqual([])
    expect(rig.toolsChanged).toEqual([id])
  })

  // Dies if: a call that was frozen before title and result schema counted is taken for one of a changed tool.
  it('[TOOL-20] are those of a call that was frozen under an earlier form of their hash', async () => {
    const { rig, id } = await add('modern', lists(tool('pay', { title: 'Pay' })))
    const [pay] = rig.store.connections.listTools(id)
    if (pay === undefined) throw new Error('nothing was listed')
    const { name, description, inputSchema, annotations } = pay
    const toolDefinitionHash = hashDefinition({ name, description, inputSchema, annotations })
    expect(toolDefinitionHash).not.toBe(pay.definitionHash)
    const connection = { ...loadConnection(rig, id), toolsReadAtMs: Date.now() - 60 * 60_000 }
    const call = { ...buildCall(connection, 'pay', { amount: 5 }), toolDefinitionHash }
    await rig.sender.send({ connection, call, grant: null })
    expect(server.sent('tools/call')).toHaveLength(1)
  })

  // Dies if: what another reading found while the session was opened is not looked at.
  it('[TOOL-20] are seen where they were read while the session was opened', async () => {
    const at = await add('legacy', lists(tool('pay')))
    const { rig, id } = at
    const connection = loadConnection(rig, id)
    const call = buildCall(connection, 'pay', { amount: 5 })
    await readAgain(at, lists(tool('pay', { description: 'Pays somebody else' })))
    expect((await rig.sender.send({ connection, call, grant: null })).kind).toBe('not_sent')
    expect(server.sent('tools/call')).toEqual([])
  })

  // Dies if: a server can keep a call that nobody wants any more by listing its tools for ever.
  it('[TOOL-20] are not read on when nobody wants the call any more', async () => {
    const { rig, id } = await add('modern', lists(tool('pay')))
    const connection = { ...loadConnection(rig, id), toolsReadAtMs: Date.now() - 60 * 60_000 }
    const call = buildCall(connection, 'pay', { amount: 5 })
    const abort = new AbortController()
    server.handle = () => {
      abort.abort('cancelled')
      return null
    }
    const { signal } = abort
    const outcome = await rig.sender.send({ connection, call, grant: null, signal })
    expect(outcome).toEqual({ kind: 'cancelled', reason: text('tools.cancelled_unsent') })
    expect(server.sent('tools/call')).toEqual([])
  })
})

describe('which era a server speaks', () => {
  const answers: [string, (method: string) => [number, unknown], string[]][] = [
    [
      'a 400 that lists versions stays modern',
      (method) =>
        method === 'server/discover'
          ? [400, { code: -32_022, message: 'no', data: { supported: ['2026-07-28'] } }]
          : [200, null],
      ['server/discover'],
    ],
    ['an empty 400 falls back to initialize', () => [400, ''], ['server/discover', 'initialize']],
  ]
  it.for(answers)('[TOOL-21] [CASE-126] %s', async ([, answer, methods]) => {
    const seen: string[] = []
    const scripted = await startScriptedServer(({ method: verb, body }, response) => {
      if (verb !== 'POST') return void response.writeHead(405).end()
      const { id, method }: { id?: number; method: string } = JSON.parse(body)
      seen.push(method)
      const [status, error] = answer(method)
      if (error === '') return void response.writeHead(status).end()
      sendJson(response, status, { jsonrpc: '2.0', id: id ?? null, error })
    })
    stops.push(() => scripted.stop())
    const rig = buildRig()
    await rig.connections.add(`${scripted.origin}/mcp`).finished
    expect([...new Set(seen)]).toEqual(methods)
  })

  // Dies if: a refusal is taken for a server of another era.
  it('[TOOL-21] [CASE-126] a 401 asks for a sign-in and changes no era', async () => {
    const seen: string[] = []
    const scripted = await startScriptedServer(({ method: verb, body, path }, response) => {
      if (verb === 'POST') seen.push((JSON.parse(body) as { method: string }).method)
      else seen.push(path)
      response.writeHead(verb === 'POST' ? 401 : 404).end()
    })
    stops.push(() => scripted.stop())
    const rig = buildRig()
    const { connectionId, finished } = rig.connections.add(`${scripted.origin}/mcp`)
    await finished
    expect(seen).not.toContain('initialize')
    expect(seen.some((each) => each.includes('oauth-protected-resource'))).toBe(true)
    expect(loadConnection(rig, connectionId).status).toBe('failed')
  })
})
