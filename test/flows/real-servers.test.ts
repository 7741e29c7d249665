// Flows with servers nobody here wrote: the reference server, and an unmodified authorization server.
import { expect, test } from 'vitest'
import { startEverythingServer } from '../sandbox/everything-server.ts'
import { startPlainAuthorization } from '../sandbox/plain-authorization-server.ts'
import { startChangingServer } from '../resource/changing-server.ts'
import { withFlow } from './engine-harness.ts'
import { until } from './until.ts'

test('[FLOW-37] the reference server is added, and a task calls one of its tools', async () => {
  const everything = await startEverythingServer()
  try {
    await withFlow(async (flow) => {
      const { person } = flow
      const connection = await person.connect(everything.mcpUrl)
      expect(connection).toMatchObject({ status: 'ready', issuer: null })
      const call = await person.giveAndApprove('Get sum a: 19 b: 23', 'get-sum')
      const ended = await person.end(call)
      expect(ended).toMatchObject({ state: 'done', attempts: 1 })
      expect(await person.readTask(call.taskId)).toContain('42')
      expect(flow.opened).toEqual([])
    })
  } finally {
    await everything.stop()
  }
})

test('[FLOW-38] a server behind an unmodified authorization server is signed in to by the browser, and called with a bound token', async () => {
  const plain = await startPlainAuthorization()
  try {
    await withFlow(async (flow) => {
      flow.records.push(plain.record)
      flow.plainOrigins.push(new URL(plain.mcpUrl).origin)
      const { person, engine } = flow
      const { id } = await person.connect(plain.mcpUrl)
      const ready = await until('the sign-in', () => {
        const now = person.connection(id)
        return now.status === 'ready' ? now : null
      })
      expect(ready).toMatchObject({ name: 'Notes', issuer: plain.issuer })
      expect(flow.opened).toHaveLength(1)
      const opened = new URL(flow.opened[0] ?? '')
      expect(opened.origin).toBe(plain.issuer)
      const call = await person.giveAndApprove('Add note text: "remember the milk"', 'add_note')
      expect(await person.end(call)).toMatchObject({ state: 'done' })
      expect(plain.notes).toEqual([{ text: 'remember the milk' }])
      const [grant] = await engine.store.grants.listAll()
      expect(grant).toMatchObject({ tokenType: 'DPoP', issuer: plain.issuer })
      const authorized = plain.record.requests.filter(({ scheme }) => scheme !== null)
      expect(authorized.every(({ scheme, proof }) => scheme === 'DPoP' && proof)).toBe(true)
      expect(plain.record.violations).toEqual([])
      await flow.restart()
      const again = await person.giveAndApprove('Add note text: "and bread"', 'add_note')
      expect(await person.end(again)).toMatchObject({ state: 'done' })
      expect(flow.opened).toHaveLength(1)
    })
  } finally {
    await plain.stop()
  }
})

test('[FLOW-38] a browser that cannot be opened is said so, and signing in can be tried again', async () => {
  const plain = await startPlainAuthorization()
  try {
    await withFlow(async (flow) => {
      flow.records.push(plain.record)
      flow.plainOrigins.push(new URL(plain.mcpUrl).origin)
      const { person, engine, browser } = flow
      flow.browser = null
      const refused = await person.connect(plain.mcpUrl)
      expect(refused.status).toBe('needs_sign_in')
      expect(refused.statusText).toContain('could not be opened in the browser')
      flow.browser = browser
      await engine.connections.signIn(refused.id)
      expect(person.connection(refused.id).status).toBe('ready')
    })
  } finally {
    await plain.stop()
  }
})

// Dies if: nobody listens, or nobody reads the tools again for what is heard.
test('[LISTEN-01] tools that a server changes between calls are there without anybody asking', async () => {
  const server = await startChangingServer()
  try {
    await withFlow(async (flow) => {
      const { person, engine } = flow
      const { id } = await person.connect(server.url)
      const names = (): string[] => engine.store.connections.listTools(id).map(({ name }) => name)
      expect(names()).toEqual(['look'])
      await until('the stream', () => (server.countStreams() === 1 ? true : null))
      server.tools.push('touch')
      server.say()
      await until('the new tool', () => (names().includes('touch') ? true : null))
    })
  } finally {
    await server.stop()
  }
})
