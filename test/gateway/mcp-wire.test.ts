// What comes over the wire and is none of MCP's: shapes, ids, batches, methods, headers; and the bytes of arguments.
import { describe, expect, it } from 'vitest'
import { createMcpWorld, whenAsked, type McpWorld } from './mcp-world.ts'
import { envelope, modern, post, request, type Told } from './raw-mcp.ts'

function open(): { world: McpWorld } {
  const world = createMcpWorld()
  world.addAgent('ada')
  return { world }
}

describe('messages that are none', () => {
  const bad: [string, unknown][] = [
    ['nothing', ''],
    ['a batch', [request('tools/list'), request('tools/list')]],
    ['an empty batch', []],
    ['a text', '"hello"'],
    ['null', 'null'],
    ['no version', { id: 1, method: 'ping' }],
    ['a method that is no text', { jsonrpc: '2.0', id: 1, method: 7 }],
    ['an id that is null', { ...request('tools/list'), id: null }],
    ['an id that is an object', { ...request('tools/list'), id: { a: 1 } }],
    ['an id that is a fraction', { ...request('tools/list'), id: 1.5 }],
    ['an id beyond whole numbers', { ...request('tools/list'), id: 2 ** 60 }],
    ['an id of a megabyte', { ...request('tools/list'), id: 'x'.repeat(1_000_000) }],
    ['a notification with an id', { ...request('notifications/cancelled') }],
    ['parameters that are a list', { jsonrpc: '2.0', id: 1, method: 'tools/list', params: [1] }],
  ]
  it.each(bad)('[GWP-12] are refused: %s', async (_what, body) => {
    const { world } = open()
    const { status, body: told } = await post(world, body, modern('tools/list'))
    expect(status).toBe(400)
    expect([-32_700, -32_600]).toContain(told.error?.code)
  })

  it('[GWP-12] get 404 and -32601 for methods that do not exist, in whatever case', async () => {
    const { world } = open()
    for (const method of [
      'nothing/here',
      'Tools/List',
      'tools/call ',
      'initialize',
      'ping',
      'constructor',
    ]) {
      const { status, body } = await post(world, request(method), modern(method.trim()))
      expect([method, body.error?.code]).toEqual([method, method.endsWith(' ') ? -32_020 : -32_601])
      expect(status).toBe(method.endsWith(' ') ? 400 : 404)
    }
  })

  it('[GWP-12] give every id back as it was', async () => {
    const { world } = open()
    for (const id of [0, -1, '', 'a', '1', Number.MAX_SAFE_INTEGER]) {
      const { body } = await post(world, { ...request('tools/list'), id }, modern('tools/list'))
      expect(body.id).toBe(id)
    }
  })
})

describe('sessions of the earlier era', () => {
  const initialize = {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'raw' },
  }
  const begin = (world: McpWorld): Promise<Told> =>
    post(world, { jsonrpc: '2.0', id: 1, method: 'initialize', params: initialize })

  it('[GWP-12] refuse a second request with an id that is under way, and let the first go on', async () => {
    const { world } = open()
    const session = { 'mcp-session-id': (await begin(world)).headers.get('mcp-session-id') ?? '' }
    const params = { name: 'harbor-bank__add_payee', arguments: { name: 'A', iban: 'B' } }
    const first = post(world, { jsonrpc: '2.0', id: 7, method: 'tools/call', params }, session)
    const { callId } = await whenAsked(world)
    // Dies if: the second takes the place of the first
    const second = await post(world, { jsonrpc: '2.0', id: 7, method: 'ping' }, session)
    expect(second.body.error?.code).toBe(-32_600)
    world.journey.approve(callId ?? '')
    expect((await first).body.result).toMatchObject({ content: [{ text: 'ok' }] })
    const after = await post(world, { jsonrpc: '2.0', id: 7, method: 'ping' }, session)
    expect(after.body.result).toEqual({})
  })

  it('[GWP-10] answer 404 for the session of another agent, and for one that has ended', async () => {
    const { world } = open()
    world.addAgent('eve')
    const id = (await begin(world)).headers.get('mcp-session-id') ?? ''
    expect(id.length).toBeGreaterThanOrEqual(32)
    const asEve = await world.fetchAs('eve')('', {
      method: 'POST',
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
      headers: { 'mcp-session-id': id },
    })
    // Dies if: sessions are found by their id alone
    expect(asEve.status).toBe(404)
    await world.fetchAs('ada')('', { method: 'DELETE', headers: { 'mcp-session-id': id } })
    const ended = await post(
      world,
      { jsonrpc: '2.0', id: 1, method: 'tools/list' },
      { 'mcp-session-id': id },
    )
    expect(ended.status).toBe(404)
  })

  it('[GWP-12] need their id, and answer no other verb than GET, POST and DELETE', async () => {
    const { world } = open()
    expect((await post(world, { jsonrpc: '2.0', id: 1, method: 'tools/list' })).status).toBe(400)
    expect((await world.fetchAs('ada')('', { method: 'PUT' })).status).toBe(405)
  })
})

describe('headers', () => {
  const call = request('tools/call', { name: 'harbor-bank__list_accounts', arguments: {} })
  const good = modern('tools/call', 'harbor-bank__list_accounts')
  const wrong: [string, Record<string, string>][] = [
    ['another version', { ...good, 'mcp-protocol-version': '2025-11-25' }],
    ['another method', { ...good, 'mcp-method': 'tools/list' }],
    ['the method in another case', { ...good, 'mcp-method': 'Tools/Call' }],
    ['another name', { ...good, 'mcp-name': 'harbor-bank__pay' }],
    ['a broken sentinel', { ...good, 'mcp-name': '=?base64?%%%?=' }],
    [
      'a sentinel of another name',
      { ...good, 'mcp-name': `=?base64?${btoa('harbor-bank__pay')}?=` },
    ],
    ['no name', modern('tools/call')],
    [
      'no method',
      { 'mcp-protocol-version': '2026-07-28', 'mcp-name': 'harbor-bank__list_accounts' },
    ],
    ['no version', { 'mcp-method': 'tools/call', 'mcp-name': 'harbor-bank__list_accounts' }],
  ]
  it.each(wrong)(
    '[GWP-13] that say %s are refused, and nothing is called',
    async (_what, headers) => {
      const { world } = open()
      const { status, body } = await post(world, call, headers)
      // Dies if: the comparison with the body is left out
      expect([status, body.error?.code]).toEqual([400, -32_020])
      expect(world.journey.store.calls.listAlive()).toEqual([])
      expect(world.journey.ended).toEqual([])
    },
  )

  it('[GWP-13] may name the tool by a sentinel, and what is called is what the body says', async () => {
    const { world } = open()
    const name = `=?base64?${btoa('harbor-bank__list_accounts')}?=`
    const answer = post(world, call, { ...good, 'mcp-name': name })
    const { callId } = await whenAsked(world)
    expect(world.onlyCall().tool).toBe('list_accounts')
    world.journey.approve(callId ?? '')
    expect((await answer).status).toBe(200)
  })

  it('[GWP-13] of a modern version need the envelope in the body, and an unknown one is answered with ours', async () => {
    const { world } = open()
    const bare = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
    const told = await post(world, bare, modern('tools/list'))
    expect([told.status, told.body.error?.code]).toEqual([400, -32_602])
    const meta = { ...envelope, 'io.modelcontextprotocol/protocolVersion': '2031-01-01' }
    const future = await post(
      world,
      { ...bare, params: { _meta: meta } },
      { ...modern('tools/list'), 'mcp-protocol-version': '2031-01-01' },
    )
    expect([future.status, future.body.error?.code]).toEqual([400, -32_022])
    expect(future.body.error?.data).toMatchObject({ requested: '2031-01-01' })
  })
})

describe('arguments', () => {
  const send = async (raw: string): Promise<McpWorld & { told: Told | null }> => {
    const { world } = open()
    const params = JSON.stringify({ name: 'harbor-bank__pay', _meta: envelope })
    const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params.slice(0, -1)}, "arguments" : ${raw} }}`
    const answer = post(world, body, modern('tools/call', 'harbor-bank__pay'))
    const told = await Promise.race([answer, whenAsked(world).then(() => null)])
    return { ...world, told }
  }

  it('[GWP-14] are frozen as they stood in the message', async () => {
    const world = await send('{"recipient":"A\\u0064a \\"}{\\"","amount":1.50,"x":[{"]":"}"}]}')
    const { argumentsJson } = world.onlyCall()
    expect(argumentsJson).toBe('{"amount":1.5,"recipient":"Ada \\"}{\\"","x":[{"]":"}"}]}')
  })

  it('[GWP-14] that a parser would change are refused, not changed', async () => {
    const { told, journey } = await send('{"amount":12345678901234567890}')
    // Dies if: the parsed arguments are serialised again in place of the raw ones
    expect(told?.body.result).toMatchObject({ isError: true })
    expect(journey.store.calls.listAlive()).toEqual([])
  })
})

describe('answers', () => {
  it('[GWP-16] carry the structured result as it was, and nothing of the way it took', async () => {
    const { world } = open()
    const resultJson =
      '{"content":[{"type":"text","text":"1"}],"structuredContent":{"exact":0.10000000000000001e1},"_meta":{"a":1}}'
    world.journey.answerSend = () => ({ kind: 'done', resultText: '1', isError: false, resultJson })
    const call = request('tools/call', { name: 'harbor-bank__list_accounts', arguments: {} })
    const sent = world.fetchAs('ada')('', {
      method: 'POST',
      body: JSON.stringify(call),
      headers: modern('tools/call', 'harbor-bank__list_accounts'),
    })
    const { callId } = await whenAsked(world)
    world.journey.approve(callId ?? '')
    const answer = await sent
    expect([...answer.headers.keys()].toSorted()).toEqual(['cache-control', 'content-type'])
    const body: unknown = await answer.json()
    expect(body).toMatchObject({ result: { structuredContent: { exact: 1 }, _meta: { a: 1 } } })
  })

  it('[GWP-16] say of a failure what the server said, without what looks like a token', async () => {
    const { world } = open()
    const reason = 'refused: Bearer abcdefghijklmnop and eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl'
    world.journey.answerSend = () => ({ kind: 'failed', reason })
    const call = request('tools/call', { name: 'harbor-bank__list_accounts', arguments: {} })
    const sent = post(world, call, modern('tools/call', 'harbor-bank__list_accounts'))
    const { callId } = await whenAsked(world)
    world.journey.approve(callId ?? '')
    const told = JSON.stringify((await sent).body)
    expect(told).toContain('refused')
    // Dies if: the words of the end are cleaned neither when they are saved nor when they are told
    expect(told).not.toMatch(/abcdefghijklmnop|eyJhbGciOi/)
  })
})
