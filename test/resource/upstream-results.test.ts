// Tests of what servers answer: whole results without secrets, and answers that are too large, endless, or none.
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createCallProgress, type CallProgress } from '../../main/resource/call-progress.ts'
import { stripTokens } from '../../main/agent/clean-result.ts'
import { mapStrings, maxResultJson } from '../../main/resource/result-json.ts'
import type { SendOutcome } from '../../main/resource/tool-sender.ts'
import { checkResult } from '../../main/interaction/check-result.ts'
import { text } from '../../shared/catalogue/text.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { buildCall, buildRig, type Rig } from '../step-up/rig.ts'
import { connectionAt, startRawServer, type Handle, type RawServer } from './upstream-server.ts'
import { buildBearerGrant } from '../store/nouns.ts'

let server: RawServer
afterEach(() => server?.stop())

const token = 'canary-access-token'
const grant = buildBearerGrant(token)

async function send(
  handle: Handle,
  rig: Rig = buildRig(),
  signal?: AbortSignal,
): Promise<SendOutcome> {
  server = await startRawServer('modern', handle)
  const connection = connectionAt(server.url)
  const call = buildCall(connection, 'pay', { amount: 5 })
  return rig.sender.send({ connection, call, grant, ...(signal && { signal }) })
}

describe('a whole result', () => {
  // Dies if: an echoed token reaches an agent in a key, a link or a structured value; or `_meta` is passed on.
  it('[TOOL-40] keeps its parts without the secrets that went with the call, and without _meta', async () => {
    const outcome = await send(() => ({
      content: [
        { type: 'text', text: `paid with ${token}`, _meta: { a: 1 } },
        { type: 'resource_link', uri: `https://x.example/?t=${token}`, name: 'receipt' },
        {
          type: 'resource',
          resource: { uri: 'file:///r', mimeType: 'text/plain', text: 'hello', _meta: {} },
        },
      ],
      structuredContent: { [token]: { deep: [token] }, _meta: 'theirs' },
      _meta: { secret: 1 },
    }))
    if (outcome.kind !== 'done') throw new Error(outcome.kind)
    expect(JSON.stringify(outcome)).not.toContain(token)
    expect(JSON.parse(outcome.resultJson ?? '')).toEqual({
      content: [
        { type: 'text', text: 'paid with [secret]' },
        { type: 'resource_link', uri: 'https://x.example/?t=[secret]', name: 'receipt' },
        { type: 'resource', resource: { uri: 'file:///r', mimeType: 'text/plain', text: 'hello' } },
      ],
      structuredContent: { '[secret]': { deep: ['[secret]'] }, _meta: 'theirs' },
    })
  })

  // Dies if: the whole is dropped, or cut in the middle of its JSON.
  it('[TOOL-41] that is too large keeps its text, and says so', async () => {
    const data = 'A'.repeat(maxResultJson)
    const content = [
      { type: 'text', text: 'paid' },
      { type: 'image', data, mimeType: 'image/png' },
    ]
    const outcome = await send(() => ({ content }))
    const kept = JSON.parse((outcome.kind === 'done' && outcome.resultJson) || '')
    expect(kept.content).toHaveLength(1)
    expect(kept.content[0].text).toContain('paid')
    expect(kept.content[0].text).toContain(text('tools.result_too_large'))
  })

  it('[TOOL-42] that is not what its schema promises is passed on, and said', async () => {
    const tool = { outputSchema: { type: 'object', required: ['total'] } }
    const verdicts = { kind: 'misfits', pointer: '', words: 'total' } as const
    const check = () => Promise.resolve(verdicts)
    const words = (json: object) => checkResult(check, tool, JSON.stringify(json))
    expect(await words({ structuredContent: {} })).toBe(text('tools.result_misfits'))
    expect(await words({ content: [] })).toBe(text('tools.result_unstructured'))
    const fits = () => Promise.resolve({ kind: 'fits' } as const)
    expect(await checkResult(fits, tool, '{"structuredContent":{"total":1}}')).toBeNull()
  })
})

/** Writes until the other side has had enough. */
async function flood(response: ServerResponse, chunk: string): Promise<void> {
  response.on('error', () => undefined)
  while (!response.destroyed) {
    if (!response.write(chunk))
      await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
}

describe('secrets in a result', () => {
  // Dies if: a code that was typed comes back as a number and reaches an agent.
  it('[TOOL-40] are taken out of texts, names and numbers, and nothing else is touched', () => {
    const json = JSON.stringify({ code: 123_456, other: 7, 'x-123456': ['123456', true, null] })
    const strip = (words: string): string => words.replaceAll('123456', '[secret]')
    expect(JSON.parse(mapStrings(json, strip))).toEqual({
      code: '[secret]',
      other: 7,
      'x-[secret]': ['[secret]', true, null],
    })
  })

  // Dies if: cleaning takes the square of the length.
  it('[TOOL-40] are looked for in a text made to take long', () => {
    const hostile = '-eyJ'.repeat(250_000)
    expect(stripTokens(hostile, [])).toBe(hostile)
    expect(stripTokens('a eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl b', [])).toBe('a [secret] b')
  })
})

describe('answers that are none', () => {
  const lost = (): string => text('resource.answer-lost', { host: new URL(server.url).host })
  const stream = { 'content-type': 'text/event-stream' }

  // Dies if: a server can fill the memory of the app, or keep a call for ever, by what it answers.
  it.for<readonly [string, Record<string, string>, string]>([
    ['a JSON body without an end', { 'content-type': 'application/json' }, ' '.repeat(65_536)],
    ['an event stream of comments', stream, ': hm\n'.repeat(10_000)],
    ['one line without an end', stream, `data: ${'x'.repeat(65_536)}`],
    ['a million empty events', stream, 'event: ping\ndata: {}\n\n'.repeat(3_000)],
  ])(
    '[TOOL-43] %s is broken off, and nobody can tell whether the call ran',
    { timeout: 30_000 },
    async ([, headers, chunk]) => {
      let written = 0
      const outcome = await send((_message, { response }) => {
        response.writeHead(200, headers)
        void flood(response, chunk).then(() => (written = response.writableLength))
        return null
      })
      expect(outcome).toEqual({ kind: 'unknown', reason: lost() })
      expect(written).toBeLessThan(100 * 1024 * 1024)
    },
  )

  it('[TOOL-43] a web page is none either', async () => {
    const outcome = await send((_message, { response }) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>')
      return null
    })
    expect(outcome.kind).toBe('unknown')
  })
})

describe('a call under way', () => {
  const event = (body: object): string => `data: ${JSON.stringify({ jsonrpc: '2.0', ...body })}\n\n`

  it('[TOOL-44] tells how far it is, as often as a person can read', () => {
    const clock = createVirtualClock()
    const board = createCallProgress(clock)
    const told: CallProgress[] = []
    board.onProgress((_callId, progress) => void told.push(progress))
    for (let n = 0; n < 1_000; n += 1) board.report('c', { progress: n, total: 1_000 })
    expect(told).toHaveLength(1)
    clock.advance(300)
    board.report('c', { message: ` so\u202E far\n${'x'.repeat(5_000)}`, progress: Number.NaN })
    clock.advance(300)
    expect(told.map(({ progress }) => progress)).toEqual([0, 999, 999])
    expect(told[2]?.message).toMatch(/^so far x+ \[…\]$/)
    expect(told[2]?.message?.length).toBeLessThan(220)
    board.drop('c')
    expect(board.latest('c')).toBeNull()
  })

  it('[TOOL-44] hears its server’s progress, and [TOOL-45] closes the stream when nobody wants it', async () => {
    const abort = new AbortController()
    const rig = buildRig()
    let closed: Promise<unknown> = Promise.resolve()
    const outcome = await send(
      ({ params }, { response }) => {
        closed = once(response, 'close')
        const meta = params['_meta'] as Record<string, unknown>
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        const told = {
          progressToken: meta['progressToken'],
          progress: 1,
          total: 4,
          message: `booking with ${token}`,
        }
        response.write(event({ method: 'notifications/progress', params: told }))
        setTimeout(() => abort.abort('cancelled'), 100)
        return null
      },
      rig,
      abort.signal,
    )
    await closed
    // Dies if: what a server quotes meanwhile reaches an agent or a page as it is.
    const said = { progress: 1, total: 4, message: 'booking with [secret]' }
    expect(rig.reported).toMatchObject([said])
    const { host } = new URL(server.url)
    expect(outcome).toEqual({
      kind: 'unknown',
      reason: text('tools.cancelled_under_way', { host }),
    })
    expect(server.sent('tools/call')).toHaveLength(1)
  })

  it('[TOOL-45] tells a 2025-11-25 server that it is not wanted', async () => {
    const abort = new AbortController()
    server = await startRawServer('legacy', () => {
      setTimeout(() => abort.abort('cancelled'), 50)
      return null
    })
    const connection = connectionAt(server.url)
    const call = buildCall(connection, 'pay', { amount: 5 })
    const sending = buildRig().sender.send({ connection, call, grant: null, signal: abort.signal })
    expect((await sending).kind).toBe('unknown')
    await vi.waitFor(() => expect(server.sent('notifications/cancelled')).toHaveLength(1))
  })
})
