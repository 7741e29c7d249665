// Proves that every noun comes back as it was saved, and that the rules of each repository hold.
import { defaultSettings } from '../../shared/model/settings.ts'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chainStart, hashActivity } from '../../main/store/activity-chain.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { Task } from '../../shared/model/task.ts'
import { FakeKeychain, openTestVault } from '../vault/fake-keychain.ts'
import { buildCall, buildConnection, buildDeferral, buildGrant, buildInteraction } from './nouns.ts'
import { openTestStore } from './open.ts'

test('[STO-01] every noun survives a restart as it was saved', async () => {
  const before = await openTestStore()
  const server = {
    issuer: 'http://localhost:4000',
    metadataJson: '{}',
    metadataFetchedAtMs: 1,
    clientId: null,
    clientAuthentication: 'none' as const,
    redirectUri: null,
    firstParty: false,
    dpopKeyId: null,
  }
  const task = {
    id: 'task-1',
    agentId: 'agent-1',
    text: 'Pay',
    state: 'running' as const,
    createdAtMs: 1,
    endedAtMs: null,
  }
  const tool = {
    connectionId: 'connection-1',
    name: 'pay',
    title: null,
    description: 'Pays',
    inputSchema: { type: 'object' },
    annotations: { destructiveHint: true },
    definitionHash: 'c'.repeat(64),
  }
  before.store.calls.save(buildCall())
  before.store.interactions.save(buildInteraction())
  before.store.grants.write(await before.store.grants.seal(buildGrant()))
  before.store.deferrals.write(await before.store.deferrals.seal(buildDeferral()))
  await before.store.secrets.save('dpop-key:key-1', new Secret('{"kty":"EC"}'))
  before.store.authorizationServers.save(server)
  before.store.connections.save(buildConnection())
  before.store.connections.saveTools('connection-1', [tool])
  before.store.tasks.saveAgent({ id: 'agent-1', name: 'Built-in', kind: 'built-in' })
  before.store.tasks.save(task)
  before.store.settings.save({ ...defaultSettings, appearance: 'dark', notificationApprove: false })

  const { store } = before.reopen()
  expect(store.calls.load('call-1')).toEqual(buildCall())
  expect(store.interactions.listOpen()).toEqual([buildInteraction()])
  const grant = await store.grants.load('grant-1')
  expect(grant?.accessToken.reveal()).toBe('access-canary-value')
  expect(grant?.refreshToken?.reveal()).toBe('refresh-canary-value')
  expect({ ...grant, accessToken: 0, refreshToken: 0 }).toEqual({
    ...buildGrant(),
    accessToken: 0,
    refreshToken: 0,
  })
  const [deferral] = await store.deferrals.listAlive()
  expect(deferral?.deferralCode?.reveal()).toBe('deferral-canary-value')
  expect({ ...deferral, deferralCode: null }).toEqual(buildDeferral({ deferralCode: null }))
  expect((await store.secrets.load('dpop-key:key-1'))?.reveal()).toBe('{"kty":"EC"}')
  expect(store.authorizationServers.list()).toEqual([server])
  expect(store.connections.list()).toEqual([buildConnection()])
  expect(store.connections.listTools('connection-1')).toEqual([tool])
  expect(store.tasks.listAgents()).toHaveLength(1)
  expect(store.tasks.load('task-1')).toEqual(task)
  expect(store.settings.load()).toEqual({
    ...defaultSettings,
    appearance: 'dark',
    notificationApprove: false,
  })
})

// Dies if: a secret goes into the JSON column, or sealing is skipped.
test('[CASE-137] [STO-02] no secret is in any file in clear, and the files are private', async () => {
  const { store, folder } = await openTestStore()
  store.grants.write(await store.grants.seal(buildGrant()))
  store.deferrals.write(await store.deferrals.seal(buildDeferral()))
  await store.secrets.save('auth-session:x', new Secret('session-canary-value'))
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  const files = readdirSync(folder)
  expect(files).toContain('countersign.db-wal')
  for (const file of files) {
    expect(statSync(join(folder, file)).mode & 0o777, file).toBe(0o600)
    const bytes = readFileSync(join(folder, file))
    for (const word of ['access', 'refresh', 'deferral', 'session']) {
      const clear = Buffer.from(`${word}-canary-value`)
      for (const form of [clear, Buffer.from(clear.toString('base64url'))]) {
        expect(bytes.includes(form), `${word} in ${file}`).toBe(false)
      }
    }
  }
})

// Dies if: `spendApproval` loses its `IS NULL`, or `save` writes the column back.
test('[STO-03] an approval is spent once, whatever is saved afterwards', async () => {
  const { store } = await openTestStore()
  const call = buildCall({ state: 'approved' })
  store.calls.save(call)
  expect(store.transaction(() => store.calls.spendApproval('call-1', 5))).toBe(true)
  store.calls.save(call)
  expect(store.calls.spendApproval('call-1', 6)).toBe(false)
  expect(store.calls.load('call-1')?.approvalSpentAtMs).toBe(5)
  expect(store.calls.spendApproval('no-such-call', 6)).toBe(false)
})

test('[STO-04] a transaction that throws leaves nothing behind', async () => {
  const { store } = await openTestStore()
  const run = () =>
    store.transaction(() => {
      store.calls.save(buildCall())
      store.transaction(() => store.interactions.save(buildInteraction()))
      throw new RangeError('stop')
    })
  expect(run).toThrow(RangeError)
  expect(store.calls.load('call-1')).toBeNull()
  expect(store.interactions.listOpen()).toEqual([])
  expect(() => store.transaction(() => Promise.resolve())).toThrow(TypeError)
})

// Dies if: a row that does not parse throws instead of being left out.
test('[STO-05] a row that cannot be read is reported and the others are served', async () => {
  const { store, logged } = await openTestStore()
  store.calls.save(buildCall())
  store.calls.save({ ...buildCall({ id: 'call-2' }), risk: 'gigantic' as 'high' })
  expect(store.calls.listAlive().map((call) => call.id)).toEqual(['call-1'])
  expect(store.calls.load('call-2')).toBeNull()
  expect(logged.join()).toContain('left out')
})

// Dies if: the hash leaves out a field, or the chain does not start from the row before.
test('[STO-06] every row of the activity log is bound to the one before', async () => {
  const before = await openTestStore()
  const entry = { kind: 'call_sent' as const, callId: 'call-1', taskId: null, connectionId: null }
  before.store.activity.append({ ...entry, detail: { b: 1, a: 'x' } })
  before.store.activity.append({ ...entry, callId: null, detail: {} })
  const { store } = before.reopen()
  store.activity.append({ ...entry, detail: { third: true } })
  const rows = store.activity.list({ beforeSequence: null, limit: 10 }).toReversed()
  expect(rows.map((row) => row.sequence)).toEqual([1, 2, 3])
  expect(rows[0]?.detailJson).toBe('{"a":"x","b":1}')
  let previous = chainStart
  for (const { hash, ...row } of rows) {
    expect(hash).toBe(hashActivity(previous, row))
    expect(hashActivity(previous, { ...row, detailJson: '{}' + row.detailJson })).not.toBe(hash)
    expect(hashActivity(previous, { ...row, atMs: row.atMs + 1 })).not.toBe(hash)
    previous = hash
  }
  expect(store.activity.listByCall('call-1')).toHaveLength(2)
  expect(store.activity.list({ beforeSequence: 3, limit: 1 })[0]?.sequence).toBe(2)
})

test('earlier ended calls of the same agent and tool are found, newest first', async () => {
  const { store } = await openTestStore()
  store.calls.save(buildCall({ id: 'old', state: 'done', receivedAtMs: 1 }))
  store.calls.save(buildCall({ id: 'new', state: 'denied', receivedAtMs: 2 }))
  store.calls.save(buildCall({ id: 'alive', receivedAtMs: 3 }))
  store.calls.save(buildCall({ id: 'other', state: 'done', tool: 'list', receivedAtMs: 4 }))
  const filter = { agentId: 'agent-1', connectionId: 'connection-1', tool: 'pay', limit: 5 }
  expect(store.calls.listAlike(filter).map((call) => call.id)).toEqual(['new', 'old'])
  expect(store.calls.listAlive().map((call) => call.id)).toEqual(['alive'])
})

test('conversations that have not ended are found behind any number of others', async () => {
  const { store } = await openTestStore()
  const save = (id: string, change: Partial<Task>): void =>
    store.tasks.save({
      id,
      agentId: 'agent-1',
      text: 'Pay',
      state: 'waiting',
      createdAtMs: 0,
      endedAtMs: null,
      ...change,
    })
  save('first', { createdAtMs: 1 })
  save('session', { createdAtMs: 2, kind: 'gateway' })
  save('named', { createdAtMs: 3, kind: 'conversation', state: 'paused' })
  save('over', { createdAtMs: 4, state: 'done', endedAtMs: 5 })
  // Dies if: the kind or the end is not looked at, or a task without a kind is left out.
  expect(store.tasks.listUnfinished().map(({ id }) => id)).toEqual(['first', 'named'])
})

test('steps of a task keep their order', async () => {
  const { store } = await openTestStore()
  const step = { taskId: 'task-1', kind: 'agent' as const, callId: null, createdAtMs: 1 }
  expect(store.tasks.appendStep({ ...step, text: 'first' }).position).toBe(0)
  expect(store.tasks.appendStep({ ...step, text: 'second' }).position).toBe(1)
  expect(store.tasks.listSteps('task-1').map(({ text }) => text)).toEqual(['first', 'second'])
})

test('removing a connection removes its tools and grants', async () => {
  const { store } = await openTestStore()
  store.connections.save(buildConnection())
  store.grants.write(await store.grants.seal(buildGrant()))
  store.connections.remove('connection-1')
  expect(store.connections.list()).toEqual([])
  expect(await store.grants.listAll()).toEqual([])
})

// Dies if: the code of an ended deferral is kept.
test('[STO-02] an ended deferral keeps no code', async () => {
  const { store } = await openTestStore()
  const sealed = await store.deferrals.seal(buildDeferral())
  store.deferrals.write({ ...sealed, noun: buildDeferral({ state: 'denied', endedAtMs: 5 }) })
  expect(store.deferrals.codeState('deferral-1')).toBe('none')
  expect((await store.deferrals.load('deferral-1'))?.deferralCode).toBeNull()
  expect(await store.deferrals.listAlive()).toEqual([])
  expect(store.deferrals.listAllFacts()).toHaveLength(1)
})

// Dies if: a token is among the facts, or those of another connection are listed.
test('[STO-01] facts of grants are told without their tokens, for all or for one connection', async () => {
  const { store } = await openTestStore()
  const [one, other] = [buildGrant(), buildGrant({ id: 'grant-2', connectionId: 'connection-2' })]
  for (const grant of [one, other]) store.grants.write(await store.grants.seal(grant))
  expect(store.grants.listAllFacts().map(({ id }) => id)).toEqual(['grant-2', 'grant-1'])
  const [facts, ...more] = store.grants.listFacts('connection-2')
  const { accessToken: _access, refreshToken, ...known } = other
  expect(facts).toEqual({ ...known, hasRefreshToken: refreshToken !== null })
  expect(more).toEqual([])
})

// Dies if: rows of an unreadable keychain key are deleted, or rows of a dead memory key are kept.
test('[STO-07] rows wait for a keychain that is away; rows of a dead memory key end', async () => {
  const keychain = new FakeKeychain()
  const first = await openTestStore(await openTestVault(keychain))
  first.store.grants.write(await first.store.grants.seal(buildGrant()))
  first.store.deferrals.write(await first.store.deferrals.seal(buildDeferral()))
  await first.store.secrets.save('dpop-key:key-1', new Secret('kept'))

  keychain.mood = 'failing'
  const away = first.reopen(await openTestVault(keychain))
  expect(await away.store.grants.listStanding('connection-1')).toEqual([])
  expect(away.store.deferrals.codeState('deferral-1')).toBe('locked')
  expect((await away.store.deferrals.listAlive())[0]?.deferralCode).toBeNull()
  const memoryGrant = buildGrant({ id: 'grant-2' })
  away.store.grants.write(await away.store.grants.seal(memoryGrant))
  const memoryDeferral = buildDeferral({ id: 'deferral-2' })
  away.store.deferrals.write(await away.store.deferrals.seal(memoryDeferral))

  keychain.mood = 'well'
  const back = away.reopen(await openTestVault(keychain))
  expect((await back.store.grants.listAll()).map((grant) => grant.id)).toEqual(['grant-1'])
  expect(back.store.deferrals.codeState('deferral-1')).toBe('readable')
  expect(back.store.deferrals.codeState('deferral-2')).toBe('lost')
  expect((await back.store.secrets.load('dpop-key:key-1'))?.reveal()).toBe('kept')
})
