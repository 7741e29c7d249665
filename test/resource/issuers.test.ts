// Tests of whom a connection signs in at: choosing among several, changing one's mind, and entered client IDs.
import { exportJWK, generateKeyPair } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { text } from '../../shared/catalogue/text.ts'
import { defaultIssuerOptions } from '../../shared/model/authorization-server.ts'
import type { Connection } from '../../shared/model/connection.ts'
import { Secret } from '../../shared/model/secret.ts'
import { buildRig, loadConnection, type Rig } from '../step-up/rig.ts'
import { startIssuer, startResource, type ScriptedIssuer } from './scripted-issuer.ts'

let rig: Rig
beforeEach(() => {
  rig = buildRig()
})

const hostOf = (issuer: string): string => new URL(issuer).host
const badInput = expect.objectContaining({ code: 'ipc/bad_input' })

async function add(url: string, ...known: ScriptedIssuer[]): Promise<Connection> {
  rig.browse = async (address) => {
    await known.find(({ issuer }) => address.startsWith(issuer))?.browse(address)
  }
  const { connectionId, finished } = rig.connections.add(url)
  await finished
  return loadConnection(rig, connectionId)
}

function markFirstParty(issuer: string): void {
  const { authorizationServers } = rig.store
  const server = authorizationServers.load(issuer)
  if (server === null) throw new Error('The issuer was never met.')
  authorizationServers.save({ ...server, firstParty: true })
}

describe('several authorization servers', () => {
  // Dies if: the first one's failure ends it, or an issuer that lies is used.
  it('[UPKEEP-11] those that cannot be used are passed over, and that is said', async () => {
    const [gone, liar, good] = [await startIssuer(), await startIssuer(), await startIssuer()]
    await gone.server.stop()
    liar.claims = 'https://somebody.example'
    const resource = await startResource(gone.issuer, liar.issuer, good.issuer)
    const connection = await add(resource.url, good)
    expect(connection).toMatchObject({
      status: 'ready',
      issuer: good.issuer,
      authorizationServers: [gone.issuer, liar.issuer, good.issuer],
    })
    const passing = (host: string, next: string): string =>
      text('resource.step-passing-over', { host: hostOf(host), next: hostOf(next) })
    expect(rig.progress.slice(2, 4)).toEqual([
      passing(gone.issuer, liar.issuer),
      passing(liar.issuer, good.issuer),
    ])
    expect(rig.store.authorizationServers.list().map(({ issuer }) => issuer)).toEqual([good.issuer])
  })

  it('[UPKEEP-11] none that can be used is said with the first one’s reason', async () => {
    const [gone, liar] = [await startIssuer(), await startIssuer()]
    liar.claims = 'https://somebody.example'
    await gone.server.stop()
    const resource = await startResource(liar.issuer, gone.issuer)
    const connection = await add(resource.url)
    const issuer = hostOf(liar.issuer)
    expect(connection).toMatchObject({
      status: 'failed',
      issuer: null,
      statusText: text('oauth.issuer_mismatch', { issuer }),
    })
  })

  it('[UPKEEP-11] one we are registered at comes first, then one that needs nobody’s help', async () => {
    const [closed, first, second] = [await startIssuer(), await startIssuer(), await startIssuer()]
    closed.metadata = { registration_endpoint: undefined }
    await add((await startResource(second.issuer)).url, second)
    const known = await add((await startResource(first.issuer, second.issuer)).url, second)
    expect(known.issuer).toBe(second.issuer)
    const other = await add((await startResource(closed.issuer, first.issuer)).url, first)
    expect(other.issuer).toBe(first.issuer)
  })
})

describe('choosing another one', () => {
  // Dies if: any token, client ID or key of the former issuer goes to the other one.
  it('[UPKEEP-12] ends what the former gave, and starts anew at the other', async () => {
    const [former, other] = [await startIssuer(), await startIssuer()]
    const resource = await startResource(former.issuer, other.issuer)
    const connection = await add(resource.url, former, other)
    const [before] = await rig.store.grants.listStanding(connection.id)
    markFirstParty(former.issuer)
    await rig.connections.chooseIssuer(connection.id, other.issuer)
    expect(loadConnection(rig, connection.id)).toMatchObject({
      status: 'ready',
      issuer: other.issuer,
      authorizationServers: [former.issuer, other.issuer],
    })
    // Dies if: the mark of an issuer that nobody uses any more waits for whoever names it next.
    expect(rig.store.authorizationServers.load(former.issuer)?.firstParty).toBe(false)
    const secrets = [before?.accessToken.reveal(), before?.refreshToken?.reveal()]
    expect(former.sent('/revoke').map(({ token }) => token)).toEqual(secrets.toReversed())
    const seen = JSON.stringify(other.server.seen)
    for (const secret of secrets) expect(seen).not.toContain(secret)
    expect(seen).not.toContain(rig.store.authorizationServers.load(former.issuer)?.clientId)
    const now = await rig.store.grants.listStanding(connection.id)
    expect(now.map(({ issuer }) => issuer)).toEqual([other.issuer])
    expect(now[0]?.dpopKeyId).not.toBe(before?.dpopKeyId)
    // Refreshing the tools later does not lead back to the first choice.
    await rig.connections.signIn(connection.id)
    expect(loadConnection(rig, connection.id).issuer).toBe(other.issuer)
  })

  it('[UPKEEP-12] one that cannot be used changes nothing', async () => {
    const [former, other] = [await startIssuer(), await startIssuer()]
    await other.server.stop()
    const connection = await add((await startResource(former.issuer, other.issuer)).url, former)
    await rig.connections.chooseIssuer(connection.id, other.issuer)
    const now = loadConnection(rig, connection.id)
    expect(now).toMatchObject({ status: 'ready', issuer: former.issuer })
    expect(now.statusText).toContain(hostOf(other.issuer))
    expect(await rig.store.grants.listStanding(connection.id)).toHaveLength(1)
    expect(former.sent('/revoke')).toEqual([])
  })

  it('[UPKEEP-12] one that the server does not name is refused', async () => {
    const issuer = await startIssuer()
    const connection = await add((await startResource(issuer.issuer)).url, issuer)
    const choose = (): unknown =>
      rig.connections.chooseIssuer(connection.id, 'https://evil.example')
    expect(choose).toThrow(badInput)
  })

  // Dies if: what the former issuer gave lives on because the sign-in at the other came to nothing.
  it('[UPKEEP-12] ends what the former gave, also when nothing comes of the other', async () => {
    const [former, other] = [await startIssuer(), await startIssuer()]
    const resource = await startResource(former.issuer, other.issuer)
    const connection = await add(resource.url, former, other)
    other.answerToken = () => [400, { error: 'access_denied' }]
    await rig.connections.chooseIssuer(connection.id, other.issuer)
    expect(loadConnection(rig, connection.id).status).toBe('needs_sign_in')
    expect(former.sent('/revoke')).toHaveLength(2)
    expect(await rig.store.grants.listAll()).toEqual([])
  })

  // Dies if: the tokens of an issuer that the server no longer names are only forgotten.
  it('[UPKEEP-12] a server that moved to another issuer has the former one’s tokens revoked there', async () => {
    const [former, other] = [await startIssuer(), await startIssuer()]
    const resource = await startResource(former.issuer)
    const connection = await add(resource.url, former, other)
    const [before] = await rig.store.grants.listStanding(connection.id)
    resource.issuers = [other.issuer]
    markFirstParty(former.issuer)
    await rig.connections.signIn(connection.id)
    expect(rig.store.authorizationServers.load(former.issuer)?.firstParty).toBe(false)
    expect(loadConnection(rig, connection.id)).toMatchObject({
      status: 'ready',
      issuer: other.issuer,
    })
    const revoked = former.sent('/revoke').map(({ token }) => token)
    expect(revoked).toEqual([before?.refreshToken?.reveal(), before?.accessToken.reveal()])
    expect(JSON.stringify(other.server.seen)).not.toContain(before?.accessToken.reveal())
  })

  it('[UPKEEP-12] tokens that cannot be revoked at once are queued for the former one', async () => {
    const [former, other] = [await startIssuer(), await startIssuer()]
    former.answerRevocation = () => [503, {}]
    const connection = await add(
      (await startResource(former.issuer, other.issuer)).url,
      former,
      other,
    )
    await rig.connections.chooseIssuer(connection.id, other.issuer)
    const queued = rig.connections.listQueuedRevocations()
    expect(queued.map(({ issuer }) => issuer)).toEqual([former.issuer, former.issuer])
    rig.connections.stop()
  })
})

describe('a client ID that somebody gave to the person', () => {
  async function addClosed(): Promise<{ closed: ScriptedIssuer; connection: Connection }> {
    const closed = await startIssuer()
    closed.metadata = { registration_endpoint: undefined }
    const connection = await add((await startResource(closed.issuer)).url, closed)
    return { closed, connection }
  }

  it('[UPKEEP-13] is asked for where apps cannot register, and used from then on', async () => {
    const { closed, connection } = await addClosed()
    const host = hostOf(closed.issuer)
    expect(connection).toMatchObject({
      status: 'failed',
      issuer: closed.issuer,
      statusText: text('resource.needs-client', { host }),
    })
    const entered = { clientId: ' given-1 ', authentication: 'client_secret_post' } as const
    await rig.connections.saveClient(closed.issuer, { ...entered, secret: new Secret('s-1') })
    expect(loadConnection(rig, connection.id).status).toBe('needs_sign_in')
    await rig.connections.signIn(connection.id)
    expect(loadConnection(rig, connection.id).status).toBe('ready')
    expect(closed.sent('/token')[0]).toMatchObject({ client_id: 'given-1', client_secret: 's-1' })
  })

  // Dies if: a refused client ID is replaced by a registration nobody asked for.
  it('[UPKEEP-13] is never replaced by a registration; the person is told what to do', async () => {
    const issuer = await startIssuer()
    const connection = await add((await startResource(issuer.issuer)).url, issuer)
    const registrations = issuer.sent('/register').length
    const entered = { clientId: 'given-1', authentication: 'none', secret: null } as const
    await rig.connections.saveClient(issuer.issuer, entered)
    // What the former client was given is ended as that client.
    expect(issuer.sent('/revoke').map(({ client_id }) => client_id)).toEqual(
      Array.from({ length: 2 }, () => `client-of-${new URL(issuer.issuer).port}`),
    )
    issuer.answerToken = () => [401, { error: 'invalid_client' }]
    await rig.connections.signIn(connection.id)
    expect(loadConnection(rig, connection.id)).toMatchObject({
      status: 'needs_sign_in',
      statusText: text('resource.client-refused', { host: hostOf(issuer.issuer) }),
    })
    expect(issuer.sent('/register')).toHaveLength(registrations)
    const kept = rig.store.authorizationServers.load(issuer.issuer)
    expect(kept).toMatchObject({ clientId: 'given-1', preRegistered: true })
  })

  it('[UPKEEP-13] a private key has to be one, and signs from then on', async () => {
    const { closed, connection } = await addClosed()
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    const save = async (secret: string | null): Promise<void> =>
      rig.connections.saveClient(closed.issuer, {
        clientId: 'given-1',
        authentication: 'private_key_jwt',
        secret: secret === null ? null : new Secret(secret),
      })
    const bad = [null, 'no', '{"kty":"oct","k":"AAAA"}', JSON.stringify(await exportJWK(publicKey))]
    for (const secret of bad) await expect(save(secret)).rejects.toThrow(badInput)
    expect(rig.store.authorizationServers.load(closed.issuer)?.clientId).toBeNull()
    await save(JSON.stringify(await exportJWK(privateKey)))
    await rig.connections.signIn(connection.id)
    const [form] = closed.sent('/token')
    expect(form?.['client_assertion_type']).toContain('jwt-bearer')
    expect(loadConnection(rig, connection.id).status).toBe('ready')
  })

  // Dies if: what a person pasted can end a header or a form.
  it('[UPKEEP-13] what cannot be a client ID or secret is refused, and nothing is kept', async () => {
    const { closed } = await addClosed()
    const save = (clientId: string, secret: string | null, authentication = 'none'): unknown =>
      rig.connections.saveClient(closed.issuer, {
        clientId,
        authentication: authentication as 'none',
        secret: secret === null ? null : new Secret(secret),
      })
    const basic = 'client_secret_basic'
    await expect(save('', null)).rejects.toThrow(badInput)
    await expect(save('a\r\nX-Evil: 1', null)).rejects.toThrow(badInput)
    await expect(save('x'.repeat(2_001), null)).rejects.toThrow(badInput)
    await expect(save('good', 'secret')).rejects.toThrow(badInput)
    await expect(save('good', null, basic)).rejects.toThrow(badInput)
    await expect(save('good', 'a\r\nb', basic)).rejects.toThrow(badInput)
    await expect(save('good', null, 'magic')).rejects.toThrow(badInput)
    expect(rig.store.authorizationServers.load(closed.issuer)?.clientId).toBeNull()
    const nowhere = rig.connections.saveClient('https://never.example', {
      clientId: 'good',
      authentication: 'none',
      secret: null,
    })
    await expect(nowhere).rejects.toThrow(badInput)
  })
})

describe('a client ID metadata document', () => {
  const address = 'https://countersign.example/client.json'
  const offers = { client_id_metadata_document_supported: true }

  // Dies if: somebody is asked for a client ID where our document would do, or registers beside it.
  it('[UPKEEP-17] is our client ID wherever it is read, before any registration', async () => {
    rig = buildRig(undefined, address)
    const [open, closed] = [await startIssuer(), await startIssuer()]
    open.metadata = offers
    closed.metadata = { ...offers, registration_endpoint: undefined }
    for (const issuer of [open, closed]) {
      const connection = await add((await startResource(issuer.issuer)).url, issuer)
      expect(connection.status).toBe('ready')
      expect(issuer.sent('/register')).toEqual([])
      expect(issuer.sent('/token')[0]).toMatchObject({ client_id: address })
    }
  })

  it('[UPKEEP-17] is not sent where it is not read, nor instead of an entered client ID', async () => {
    rig = buildRig(undefined, address)
    const issuer = await startIssuer()
    const connection = await add((await startResource(issuer.issuer)).url, issuer)
    expect(issuer.sent('/register')).toHaveLength(1)
    issuer.metadata = offers
    const entered = { clientId: 'given-1', authentication: 'none', secret: null } as const
    await rig.connections.saveClient(issuer.issuer, entered)
    await rig.connections.signIn(connection.id)
    expect(issuer.sent('/token').at(-1)).toMatchObject({ client_id: 'given-1' })
  })
})

describe('what the person sets for an issuer', () => {
  it('[UPKEEP-13] is kept with it, and anything else is refused', async () => {
    const issuer = await startIssuer()
    await add((await startResource(issuer.issuer)).url, issuer)
    const options = { ...defaultIssuerOptions, deviceGrant: true, cibaLoginHint: 'alex' }
    rig.connections.saveIssuerOptions(issuer.issuer, options)
    expect(rig.store.authorizationServers.load(issuer.issuer)?.options).toEqual(options)
    const bad = { ...options, cibaLoginHint: '' }
    expect(() => rig.connections.saveIssuerOptions(issuer.issuer, bad)).toThrow(badInput)
    expect(() => rig.connections.saveIssuerOptions('https://x.example', options)).toThrow(badInput)
    expect(rig.store.authorizationServers.load(issuer.issuer)?.options).toEqual(options)
  })

  // Dies if: work that began before writes what the person decided since.
  it.each([true, false])(
    '[UPKEEP-16] what the person decides meanwhile stays (%s)',
    async (wanted) => {
      const issuer = await startIssuer()
      const connection = await add((await startResource(issuer.issuer)).url, issuer)
      const decide = (mark: boolean): void => {
        const { firstPartyIssuer: _former, ...now } = loadConnection(rig, connection.id)
        const marked = mark ? { ...now, firstPartyIssuer: issuer.issuer } : now
        rig.store.connections.save({ ...marked, trustedForReading: mark })
      }
      decide(!wanted)
      rig.browse = async (address) => {
        decide(wanted)
        await issuer.browse(address)
      }
      await rig.connections.renew(connection.id)
      const after = loadConnection(rig, connection.id)
      expect(after.status).toBe('ready')
      expect(after.trustedForReading).toBe(wanted)
      expect(after.firstPartyIssuer).toBe(wanted ? issuer.issuer : undefined)
    },
  )
})
