// Tests of connections against servers nobody here wrote, and against servers that are wrong.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { json, startScriptedServer, type ScriptedServer } from '../http/scripted-server.ts'
import { startEverythingServer, type EverythingServer } from '../sandbox/everything-server.ts'
import {
  startPlainAuthorization,
  type PlainAuthorization,
} from '../sandbox/plain-authorization-server.ts'
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { Secret } from '../../shared/model/secret.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { Connection } from '../../shared/model/connection.ts'
import { accept, buildCall, buildRig, loadConnection, sendOnce, type Rig } from '../step-up/rig.ts'

let rig: Rig
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function add(url: string): Promise<Connection> {
  rig = buildRig()
  const { connectionId, finished } = rig.connections.add(url)
  await finished
  return loadConnection(rig, connectionId)
}

async function script(answer: ScriptedServer['answer']): Promise<ScriptedServer> {
  const server = await startScriptedServer(answer)
  stops.push(() => server.stop())
  return server
}

describe('the reference server', () => {
  let everything: EverythingServer
  beforeAll(async () => {
    everything = await startEverythingServer()
  }, 30_000)
  afterAll(() => everything.stop())

  it('[CONN-01] is added without OAuth, and one of its tools is called', async () => {
    const connection = await add(everything.mcpUrl)
    expect(connection).toMatchObject({ status: 'ready', issuer: null, resource: null })
    const tools = rig.store.connections.listTools(connection.id)
    expect(tools.map(({ name }) => name)).toContain('echo')
    expect(tools.every(({ definitionHash }) => /^[0-9a-f]{64}$/.test(definitionHash))).toBe(true)
    const sent = await sendOnce(rig, connection, buildCall(connection, 'echo', { message: 'hé' }))
    expect(sent).toMatchObject({ kind: 'done', isError: false })
    expect(sent.kind === 'done' ? sent.resultText : '').toContain('hé')
  })

  it('[CONN-02] the same address is one connection', async () => {
    const connection = await add(everything.mcpUrl)
    const again = rig.connections.add(everything.mcpUrl)
    await again.finished
    expect(again.connectionId).toBe(connection.id)
    expect(rig.store.connections.list()).toHaveLength(1)
  })
})

describe('a server behind an unmodified authorization server', () => {
  let plain: PlainAuthorization
  beforeAll(async () => {
    plain = await startPlainAuthorization()
  })
  afterAll(() => plain.stop())

  it('[CONN-03] is discovered, registered at and signed in to by the browser', async () => {
    const connection = await add(plain.mcpUrl)
    expect(connection.statusText).toBeNull()
    expect(connection).toMatchObject({ status: 'ready', issuer: plain.issuer })
    expect(rig.opened).toHaveLength(1)
    expect(rig.asked).toEqual([])
    expect(rig.progress).toEqual([
      text('resource.step-finding'),
      text('resource.step-protected'),
      text('resource.step-registering', { host: new URL(plain.issuer).host }),
      text('resource.step-signing-in', { host: new URL(plain.issuer).host }),
      text('step-up.progress-browser', { host: new URL(plain.issuer).host }),
      text('resource.step-reading'),
    ])
    const [grant] = await rig.store.grants.listStanding(connection.id)
    expect(grant?.tokenType).toBe('DPoP')
    const [tool] = rig.store.connections.listTools(connection.id)
    const call = buildCall(connection, tool?.name ?? '', {})
    expect((await sendOnce(rig, connection, call)).kind).toBe('done')
  })

  it('[CONN-04] a second sign-in keeps the registration', async () => {
    const connection = await add(plain.mcpUrl)
    const before = rig.store.authorizationServers.load(plain.issuer)
    await rig.connections.signIn(connection.id)
    expect(rig.store.authorizationServers.load(plain.issuer)?.clientId).toBe(before?.clientId)
    expect(loadConnection(rig, connection.id).status).toBe('ready')
    expect(await rig.store.grants.listStanding(connection.id)).toHaveLength(1)
  })

  it('[CASE-045] that it takes bound tokens only is kept', async () => {
    expect((await add(plain.mcpUrl)).dpopRequired).toBe(true)
  })

  // Dies if: the person is sent to the former issuer, or its registration or key is used at the new one.
  it('[CASE-114] a server that names another issuer is signed in to there, with nothing of the former', async () => {
    const other = await startPlainAuthorization()
    stops.push(() => other.stop())
    let issuer = plain.issuer
    const server = await script((request, response) => {
      if (request.path.startsWith('/.well-known/')) {
        const document = { resource: `${server.origin}/mcp`, authorization_servers: [issuer] }
        return json(200, document)(request, response)
      }
      return json(401, {}, { 'www-authenticate': 'DPoP algs="ES256"' })(request, response)
    })
    const connection = await add(`${server.origin}/mcp`)
    expect(connection.issuer).toBe(plain.issuer)
    const [former] = await rig.store.grants.listStanding(connection.id)
    issuer = other.issuer
    await rig.connections.signIn(connection.id)
    expect(loadConnection(rig, connection.id).issuer).toBe(other.issuer)
    expect(rig.opened.map((url) => new URL(url).origin)).toEqual([plain.issuer, other.issuer])
    const [before, after] = [plain.issuer, other.issuer].map((one) =>
      rig.store.authorizationServers.load(one),
    )
    expect(after?.clientId).not.toBe(before?.clientId)
    expect(after?.dpopKeyId).not.toBe(before?.dpopKeyId)
    const now = await rig.store.grants.listStanding(connection.id)
    expect(now.map((grant) => grant.issuer)).toEqual([other.issuer])
    expect(now[0]?.id).not.toBe(former?.id)
  })

  it('[CONN-09] asking again opens the browser again when the first tab never came back', async () => {
    const connection = await add(plain.mcpUrl)
    rig.store.grants.remove((await rig.store.grants.listStanding(connection.id))[0]?.id ?? '')
    const { browse } = rig
    rig.browse = () => Promise.resolve()
    const first = rig.connections.signIn(connection.id)
    await expect.poll(() => rig.opened.length).toBe(2)
    rig.browse = browse
    await Promise.all([first, rig.connections.signIn(connection.id)])
    expect(rig.opened).toHaveLength(3)
    expect(loadConnection(rig, connection.id).status).toBe('ready')
  })

  it('[CONN-05] removing it while the browser is open keeps nothing', async () => {
    const connection = await add(plain.mcpUrl)
    rig.store.grants.remove((await rig.store.grants.listStanding(connection.id))[0]?.id ?? '')
    rig.browse = () => Promise.resolve()
    const waiting = rig.connections.signIn(connection.id)
    await expect.poll(() => rig.opened.length).toBe(2)
    await rig.connections.remove(connection.id)
    await waiting
    expect(rig.store.connections.list()).toEqual([])
    expect(await rig.store.grants.listAll()).toEqual([])
  })

  it('[CONN-05] removing it revokes its tokens and keeps nothing of it', async () => {
    const connection = await add(plain.mcpUrl)
    const [grant] = await rig.store.grants.listStanding(connection.id)
    await rig.connections.remove(connection.id)
    expect(rig.store.connections.list()).toEqual([])
    expect(await rig.store.grants.listAll()).toEqual([])
    // Dies if: the tokens are only forgotten here. The server no longer knows the refresh token.
    if (grant?.refreshToken != null) {
      rig.store.grants.write({ noun: grant, sealed: {} })
      expect((await rig.stepUp.refreshGrant(grant)).kind).toBe('gone')
    }
  })
})

describe('Harbor Bank', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox()
  })
  afterAll(() => sandbox.stop())

  it('[CONN-06] waits for the person where the issuer offers a sign-in in the app', async () => {
    const connection = await add(sandbox.mcpUrl)
    expect(connection).toMatchObject({ status: 'needs_sign_in', name: 'Harbor Bank' })
    expect(rig.opened).toEqual([])
    expect(rig.connections.progressOf(connection.id)).toEqual([])
    // Without the mark, the person may still sign in by the browser.
    await rig.connections.signIn(connection.id)
    expect(loadConnection(rig, connection.id).status).toBe('ready')
    expect(rig.opened).toHaveLength(1)
    // Dies if: the first-party mark is not asked for.
    expect(rig.asked).toEqual([])
  })

  it('[CONN-10] a token that ended early is renewed while reading the tools', async () => {
    const connection = await add(sandbox.mcpUrl)
    await rig.connections.signIn(connection.id)
    const [grant] = await rig.store.grants.listStanding(connection.id)
    if (grant === undefined) throw new Error('no grant')
    const ended = { ...grant, accessToken: new Secret('ended') }
    rig.store.grants.write({ noun: ended, sealed: {} })
    await rig.connections.refreshTools(connection.id)
    expect(loadConnection(rig, connection.id).status).toBe('ready')
    rig.store.grants.write({ noun: { ...ended, refreshToken: null }, sealed: {} })
    await rig.connections.refreshTools(connection.id)
    const { host } = new URL(sandbox.issuer)
    expect(loadConnection(rig, connection.id)).toMatchObject({
      status: 'needs_sign_in',
      statusText: text('resource.sign-in-ended', { host }),
    })
  })

  it('[CONN-07] does not trust an authorization server that says it is somebody else', async () => {
    sandbox.world.settings.metadataIssuer = 'http://localhost:1'
    try {
      const connection = await add(sandbox.mcpUrl)
      expect(connection.status).toBe('failed')
      const { host } = new URL(sandbox.issuer)
      expect(connection.statusText).toBe(text('oauth.issuer_mismatch', { issuer: host }))
      expect(rig.store.authorizationServers.list()).toEqual([])
    } finally {
      sandbox.world.settings.metadataIssuer = null
    }
  })

  it('[CONN-04] a server that forgot the registration gets a new one', async () => {
    const connection = await add(sandbox.mcpUrl)
    const before = rig.store.authorizationServers.load(sandbox.issuer)
    if (before === null) throw new Error('not registered')
    rig.store.authorizationServers.save({ ...before, clientId: 'forgotten', firstParty: true })
    rig.person = (view) =>
      view.kind === 'totp'
        ? accept({ otp: sandbox.world.totp.generate() })
        : accept({ authenticator: 'totp' })
    await rig.connections.signIn(connection.id)
    expect(loadConnection(rig, connection.id).status).toBe('ready')
    const after = rig.store.authorizationServers.load(sandbox.issuer)
    expect(after?.clientId).not.toBe('forgotten')
    expect(after?.firstParty).toBe(true)
  })

  it('[CONN-07] says that the registration was refused', async () => {
    sandbox.world.misbehaviours.push({
      endpoint: 'registration',
      kind: 'error',
      times: 1,
      error: 'invalid_redirect_uri',
    })
    const connection = await add(sandbox.mcpUrl)
    const { host } = new URL(sandbox.issuer)
    expect(connection.statusText).toBe(text('oauth.registration_failed', { issuer: host }))
    // Trying again is enough.
    await rig.connections.signIn(connection.id)
    expect(loadConnection(rig, connection.id).status).toBe('needs_sign_in')
  })
})

describe('bad servers', () => {
  it('[CONN-08] nobody there', async () => {
    const server = await startScriptedServer(json(200, {}))
    await server.stop()
    const connection = await add(`${server.origin}/mcp`)
    expect(connection.status).toBe('unreachable')
    expect(connection.statusText).toContain(new URL(server.origin).host)
  })

  it('[CONN-08] not MCP', async () => {
    const server = await script((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>')
    })
    const connection = await add(server.origin)
    const { host } = new URL(server.origin)
    expect(connection).toMatchObject({
      status: 'failed',
      statusText: text('openapi.nothing-found', { host }),
    })
  })

  it('[CONN-08] a sign-in that is not OAuth', async () => {
    const server = await script(json(401, {}, { 'www-authenticate': 'Basic realm="x"' }))
    const connection = await add(server.origin)
    const { host } = new URL(server.origin)
    expect(connection.statusText).toBe(text('resource.not-oauth', { host }))
  })

  it('[CONN-08] an address that is none is refused at once', () => {
    rig = buildRig()
    for (const url of ['', 'javascript:alert(1)', 'http://example.com', 'https://u:p@x.example']) {
      expect(() => rig.connections.add(url)).toThrow(
        expect.objectContaining({ code: 'ipc/bad_input' }),
      )
    }
    expect(rig.store.connections.list()).toEqual([])
  })

  it('[CONN-08] a redirect is not followed', async () => {
    const target = await script(json(200, {}))
    const server = await script((_request, response) => {
      response.writeHead(307, { location: `${target.origin}/mcp` }).end()
    })
    const connection = await add(server.origin)
    expect(connection.status).toBe('failed')
    expect(target.seen).toEqual([])
  })
})
