// Tests of sending to an HTTP API: exactly the frozen call, at most once, and an honest word on how it ended.
import { afterEach, describe, expect, it } from 'vitest'
import { createDpopKey } from '../../../main/oauth/dpop.ts'
import { createHttpSender } from '../../../main/resource/openapi/create-http-sender.ts'
import type { SendOutcome } from '../../../main/resource/tool-sender.ts'
import { createSystemClock } from '../../../main/system-clock.ts'
import { text } from '../../../shared/catalogue/text.ts'
import type { Connection, Tool } from '../../../shared/model/connection.ts'
import type { Grant } from '../../../shared/model/grant.ts'
import type { HttpOperation } from '../../../shared/model/http-operation.ts'
import {
  json,
  startScriptedServer,
  type Answer,
  type ScriptedServer,
} from '../../http/scripted-server.ts'
import { buildCall, buildRig } from '../../step-up/rig.ts'
import { buildBearerGrant } from '../../store/nouns.ts'

let server: ScriptedServer
afterEach(() => server?.stop())

const secret = 'secret-access-token'

const grantWith = (more: Partial<Grant> = {}): Grant =>
  buildBearerGrant(secret, { scope: 'read', ...more })

interface Sending {
  readonly operation?: Partial<HttpOperation>
  readonly grant?: Grant | null
  readonly mayLeave?: boolean
  readonly hash?: string
  /** Where the connection is, below the server. */
  readonly base?: string
  /** The server has stopped before anything is sent. */
  readonly isGone?: boolean
}

async function send(answer: Answer, sending: Sending = {}): Promise<SendOutcome> {
  const { grant = null, mayLeave = true, hash = 'hash', base = '/v1' } = sending
  server = await startScriptedServer(answer)
  if (sending.isGone === true) await server.stop()
  const http: HttpOperation = {
    method: 'POST',
    serverUrl: `${server.origin}/v1`,
    path: '/payments',
    parameters: [],
    body: { contentType: 'application/json', required: true, argument: null, members: ['amount'] },
    scopes: [],
    ...sending.operation,
  }
  const connection: Connection = {
    id: 'c',
    kind: 'http',
    name: 'scripted',
    url: server.origin + base,
    resource: null,
    issuer: null,
    scopesSupported: [],
    status: 'ready',
    statusText: null,
    trustedForReading: false,
    addedAtMs: 0,
  }
  const args = http.body === null ? {} : { amount: 5 }
  const call = { ...buildCall(connection, 'pay', args), toolDefinitionHash: 'hash' }
  const words = { title: null, description: '', inputSchema: {}, annotations: {} }
  const tool: Tool = { connectionId: 'c', name: 'pay', ...words, http, definitionHash: hash }
  const { oauth } = buildRig()
  const sender = createHttpSender({
    ...oauth,
    clock: createSystemClock(),
    keys: { load: async (id) => (await createDpopKey(id)).key },
    store: { connections: { listTools: () => [tool] } },
    mayLeave: () => mayLeave,
  })
  return sender.send({ connection, call, grant })
}

const read: Sending = { operation: { method: 'GET', body: null } }
const host = (): string => new URL(server.origin).host
const lost = (): SendOutcome => ({
  kind: 'unknown',
  reason: text('resource.answer-lost', { host: host() }),
})
const broken: Answer = (_request, response) => void response.destroy()

describe('what is sent', () => {
  it('[OAS-07] is the frozen body, once, at the operation’s own address', async () => {
    await send(json(200, {}))
    expect(server.seen).toMatchObject([
      { method: 'POST', path: '/v1/payments', body: '{"amount":5}' },
    ])
    expect(server.seen[0]?.headers).toMatchObject({ 'content-type': 'application/json' })
    expect(server.seen[0]?.headers.authorization).toBeUndefined()
  })

  it('[OAS-07] goes with the token it is for, bound where the token is', async () => {
    await send(json(200, {}), { grant: grantWith() })
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${secret}`)
    await server.stop()
    await send(json(200, {}), { grant: grantWith({ tokenType: 'DPoP', dpopKeyId: 'k' }) })
    expect(server.seen[0]?.headers.authorization).toBe(`DPoP ${secret}`)
    expect(server.seen[0]?.headers['dpop']).toMatch(/^eyJ/)
  })

  it('[OAS-05] goes without a token where the operation takes none', async () => {
    // Dies if: the grant of the connection goes along with everything.
    await send(json(200, {}), { grant: grantWith(), operation: { scopes: null } })
    expect(server.seen[0]?.headers.authorization).toBeUndefined()
  })

  it('[OAS-07] is nothing for an operation beyond the connection’s own address', async () => {
    const elsewhere = await send(json(200, {}), { base: '/v2', grant: grantWith() })
    expect(elsewhere.kind).toBe('not_sent')
    const alike = await send(json(200, {}), { base: '/v', grant: grantWith() })
    expect(alike.kind).toBe('not_sent')
    // Dies if: the server of the tool is taken as it is stored.
    const abroad = { serverUrl: 'https://evil.example/v1' }
    expect((await send(json(200, {}), { operation: abroad })).kind).toBe('not_sent')
    expect(server.seen).toEqual([])
  })

  it('[OAS-13] is nothing when the tool is not the one that was shown', async () => {
    await expect(send(json(200, {}), { hash: 'other' })).rejects.toThrow(
      'not the one that was shown',
    )
    expect(server.seen).toEqual([])
  })

  it('[OAS-07] is nothing while all agents are paused', async () => {
    expect(await send(json(200, {}), { mayLeave: false })).toEqual({ kind: 'held' })
    expect(server.seen).toEqual([])
  })
})

describe('how it ended', () => {
  it('[OAS-08] done, as canonical JSON, as words, or named', async () => {
    const outcome = await send(json(200, { b: 1, a: [true] }))
    expect(outcome).toEqual({
      kind: 'done',
      resultText: '{"a":[true],"b":1}',
      resultJson: JSON.stringify({
        content: [{ type: 'text', text: '{"a":[true],"b":1}' }],
        structuredContent: { b: 1, a: [true] },
      }),
      isError: false,
    })
    await server.stop()
    const plain: Answer = (_request, response) =>
      void response.writeHead(201, { 'content-type': 'text/plain' }).end('paid')
    expect(await send(plain)).toMatchObject({ kind: 'done', resultText: 'paid' })
    await server.stop()
    const image: Answer = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'image/png' }).end('x')
    expect(await send(image)).toMatchObject({
      resultText: text('openapi.result-binary', { type: 'image/png' }),
    })
    await server.stop()
    const empty: Answer = (_request, response) => void response.writeHead(204).end()
    expect(await send(empty)).toMatchObject({
      kind: 'done',
      resultText: text('openapi.result-empty', { status: 204 }),
    })
  })

  // Dies if: a number is read that JavaScript cannot hold, and what the agent asks for next is somebody else's.
  it('[OAS-08] an identity of many digits stays what it is', async () => {
    const body =
      '{"id":12345678901234567890,"ids":[-9007199254740993],"sum":1e21,"n":9007199254740991}'
    const answer: Answer = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(body)
    const outcome = await send(answer, read)
    if (outcome.kind !== 'done') throw new Error(outcome.kind)
    expect(JSON.parse(outcome.resultText)).toEqual({
      id: '12345678901234567890',
      ids: ['-9007199254740993'],
      sum: 1e21,
      n: 9007199254740991,
    })
    expect(outcome.resultJson).toContain('"id":"12345678901234567890"')
  })

  it('[OAS-08] an echoed token reaches nobody', async () => {
    const outcome = await send(json(200, { you: `sent ${secret}` }), { grant: grantWith() })
    // Dies if: only one of text and JSON is cleaned.
    expect(JSON.stringify(outcome)).not.toContain(secret)
    expect(outcome).toMatchObject({ resultText: '{"you":"sent [secret]"}' })
  })

  it('[OAS-08] the API’s own refusal is an answer, in its own words', async () => {
    const problem = { title: 'Out of credit', detail: 'You need 30.', balance: 1 }
    const outcome = await send(json(422, problem, { 'content-type': 'application/problem+json' }))
    expect(outcome).toMatchObject({ kind: 'done', isError: true })
    const said = outcome.kind === 'done' ? outcome.resultText : ''
    expect(said).toContain(text('openapi.refused-status', { status: 422 }))
    expect(said).toContain('Out of credit: You need 30.')
    expect(said).toContain('"balance":1')
  })

  it('[OAS-08] a busy server has not taken it up', async () => {
    for (const status of [429, 503]) {
      const outcome = await send(json(status, {}, { 'retry-after': '120' }))
      expect(outcome).toEqual({
        kind: 'failed',
        reason: `${text('resource.answered-status', { host: host(), status })} ${text('openapi.retry-after', { seconds: 120 })}`,
      })
      await server.stop()
    }
  })

  it('[OAS-08] a change whose answer says nothing certain is unknown, a reading failed', async () => {
    const redirect = json(303, {}, { location: '/elsewhere' })
    const cut: Answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
      response.write('{"half":', () => response.destroy())
    }
    for (const answer of [
      json(500, {}),
      json(502, {}),
      json(504, {}),
      json(408, {}),
      broken,
      redirect,
      cut,
    ]) {
      // Dies if: an error of a gateway or a cut answer counts as a definite end of a change.
      expect(await send(answer)).toEqual(lost())
      expect(server.seen).toHaveLength(1)
      await server.stop()
      expect((await send(answer, read)).kind).toBe('failed')
      expect(server.seen).toHaveLength(1)
      await server.stop()
    }
  })

  it('[OAS-08] a refusal stays one when its words break off', async () => {
    const cut = (status: number): Answer => {
      return (_request, response) => {
        response.writeHead(status, { 'content-type': 'application/json', 'content-length': '100' })
        response.write('{"half":', () => response.destroy())
      }
    }
    // Dies if: what was refused for certain is reported as perhaps done.
    expect(await send(cut(422))).toMatchObject({ kind: 'done', isError: true })
    await server.stop()
    expect(await send(cut(401))).toMatchObject({ kind: 'challenged', challenge: { status: 401 } })
  })

  it('[OAS-08] nobody there: it was not sent', async () => {
    const outcome = await send(json(200, {}), { isGone: true })
    expect(outcome).toEqual({
      kind: 'not_sent',
      reason: text('resource.not-reached', { host: host() }),
    })
  })

  it('[OAS-09] a refusal is the server’s own challenge', async () => {
    const header = 'Bearer error="insufficient_scope", scope="pay", resource_metadata="https://x/"'
    const outcome = await send(json(403, {}, { 'www-authenticate': header }), {
      grant: grantWith(),
      operation: { scopes: ['other'] },
    })
    expect(outcome).toMatchObject({
      kind: 'challenged',
      challenge: { status: 403, error: 'insufficient_scope', scope: 'pay' },
    })
  })

  it('[OAS-09] one without words asks for what the document says is needed', async () => {
    const scopes = ['read', 'pay']
    const outcome = await send(json(403, {}), { grant: grantWith(), operation: { scopes } })
    expect(outcome).toMatchObject({
      challenge: { status: 403, error: 'insufficient_scope', scope: 'read pay' },
    })
    await server.stop()
    // Dies if: it is asked for again although it was granted.
    const held = await send(json(403, {}), {
      grant: grantWith({ scope: 'pay read' }),
      operation: { scopes },
    })
    expect(held).toMatchObject({ challenge: { error: null, scope: null } })
    await server.stop()
    expect(await send(json(401, {}), { grant: grantWith(), operation: { scopes } })).toMatchObject({
      challenge: { status: 401, error: null },
    })
  })
})
