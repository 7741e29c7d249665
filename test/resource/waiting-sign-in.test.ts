// Tests of sign-ins and renewals that somebody else decides, of renewing before the end, and of disconnecting offline.
import { beforeEach, describe, expect, it } from 'vitest'
import { buildDeferral } from '../../main/deferral/start.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { Secret } from '../../shared/model/secret.ts'
import { buildRig, loadConnection, type Rig } from '../step-up/rig.ts'
import { buildGrant } from '../store/nouns.ts'
import { issueTokens, startIssuer, startResource, type ScriptedIssuer } from './scripted-issuer.ts'

let rig: Rig
let issuer: ScriptedIssuer
beforeEach(async () => {
  rig = buildRig()
  issuer = await startIssuer()
})

const pending = {
  error: 'authorization_pending',
  deferral_code: 'dc-1',
  expires_in: 600,
  interval: 5,
}
const host = (): string => new URL(issuer.issuer).host

async function add(): Promise<Connection> {
  rig.browse = (address) => issuer.browse(address)
  const { connectionId, finished } = rig.connections.add((await startResource(issuer.issuer)).url)
  await finished
  return loadConnection(rig, connectionId)
}

/** The deferral service takes it up, as `begin` was told. */
function keepWaiting(changes: Partial<Deferral> = {}): Deferral {
  const start = rig.begun.at(-1)
  if (start === undefined) throw new Error('nothing was begun')
  const now = { nowMs: rig.clock.nowMs(), unit: () => 0 }
  const deferral = { ...buildDeferral(start, `deferral-${rig.begun.length}`, now), ...changes }
  rig.waiting = [deferral]
  rig.store.deferrals.write({ noun: deferral, sealed: {} })
  return deferral
}

/** What the deferral service does at the end: the grant is written, and the wait is over, before anybody is told. */
async function end(
  deferral: Deferral,
  state: Deferral['state'],
  grant: Grant | null = null,
): Promise<void> {
  rig.waiting = []
  rig.store.deferrals.write({ noun: { ...deferral, state }, sealed: {} })
  if (grant !== null) rig.store.grants.write({ noun: grant, sealed: {} })
  const reason = state === 'succeeded' ? null : 'Somebody said no.'
  rig.connections.onDeferralEnd({
    deferral: { ...deferral, state },
    grantId: grant?.id ?? null,
    reason,
  })
  await rig.connections.refreshTools('nobody')
}

function grantOf(connection: Connection, changes: Partial<Grant> = {}): Grant {
  return buildGrant({
    id: 'late',
    issuer: issuer.issuer,
    connectionId: connection.id,
    accessToken: new Secret('late-access'),
    refreshToken: new Secret('late-refresh'),
    dpopKeyId: rig.store.authorizationServers.load(issuer.issuer)?.dpopKeyId ?? null,
    expiresAtMs: null,
    ...changes,
  })
}

const statusOf = (connection: Connection): Connection => loadConnection(rig, connection.id)

describe('a sign-in that somebody decides', () => {
  async function addWaiting(): Promise<{ connection: Connection; deferral: Deferral }> {
    issuer.metadata = { deferred_token_response_supported: true }
    issuer.answerToken = ({ completion_mode }) =>
      completion_mode === undefined ? [400, { error: 'access_denied' }] : [400, pending]
    const connection = await add()
    return { connection, deferral: keepWaiting() }
  }

  it('[UPKEEP-14] waits, is said, and becomes ready when it was allowed', async () => {
    const { connection, deferral } = await addWaiting()
    expect(connection).toMatchObject({
      status: 'waiting',
      statusText: text('resource.sign-in-waits', { host: host() }),
    })
    expect(rig.begun[0]).toMatchObject({ callId: null, connectionId: connection.id })
    await end(deferral, 'succeeded', grantOf(connection))
    await expect.poll(() => statusOf(connection).status).toBe('ready')
    expect(rig.store.connections.listTools(connection.id)).toHaveLength(1)
    const kinds = rig.store.activity
      .list({ beforeSequence: null, limit: 9 })
      .map(({ kind }) => kind)
    expect(kinds).toContain('signed_in')
  })

  it('[UPKEEP-14] says why when it was not allowed', async () => {
    const { connection, deferral } = await addWaiting()
    await end(deferral, 'denied')
    await expect.poll(() => statusOf(connection).status).toBe('needs_sign_in')
    expect(statusOf(connection).statusText).toBe('Somebody said no.')
  })

  // Dies if: pressing Sign in again asks the same people a second time.
  it('[UPKEEP-14] a second sign-in meanwhile begins nothing and says that it waits', async () => {
    const { connection } = await addWaiting()
    const opened = rig.opened.length
    await rig.connections.signIn(connection.id)
    expect(rig.opened).toHaveLength(opened)
    expect(statusOf(connection).status).toBe('waiting')
  })

  // Dies if: a sign-in of a client ID that is used no more is waited for, and keeps the new one from signing in.
  it('[UPKEEP-13] a new client ID gives up what the former one waits for, the same one does not', async () => {
    const { clientId } = (await addWaiting()).deferral
    const other = { authentication: 'none', secret: null } as const
    await rig.connections.saveClient(issuer.issuer, { clientId, ...other })
    expect(rig.waiting).toHaveLength(1)
    await rig.connections.saveClient(issuer.issuer, { clientId: 'given-1', ...other })
    expect(rig.waiting).toEqual([])
  })

  it('[UPKEEP-14] a restart goes on waiting, and one whose wait is gone says so', async () => {
    const { connection } = await addWaiting()
    rig.connections.start()
    await rig.connections.refreshTools('nobody')
    expect(statusOf(connection).status).toBe('waiting')
    rig.waiting = []
    rig.connections.start()
    await expect.poll(() => statusOf(connection).status).toBe('needs_sign_in')
    rig.connections.stop()
  })

  // Dies if: less than was asked is worth nothing while the rest is decided.
  it('[UPKEEP-14] a lesser grant makes it ready meanwhile, and goes when all is there', async () => {
    const { connection, deferral } = await addWaiting()
    const lesser = grantOf(connection, { id: 'lesser', lesser: true })
    rig.store.grants.write({ noun: lesser, sealed: {} })
    await rig.connections.signIn(connection.id)
    expect(statusOf(connection)).toMatchObject({
      status: 'ready',
      statusText: text('resource.rest-waits', { host: host() }),
    })
    await end(deferral, 'succeeded', grantOf(connection))
    await expect.poll(() => statusOf(connection).statusText).toBeNull()
    const standing = await rig.store.grants.listStanding(connection.id)
    expect(standing.map(({ id }) => id)).toEqual(['late'])
  })

  it('[UPKEEP-14] what is allowed after the connection was removed is revoked', async () => {
    const { connection, deferral } = await addWaiting()
    await rig.connections.remove(connection.id)
    expect(rig.waiting).toEqual([])
    await end(deferral, 'succeeded', grantOf(connection))
    await expect.poll(() => issuer.sent('/revoke')).toHaveLength(2)
    expect(await rig.store.grants.listAll()).toEqual([])
  })
})

describe('a renewal that somebody decides', () => {
  async function addRenewing(): Promise<{ connection: Connection; deferral: Deferral }> {
    issuer.metadata = { deferred_token_response_supported: true }
    const connection = await add()
    issuer.answerToken = () => [400, pending]
    const [grant] = await rig.store.grants.listStanding(connection.id)
    if (grant === undefined) throw new Error('no grant')
    rig.store.grants.write({ noun: { ...grant, expiresAtMs: 1 }, sealed: {} })
    await rig.connections.refreshTools(connection.id)
    // The deferral service lists it from then on; what is shown follows with the next look.
    const deferral = keepWaiting()
    await rig.connections.refreshTools(connection.id)
    return { connection, deferral }
  }

  it('[CASE-048] is waited for, and extends the same grant', async () => {
    const { connection, deferral } = await addRenewing()
    expect(statusOf(connection)).toMatchObject({
      status: 'waiting',
      statusText: text('resource.renewal-waits', { host: host() }),
    })
    expect(rig.begun).toHaveLength(1)
    const [grant] = await rig.store.grants.listStanding(connection.id)
    if (grant === undefined) throw new Error('no grant')
    const extended = { ...grant, accessToken: new Secret('new'), expiresAtMs: null }
    await end(deferral, 'succeeded', extended)
    await expect.poll(() => statusOf(connection).status).toBe('ready')
  })

  // Dies if: the refresh token of a denied renewal is used again and again.
  it('[CASE-048] after a denial the old refresh token is tried once, and then a sign-in is asked for', async () => {
    const { connection, deferral } = await addRenewing()
    issuer.answerToken = () => [400, { error: 'access_denied' }]
    const before = issuer.sent('/token').length
    await end(deferral, 'denied')
    await expect.poll(() => statusOf(connection).status).toBe('needs_sign_in')
    expect(statusOf(connection).statusText).toBe('Somebody said no.')
    await rig.connections.refreshTools(connection.id)
    expect(issuer.sent('/token')).toHaveLength(before + 1)
  })

  it('[CASE-048] the person may sign in anew meanwhile, which ends the wait', async () => {
    const { connection } = await addRenewing()
    issuer.answerToken = () => [200, issueTokens()]
    await rig.connections.signIn(connection.id)
    expect(statusOf(connection).status).toBe('ready')
    expect(rig.opened).toHaveLength(2)
    expect(rig.waiting).toEqual([])
  })
})

describe('renewing before the end', () => {
  // Dies if: a renewal refreshes, or takes the former grant away before the new one is there.
  it('[UPKEEP-15] signs in anew, and replaces the grant only when that succeeded', async () => {
    const connection = await add()
    const [before] = await rig.store.grants.listStanding(connection.id)
    issuer.answerToken = () => [400, { error: 'access_denied' }]
    await rig.connections.renew(connection.id)
    expect(rig.opened).toHaveLength(2)
    expect(statusOf(connection).status).toBe('ready')
    expect(statusOf(connection).statusText).not.toBeNull()
    expect((await rig.store.grants.listStanding(connection.id))[0]?.id).toBe(before?.id)
    issuer.answerToken = () => [200, issueTokens()]
    await rig.connections.renew(connection.id)
    expect(statusOf(connection)).toMatchObject({ status: 'ready', statusText: null })
    const after = await rig.store.grants.listStanding(connection.id)
    expect(after).toHaveLength(1)
    expect(after[0]?.id).not.toBe(before?.id)
    // Many servers keep one authorization for both: ending the former would end the new one as well.
    expect(issuer.sent('/revoke')).toEqual([])
    const grants = issuer.sent('/token').map(({ grant_type }) => grant_type)
    expect(new Set(grants)).toEqual(new Set(['authorization_code']))
  })
})

describe('disconnecting', () => {
  it('[UPKEEP-09] forgets at once, and says what is still queued when the server is away', async () => {
    const connection = await add()
    await issuer.server.stop()
    await rig.connections.remove(connection.id)
    expect(rig.store.connections.list()).toEqual([])
    expect(await rig.store.grants.listAll()).toEqual([])
    const queued = rig.connections.listQueuedRevocations()
    expect(queued.map((one) => one.issuer)).toEqual([issuer.issuer, issuer.issuer])
    // The key and the registration are kept for them.
    const kept = rig.store.authorizationServers.load(issuer.issuer)
    expect(kept?.clientId).not.toBeNull()
    expect(await rig.store.secrets.load(`dpop-key:${kept?.dpopKeyId ?? ''}`)).not.toBeNull()
    rig.connections.stop()
  })
})
