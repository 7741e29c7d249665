// Adds servers that nobody here wrote in the real app: the reference server, and one behind an unmodified oidc-provider.
import { get } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConnectionView } from '../../shared/connection-view.ts'
import { until } from '../flows/until.ts'
import { signInByBrowser } from '../sandbox-tests/browser.ts'
import { startEverythingServer, type EverythingServer } from '../sandbox/everything-server.ts'
import {
  startPlainAuthorization,
  type PlainAuthorization,
} from '../sandbox/plain-authorization-server.ts'
import { saveSecret } from '../sandbox/record.ts'
import { Stage } from './stage.ts'

let stage: Stage
let everything: EverythingServer
let plain: PlainAuthorization
const started: (() => Promise<void>)[] = []

beforeAll(async () => {
  everything = await startEverythingServer()
  started.push(everything.stop)
  plain = await startPlainAuthorization()
  started.push(plain.stop)
  stage = await Stage.open()
  started.push(() => stage.stop())
  await stage.launch()
})
afterAll(async () => {
  for (const stop of started.toReversed()) await stop()
})

/** Types an address and presses Connect, as on the first run and under Connections. */
async function connect(address: string): Promise<void> {
  const { app } = stage.running
  await app.getByLabel('Address of the resource server').fill(address)
  await app.getByRole('button', { name: 'Connect', exact: true }).click()
}

async function connection(
  address: string,
  status: ConnectionView['status'],
): Promise<ConnectionView> {
  const find = (all: readonly ConnectionView[]): ConnectionView | undefined =>
    all.find((one) => one.url === address && one.status === status)
  const { connections } = await stage.overview(`${address} is ${status}`, (overview) =>
    Boolean(find(overview.connections)),
  )
  const found = find(connections)
  if (found === undefined) throw new Error('The connection went away.')
  return found
}

/** Gives the task, approves its one question in the approval view, and opens the task again when it has ended. */
async function giveAndApprove(words: string, question: RegExp): Promise<void> {
  const { person } = stage
  await person.giveTask(words)
  await person.openQuestion(question)
  await person.approve()
  const { calls } = await stage.task(words, (_, { state }) => state === 'done')
  expect(calls.map(({ state }) => state)).toEqual(['done'])
  await person.goTo('Tasks')
  await person.app.getByRole('list', { name: 'Tasks' }).getByText(words).click()
}

interface Answer {
  readonly status: number
  readonly location: string | null
  readonly body: string
}

/** Navigates as a browser does: `fetch` would say that it is a script, and be refused. */
function visit(address: URL): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(address, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location ?? null,
          body: Buffer.concat(chunks).toString(),
        }),
      )
    }).once('error', reject)
  })
}

test('[E2E-40] the reference server is added by its address, and a sentence calls one of its tools', async () => {
  await connect(everything.mcpUrl)
  const { issuer, tools } = await connection(everything.mcpUrl, 'ready')
  expect(issuer).toBeNull()
  expect(tools.map(({ name }) => name)).toContain('echo')
  await giveAndApprove('Echo message: "Hello from outside"', /^Echo at /)
  await stage.running.app.getByText('Echo: Hello from outside').first().waitFor()
  expect(await stage.session.openedAddresses()).toEqual([])
})

// Dies if: a hit on the redirect is taken without comparing its state, or a wrong one ends the wait.
test('[E2E-41] [E2E-42] the system browser signs in over the loopback redirect; a wrong state is ignored', async () => {
  const { person, session } = stage
  await person.goTo('Connections')
  await person.app.getByRole('button', { name: 'Connect something' }).click()
  await connect(plain.mcpUrl)
  await connection(plain.mcpUrl, 'signing_in')
  const opened = await until('the system browser', async () => (await session.openedAddresses())[0])
  expect(new URL(opened).origin).toBe(plain.issuer)
  const back = await signInByBrowser(opened, {})
  expect(back.hostname).toBe('127.0.0.1')
  expect(back.searchParams.get('iss')).toBe(plain.issuer)
  saveSecret(plain.record, 'code', back.searchParams.get('code') ?? '')

  const foreign = new URL(back)
  foreign.searchParams.set('state', 'x'.repeat(back.searchParams.get('state')?.length ?? 0))
  expect(await visit(foreign)).toMatchObject({ status: 400, location: null })
  await connection(plain.mcpUrl, 'signing_in')
  expect(plain.record.requests.filter(({ scheme }) => scheme !== null)).toEqual([])

  const answer = await visit(back)
  expect(answer).toMatchObject({ status: 303, location: '/done' })
  expect((await visit(new URL('/done', back))).status).toBe(200)
  const ready = await connection(plain.mcpUrl, 'ready')
  expect(ready).toMatchObject({ name: 'Notes', issuer: plain.issuer })
  expect(ready.grants.map((grant) => grant.boundToThisDevice)).toEqual([true])
  expect(await session.openedAddresses()).toHaveLength(1)
})

// Dies if: the token is sent as a bearer token, or without a proof.
test('[E2E-43] a task calls the protected server with a token bound to the key of this app', async () => {
  plain.notes.push({ text: 'remember the milk' })
  const before = plain.record.requests.length
  await giveAndApprove('List notes', /^List notes at Notes$/)
  await stage.running.app.getByText('remember the milk').first().waitFor()
  const sent = plain.record.requests.slice(before)
  expect(sent.length).toBeGreaterThan(0)
  expect(sent.map(({ scheme, proof }) => `${String(scheme)} ${String(proof)}`)).toEqual(
    sent.map(() => 'DPoP true'),
  )
})

test('[E2E-90] real servers get no secret in clear, see no broken rule, and no other address is reached', async () => {
  const addresses = [everything.mcpUrl, plain.mcpUrl, plain.issuer]
  stage.leaks.allow(...addresses.map((address) => new URL(address).origin))
  const { running, home: folder } = stage
  expect(plain.record.secrets.size).toBeGreaterThan(0)
  expect(await stage.leaks.find({ running, folder, records: [plain.record] })).toEqual([])
  expect(plain.record.violations).toEqual([])
  expect(running.problems).toEqual([])
})
