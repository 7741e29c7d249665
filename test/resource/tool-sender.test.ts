// Tests of sending: exactly the frozen call, at most once, and an honest word on how it ended.
import fc from 'fast-check'
import canonicalize from 'canonicalize'
import { afterEach, describe, expect, it } from 'vitest'
import { isFrozenCall } from '../../main/resource/call-guard.ts'
import { createMcpFetch } from '../../main/resource/mcp-fetch.ts'
import { createDpopKey } from '../../main/oauth/dpop.ts'
import { Secret } from '../../shared/model/secret.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { startScriptedServer, type Answer, type ScriptedServer } from '../http/scripted-server.ts'
import { buildCall, buildRig, type Rig } from '../step-up/rig.ts'
import { buildBearerGrant } from '../store/nouns.ts'

let server: ScriptedServer
afterEach(() => server?.stop())

type Message = { id?: number; method?: string; params?: Record<string, unknown> }
type Respond = (...parameters: [...Parameters<Answer>, Message]) => void | Promise<void>

/** A small legacy MCP server: it opens a session, and what a call does is the test's. */
function serve(onCall: Respond): Answer {
  return (request, response) => {
    if (request.method !== 'POST') return void response.writeHead(405).end()
    const message: Message = JSON.parse(request.body)
    if (message.method === 'tools/call') return onCall(request, response, message)
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    if (message.id === undefined) return void response.writeHead(202).end()
    if (message.method !== 'initialize') {
      return send(400, { jsonrpc: '2.0', id: message.id, error: { code: -32601, message: 'no' } })
    }
    const serverInfo = { name: 'scripted', version: '1' }
    const result = { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo }
    send(200, { jsonrpc: '2.0', id: message.id, result })
  }
}

function answer(result: unknown, key: 'result' | 'error' = 'result'): Respond {
  return (_request, response, { id }) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ jsonrpc: '2.0', id, [key]: result }))
  }
}

const status =
  (code: number, headers: Record<string, string> = {}): Respond =>
  (_request, response) =>
    void response.writeHead(code, headers).end()

const connectionAt = (url: string): Connection => ({
  id: 'c',
  name: 'scripted',
  url,
  resource: null,
  issuer: null,
  scopesSupported: [],
  status: 'ready',
  statusText: null,
  trustedForReading: false,
  addedAtMs: 0,
})

async function send(onCall: Respond, grant: Grant | null = null, rig: Rig = buildRig()) {
  server = await startScriptedServer(serve(onCall))
  const connection = connectionAt(`${server.origin}/mcp`)
  const call = buildCall(connection, 'pay', { amount: 5 })
  return rig.sender.send({ connection, call, grant })
}

const grantWith = (accessToken: string): Grant => buildBearerGrant(accessToken)

const calls = (): number => server.seen.filter(({ body }) => body.includes('tools/call')).length
const lost = (): string => text('resource.answer-lost', { host: new URL(server.origin).host })

describe('outcomes', () => {
  it('[SEND-01] done, with text, structure and named kinds', async () => {
    const content = [
      { type: 'text', text: 'paid' },
      { type: 'image', data: 'AAAA', mimeType: 'image/png' },
    ]
    const outcome = await send(answer({ content, structuredContent: { b: 1, a: 2 } }))
    const resultText = [
      'paid',
      text('resource.result-image', { type: 'image/png' }),
      '{"a":2,"b":1}',
    ]
    expect(outcome).toEqual({
      kind: 'done',
      resultText: resultText.join('\n'),
      resultJson: expect.any(String),
      isError: false,
    })
    expect(calls()).toBe(1)
  })

  it('[SEND-01] the tool’s own failure is an answer', async () => {
    const outcome = await send(answer({ content: [{ type: 'text', text: 'no' }], isError: true }))
    expect(outcome).toEqual({
      kind: 'done',
      resultText: 'no',
      resultJson: expect.any(String),
      isError: true,
    })
  })

  it('[SEND-01] a JSON-RPC error is a failure', async () => {
    const outcome = await send(answer({ code: -32602, message: 'bad amount' }, 'error'))
    expect(outcome.kind).toBe('failed')
    expect(outcome.kind === 'failed' ? outcome.reason : '').toContain('bad amount')
  })

  it.each([401, 403] as const)('[SEND-02] %s is a challenge with every parameter', async (code) => {
    const header =
      'Bearer error="insufficient_user_authentication", acr_values="a b", max_age="60", scope="s"'
    const outcome = await send(status(code, { 'www-authenticate': header }))
    expect(outcome).toMatchObject({
      kind: 'challenged',
      challenge: { status: code, acrValues: 'a b', maxAgeSeconds: 60, scope: 's' },
    })
    expect(calls()).toBe(1)
  })

  it('[SEND-02] 403 without a challenge is one without parameters', async () => {
    const outcome = await send(status(403))
    expect(outcome).toMatchObject({ kind: 'challenged', challenge: { status: 403, error: null } })
  })

  // Dies if: an answer lost after the bytes left is reported as not sent, or sent again.
  it.each<[string, Respond]>([
    ['the connection is cut before an answer', (_request, response) => void response.destroy()],
    [
      'the answer is cut in the middle',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
        response.write('{"jsonrpc":', () => response.destroy())
      },
    ],
    [
      'the stream ends without a result',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end(': nothing\n\n')
      },
    ],
    [
      'the stream with an id ends without a result',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end('id: 1\ndata: \n\n')
      },
    ],
    ['a gateway gives up', status(504)],
  ])('[SEND-03] unknown when %s', async (_name, onCall) => {
    expect(await send(onCall)).toEqual({ kind: 'unknown', reason: lost() })
    expect(calls()).toBe(1)
  })

  it('[SEND-04] not sent when nobody answers', async () => {
    const rig = buildRig()
    const gone = await startScriptedServer(serve(status(200)))
    await gone.stop()
    server = gone
    const connection = connectionAt(`${gone.origin}/mcp`)
    const call = buildCall(connection, 'pay', {})
    expect((await rig.sender.send({ connection, call, grant: null })).kind).toBe('not_sent')
  })

  it('[SEND-04] not sent when the session is refused', async () => {
    server = await startScriptedServer((_request, response) => void response.writeHead(500).end())
    const connection = connectionAt(`${server.origin}/mcp`)
    const call = buildCall(connection, 'pay', {})
    const outcome = await buildRig().sender.send({ connection, call, grant: null })
    expect(outcome.kind).toBe('not_sent')
    expect(calls()).toBe(0)
  })

  it('[SEND-04] not sent when the key of the grant is gone', async () => {
    const grant: Grant = { ...grantWith('t'), tokenType: 'DPoP', dpopKeyId: 'gone' }
    const outcome = await send(answer({ content: [] }), grant)
    expect(outcome.kind).toBe('not_sent')
    expect(server.seen).toEqual([])
  })

  it('[SEND-05] an access token that a server echoes never reaches the agent', async () => {
    const echo: Respond = (request, response, message) =>
      answer({ content: [{ type: 'text', text: String(request.headers.authorization) }] })(
        request,
        response,
        message,
      )
    const outcome = await send(echo, grantWith('canary-token-1'))
    expect(outcome).toMatchObject({ kind: 'done', resultText: 'Bearer [secret]' })
  })

  // Dies if: the form reaches the person, or the server is left without an answer.
  it('[CASE-096] [SEND-06] a form relayed by the server is refused', async () => {
    const ask: Respond = (_request, response) => {
      const properties = { password: { type: 'string' } }
      const params = { message: 'Sign in', requestedSchema: { type: 'object', properties } }
      const asked = { jsonrpc: '2.0', id: 7, method: 'elicitation/create', params }
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(`data: ${JSON.stringify(asked)}\n\n`)
    }
    const rig = buildRig()
    const outcome = await send(ask, null, rig)
    expect(outcome.kind).toBe('unknown')
    expect(JSON.stringify(outcome)).toContain('asked for a password, code or another secret')
    expect(rig.asked).toEqual([])
    const replies = server.seen.filter(({ body }) => body.includes('"id":7'))
    expect(replies.map(({ body }) => JSON.parse(body).result)).toEqual([{ action: 'decline' }])
  })
})

describe('the guard', () => {
  const frozen = { tool: 'pay', argumentsJson: '{"amount":5,"to":"Nordlicht"}' }
  const bodyOf = (params: unknown): string =>
    JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params })

  it('[SEND-07] lets the frozen call through, in any order of members', () => {
    const args = { to: 'Nordlicht', amount: 5 }
    expect(isFrozenCall(bodyOf({ name: 'pay', arguments: args }), frozen)).toBe(true)
    expect(isFrozenCall('{"method":"initialize"}', frozen)).toBe(false)
  })

  // Dies if: any one byte of tool or arguments may differ from what was shown.
  it('[SEND-07] refuses every other call', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (args, name) => {
        fc.pre(canonicalize(args) !== frozen.argumentsJson || name !== 'pay')
        expect(() => isFrozenCall(bodyOf({ name, arguments: args }), frozen)).toThrow()
      }),
    )
    const other = { name: 'pay_all', arguments: JSON.parse(frozen.argumentsJson) }
    expect(() => isFrozenCall(bodyOf(other), frozen)).toThrow(text('resource.call-changed'))
    const changed = { name: 'pay', arguments: { amount: 6, to: 'Nordlicht' } }
    expect(() => isFrozenCall(bodyOf(changed), frozen)).toThrow(text('resource.call-changed'))
    expect(() => isFrozenCall(`[${bodyOf(changed)}]`, frozen)).toThrow()
    expect(() => isFrozenCall(bodyOf({ name: 'pay', arguments: {} }), null)).toThrow()
    expect(() => isFrozenCall(new Uint8Array(1), frozen)).toThrow()
  })

  it('[SEND-07] nothing leaves when it refuses, and nothing leaves twice', async () => {
    const sent: string[] = []
    const { fetch } = createMcpFetch({
      fetch: () => Promise.reject(new Error('not used')),
      proofs: {
        sendWithProof: (_fetch, { body }) => {
          sent.push(String(body))
          return Promise.resolve(new Response('{}'))
        },
      },
      url: 'https://bank.example/mcp',
      access: null,
      frozen,
      onCallBodyEnd: () => undefined,
    })
    const post = (params: unknown) =>
      fetch('https://bank.example/mcp', { method: 'POST', body: bodyOf(params) })
    await expect(post({ name: 'pay', arguments: { amount: 50 } })).rejects.toThrow()
    expect(sent).toEqual([])
    await post({ name: 'pay', arguments: JSON.parse(frozen.argumentsJson) })
    await expect(
      post({ name: 'pay', arguments: JSON.parse(frozen.argumentsJson) }),
    ).rejects.toThrow()
    expect(sent).toHaveLength(1)
  })

  it('[SEND-08] credentials go to the connection’s own address and nowhere else', async () => {
    const { key } = await createDpopKey('k')
    const asked: string[] = []
    const { fetch } = createMcpFetch({
      fetch: () => Promise.reject(new Error('not used')),
      proofs: {
        sendWithProof: (_fetch, { url }) => {
          asked.push(String(url))
          return Promise.resolve(new Response('{}'))
        },
      },
      url: 'https://bank.example/mcp',
      access: { accessToken: new Secret('t'), key },
      frozen: null,
      onCallBodyEnd: () => undefined,
    })
    const elsewhere = [
      'https://evil.example/mcp',
      'https://bank.example/other',
      'http://bank.example/mcp',
    ]
    for (const url of elsewhere) {
      await expect(fetch(url, { method: 'POST', body: '{}' })).rejects.toThrow()
    }
    expect(asked).toEqual([])
  })
})
