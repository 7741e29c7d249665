// Tests of links in results: fetched when the person asks, from the connection's own server, within bounds, in plain words.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { buildLinkServices } from '../../main/bootstrap-links.ts'
import type { ConnectionParts } from '../../main/resource/connection-parts.ts'
import { createMcpConnector } from '../../main/resource/mcp-connection.ts'
import { readResource } from '../../main/resource/read-resource.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { Secret } from '../../shared/model/secret.ts'
import { startScriptedServer } from '../http/scripted-server.ts'
import { buildCall, buildRig, loadConnection } from '../step-up/rig.ts'
import { listing, sendJson, startRawServer, type Era, type Handle } from './upstream-server.ts'
import { buildBearerGrant } from '../store/nouns.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const token = 'canary-access-token'
/** No number that the client gives a request of its own. */
const pingId = 4_711
/** Not a byte of it is to be lost on its way, whatever a header can hold. */
const uri = 'bank://receipts/Weiß 4711?page=1#ende'

/** A server that was added, and a call to it that ended with these parts. */
async function openLinks(handle: Handle, content: readonly object[], era: Era = 'modern') {
  const server = await startRawServer(era, (message, at) =>
    message.method === 'tools/list' ? listing([]) : handle(message, at),
  )
  stops.push(() => server.stop())
  const rig = buildRig()
  const { connectionId, finished } = rig.connections.add(server.url)
  await finished
  const call = buildCall(loadConnection(rig, connectionId), 'look', {})
  rig.store.calls.save({ ...call, state: 'done', resultJson: JSON.stringify({ content }) })
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-link-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'saved')
  const names: string[] = []
  const links = buildLinkServices({
    engine: rig,
    log: () => undefined,
    chooseSaveFile: ({ name }) => Promise.resolve(void names.push(name)).then(() => file),
  })
  const { host } = new URL(server.url)
  return {
    rig,
    server,
    connectionId,
    links,
    file,
    names,
    host,
    link: { callId: call.id, position: 0 },
  }
}

const linkTo = (address: string): object => ({
  type: 'resource_link',
  uri: address,
  name: 'receipt',
})
const contents = (...resources: object[]): object => ({
  contents: resources,
  ttlMs: 0,
  cacheScope: 'private',
})

describe.for(['modern', 'legacy'] as const)('a link of a result (%s)', (era) => {
  // Dies if: a link is fetched before the person asks, by its own address, or under another name than the result gave.
  it('[LINK-01] is read at its own server when the person asks, shown, and saved as it came', async () => {
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255])
    const at = await openLinks(
      () =>
        contents(
          { uri, mimeType: 'text/plain', text: 'Paid\u202E 40' },
          { uri: 'bank://p.png', mimeType: 'image/png', blob: picture.toString('base64') },
          { uri: 'bank://long', text: 'x'.repeat(30_000) },
          { uri: 'bank://long', text: 'y'.repeat(30_000) },
          { uri: 'bank://long', text: 'z'.repeat(30_000) },
          { uri: 'bank://short', text: 'short' },
        ),
      [linkTo(uri)],
      era,
    )
    expect(at.server.sent('resources/read')).toEqual([])
    const read = await at.links.read(at.link)
    expect(at.server.sent('resources/read')).toMatchObject([{ uri }])
    expect(
      read.contents.map(({ words, isCut }) => [words?.slice(0, 9), words?.length, isCut]),
    ).toEqual([
      ['Paid\u202E 40', 8, false],
      [undefined, undefined, false],
      ['xxxxxxxxx', 20_000, true],
      ['yyyyyyyyy', 20_000, true],
      ['zzzzzzzzz', 19_992, true],
      ['', 0, true],
    ])
    expect(read.contents[1]?.attachment).toMatchObject({ type: 'image/png', size: 6 })
    const saved = await at.links.save({ ...at.link, part: 1 })
    expect(saved).toEqual({ isGood: true, words: text('tools.attachment_saved') })
    expect([readFileSync(at.file), at.names]).toEqual([picture, ['p.png']])
    expect(statSync(at.file).mode & 0o777).toBe(0o600)
    const [row] = at.rig.store.activity.list({ beforeSequence: null, limit: 1 })
    expect(row).toMatchObject({ kind: 'link_read', connectionId: at.connectionId })
    expect(JSON.parse(row?.detailJson ?? '')).toEqual({ uri })
  })

  // Dies if: the end of another answer than the link's own counts as the end of it, be it to our answer to a ping.
  it('[LINK-03] whose server takes its time is waited for, though all other answers have ended', async () => {
    const at = await openLinks(
      (message, { response }) => {
        if (message.id === pingId) {
          response.writeHead(202).end()
          return null
        }
        const say = (words: object): void =>
          void response.write(`data: ${JSON.stringify({ jsonrpc: '2.0', ...words })}\n\n`)
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        say({ id: pingId, method: 'ping' })
        setTimeout(() => {
          const result = { resultType: 'complete', ...contents({ uri, text: 'late' }) }
          say({ id: message.id, result })
          response.end()
        }, 400)
        return null
      },
      [linkTo(uri)],
      era,
    )
    const read = await at.links.read(at.link)
    expect(read.contents[0]?.words).toBe('late')
  })

  it('[LINK-03] that its server does not know, or lets nobody read, is said in plain words', async () => {
    const answers = [
      { error: { code: -32602, message: 'No such receipt' } },
      { error: { code: -32601, message: 'Method not found' } },
    ]
    const at = await openLinks(() => answers.shift() ?? {}, [linkTo(uri)], era)
    const { host } = at
    await expect(at.links.read(at.link)).rejects.toThrow(
      text('link.answered_error', { host, words: 'No such receipt' }),
    )
    await expect(at.links.read(at.link)).rejects.toThrow(text('link.not_offered', { host }))
    // Neither an answer of that kind, nor anything that could be shown.
    await expect(at.links.read(at.link)).rejects.toThrow(text('link.no_answer', { host }))
  })
})

describe('a link of a result', () => {
  // Dies if: an address that a server names is called, with or without the person's token.
  it('[LINK-02] is only named to that server: no address of another is ever called', async () => {
    const other = await startScriptedServer((_request, response) => void response.end('mine'))
    stops.push(() => other.stop())
    const at = await openLinks(() => contents(), [linkTo(`${other.origin}/take`)])
    expect(await at.links.read(at.link)).toEqual({ contents: [] })
    expect(at.server.sent('resources/read')).toMatchObject([{ uri: `${other.origin}/take` }])
    expect(other.seen).toEqual([])
  })

  // Dies if: a page can name an address, or a part that is no link.
  it('[LINK-02] has to stand in the result of a call that is kept', async () => {
    const at = await openLinks(
      () => contents(),
      [{ type: 'resource', resource: { uri, text: 'here already' } }],
    )
    await expect(at.links.read(at.link)).rejects.toThrow(text('link.gone'))
    await expect(at.links.read({ ...at.link, position: 7 })).rejects.toThrow(text('link.gone'))
    const unknown = { callId: 'none', position: 0 }
    await expect(at.links.read(unknown)).rejects.toThrow(text('activity.call_gone'))
    await expect(at.links.save({ ...at.link, part: 0 })).rejects.toThrow(
      text('tools.attachment_gone'),
    )
    expect(at.server.sent('resources/read')).toEqual([])
  })

  // Dies if: the token goes without being asked for, or what echoes it comes to a page or a file.
  it('[LINK-02] goes with the sign-in of its connection, and comes without it', async () => {
    const seen: unknown[] = []
    const at = await openLinks(
      (_message, { request }) => {
        seen.push(request.headers.authorization)
        return contents({ uri: `bank://${token}`, text: `you sent ${token}` })
      },
      [linkTo(uri)],
    )
    await signIn(at)
    const read = await at.links.read(at.link)
    expect(seen.at(-1)).toBe(`Bearer ${token}`)
    expect(JSON.stringify(read)).not.toContain(token)
    expect(read.contents[0]?.words).toBe('you sent [secret]')
    await at.links.save({ ...at.link, part: 0 })
    expect(readFileSync(at.file, 'utf8')).toBe('you sent [secret]')
  })

  it('[LINK-03] without a sign-in, refused, of an API or of a connection that is gone is said so', async () => {
    const at = await openLinks(
      (_message, { response }) => {
        sendJson(response, 403, '{}')
        return null
      },
      [linkTo(uri)],
    )
    const { host, rig, connectionId } = at
    await expect(at.links.read(at.link)).rejects.toThrow(
      text('link.refused', { host, status: 403 }),
    )
    const connection = loadConnection(rig, connectionId)
    rig.store.connections.save({ ...connection, issuer: 'http://localhost:1' })
    await expect(at.links.read(at.link)).rejects.toThrow(text('link.signed_out', { host }))
    rig.store.connections.save({ ...connection, kind: 'http' })
    await expect(at.links.read(at.link)).rejects.toThrow(text('link.not_mcp'))
    rig.store.connections.remove(connectionId)
    await expect(at.links.read(at.link)).rejects.toThrow(text('agent.connection_gone'))
    expect(at.server.sent('resources/read')).toHaveLength(1)
  })

  // Dies if: a token that ended early is the end of it, or is renewed more than once for one press.
  it('[LINK-03] whose token ended early is read with the next one, and tried no third time', async () => {
    const seen: unknown[] = []
    let isServed = true
    const at = await openLinks(
      (_message, { request, response }) => {
        seen.push(request.headers.authorization)
        const isNew = request.headers.authorization === 'Bearer next'
        if (isNew && isServed) return contents({ uri, text: 'here' })
        sendJson(response, 401, '{}')
        return null
      },
      [linkTo(uri)],
    )
    const grant = await signIn(at)
    const connection = loadConnection(at.rig, at.connectionId)
    let renewals = 0
    const parts = {
      store: at.rig.store,
      oauth: at.rig.oauth,
      clock: at.rig.clock,
      keys: { load: () => Promise.resolve(null) },
      connector: createMcpConnector('0.0.0-test'),
      refreshGrant: () => {
        renewals += 1
        const next = { ...grant, accessToken: new Secret('next') }
        return Promise.resolve({ kind: 'refreshed', grant: next })
      },
    } as unknown as ConnectionParts
    expect(await readResource(parts, connection, uri)).toContain('here')
    isServed = false
    await expect(readResource(parts, connection, uri)).rejects.toThrow(
      text('link.refused', { host: at.host, status: 401 }),
    )
    expect(seen).toEqual([`Bearer ${token}`, 'Bearer next', `Bearer ${token}`, 'Bearer next'])
    expect(renewals).toBe(2)
  })

  // Dies if: a server fills the memory, or keeps the person waiting, by what it gives for a link.
  it.for<[string, (response: ServerResponse) => void, string]>([
    [
      'too large',
      (response) => sendJson(response, 200, `{"result":"${'A'.repeat(11 * 1024 * 1024)}"}`),
      'sent more than',
    ],
    [
      'a stream that ends without an answer',
      (response) =>
        void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(':\n\n'),
      'no answer that can be used',
    ],
    [
      'a web page',
      (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hi</p>'),
      'no answer that can be used',
    ],
    [
      'half an answer',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
        response.write('{"jsonrpc"')
        setTimeout(() => response.destroy(), 20)
      },
      '',
    ],
  ])('[LINK-04] that is %s is left, with words', async ([, give, words]) => {
    const at = await openLinks(
      (_message, { response }) => {
        give(response)
        return null
      },
      [linkTo(uri)],
    )
    await expect(at.links.read(at.link)).rejects.toThrow(words)
    await expect(at.links.save({ ...at.link, part: 0 })).rejects.toThrow(
      text('tools.attachment_gone'),
    )
  })

  // Dies if: pressing twice asks a server twice, or what was fetched is kept without a bound.
  it('[LINK-04] is asked for once at a time, and only the last few are remembered', async () => {
    const at = await openLinks(
      ({ params }) => contents({ uri: 'bank://x', text: String(params['uri']) }),
      [0, 1, 2, 3, 4].map((n) => linkTo(`bank://${n}`)),
    )
    await Promise.all([at.links.read(at.link), at.links.read(at.link)])
    expect(at.server.sent('resources/read')).toHaveLength(1)
    for (const position of [1, 2, 3, 4]) await at.links.read({ ...at.link, position })
    await expect(at.links.save({ ...at.link, part: 0 })).rejects.toThrow(
      text('tools.attachment_gone'),
    )
    await at.links.save({ ...at.link, position: 4, part: 0 })
    expect(readFileSync(at.file, 'utf8')).toBe('bank://4')
  })
})

async function signIn({
  rig,
  connectionId,
}: Awaited<ReturnType<typeof openLinks>>): Promise<Grant> {
  const issuer = 'http://localhost:1'
  rig.store.connections.save({ ...loadConnection(rig, connectionId), issuer })
  const grant = buildBearerGrant(token, { issuer, connectionId })
  rig.store.grants.write(await rig.store.grants.seal(grant))
  return grant
}
