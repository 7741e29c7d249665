// Flows of relayed questions beside others: marks of connections, several servers at once, a quit, and the reference server.
import { expect, test } from 'vitest'
import { narrow } from '../../main/bootstrap-widenings.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import { startEverythingServer } from '../sandbox/everything-server.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { connectNotary, eras, giveSigning, sign } from './relay-world.ts'
import { until } from './until.ts'

function questionOf({ engine }: Flow, callId: string): Promise<Interaction> {
  return until('the question of a call', () =>
    engine.queue.listOpen().find((one) => one.callId === callId && one.kind === 'elicitation'),
  )
}

// Dies if: answers are kept anywhere but with the question of their own call.
test('[RELAY-05] two servers ask at once, and each gets its own answer', () =>
  withFlow(async (flow) => {
    const { person, sandbox, engine } = flow
    await person.connectBank()
    await connectNotary(flow, 'modern')
    const notary = await giveSigning(flow)
    const pay = await person.giveAndApprove('Pay 600 EUR to Nordlicht', 'pay', '600')
    const [first, second] = [await questionOf(flow, notary.id), await questionOf(flow, pay.id)]
    const names = [first, second].map(({ connectionId }) => person.connection(connectionId ?? ''))
    expect(names.map(({ name }) => name)).toEqual(['Harbor Notary', 'Harbor Bank'])
    expect(first.elicitation?.answersTo).toBe(new URL(sandbox.firstPartyUrl).host)
    expect(second.elicitation?.answersTo).toBe(new URL(sandbox.issuer).host)
    person.answer(second, { authenticator: 'totp' })
    person.answer(await until('the code for the bank', () => open(flow, pay.id, 'totp')), {
      otp: person.code(),
    })
    expect(await person.end(pay)).toMatchObject({ state: 'done' })
    expect(sandbox.world.firstParty.answers).toEqual([])
    person.decline(first)
    await person.end(notary)
    expect(sandbox.world.firstParty.answers).toMatchObject([{ action: 'decline' }])
    expect(engine.queue.listOpen()).toEqual([])
  }))

function open({ engine }: Flow, callId: string, kind: string): Interaction | undefined {
  return engine.queue
    .listOpen()
    .find((one) => one.callId === callId && one.elicitation?.kind === kind)
}

// Dies if: taking the mark back leaves it with other connections of the issuer.
test('[RELAY-05] a mark that was taken back comes back only for the connection it is given to', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    const notary = await connectNotary(flow, 'modern')
    narrow({ store: engine.store, onChanged: () => undefined }, 'first_party_issuer', notary.id)
    expect(person.connection(notary.id).firstPartyIssuer).toBeUndefined()
    const bank = await person.connect(flow.sandbox.mcpUrl)
    const issuer = bank.issuer ?? ''
    const widening = { what: 'first_party_issuer', issuer, connectionId: bank.id } as const
    person.approve(engine.queue.openWidening(widening, bank.id))
    const views = (await flow.overview()).connections
    const trust = (id: string): (boolean | undefined)[] => {
      const view = views.find(({ connectionId }) => connectionId === id)
      return [view?.firstParty, view?.mayRelay]
    }
    expect([trust(bank.id), trust(notary.id)]).toEqual([
      [true, true],
      [true, false],
    ])
    const ended = await person.end(await giveSigning(flow))
    expect(ended.outcomeText).toContain('only over a connection that you marked first-party')
  }))

// Dies if: a mark goes along when the server names another authorization server.
test('[RELAY-05] a mark holds for the issuer it was given for', () =>
  withFlow(async (flow) => {
    const { person } = flow
    const { id } = await connectNotary(flow, 'modern')
    flow.change((store) => {
      const connection = store.connections.load(id)
      if (connection === null) return
      store.connections.save({ ...connection, firstPartyIssuer: 'https://id.elsewhere.example' })
    })
    const ended = await person.end(await giveSigning(flow))
    expect(ended.outcomeText).toContain('only over a connection that you marked first-party')
  }))

test.for(eras)('[RELAY-15] %s: quitting with an open question ends the call in time', (era) =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    const call = await sign(flow, era)
    await person.elicitation('authenticator_choice')
    await engine.stop()
    await flow.open()
    const ended = await person.end(call)
    expect(ended.state).toBe(era === 'modern' ? 'cancelled' : 'done')
    expect(flow.sandbox.world.firstParty.signed).toEqual([])
  }),
)

test('[RELAY-14] [CASE-124] the reference server’s pages are consented to one by one', async () => {
  const everything = await startEverythingServer()
  try {
    await withFlow(async (flow) => {
      const { person } = flow
      await person.connect(everything.mcpUrl)
      flow.browser = () => Promise.resolve()
      const call = await person.giveAndApprove(
        'Trigger url elicitation url: "https://pages.example/x" errorPath: true',
        'trigger-url-elicitation',
      )
      const first = await person.elicitation('url')
      expect(first.elicitation?.url?.host).toBe('modelcontextprotocol.io')
      person.answer(first, {})
      person.answer(await person.elicitation('url_opened'), {})
      const second = await person.elicitation('url')
      expect(second.elicitation?.url?.address).toBe('https://pages.example/x')
      expect(flow.opened).toEqual(['https://modelcontextprotocol.io/'])
      person.answer(second, {})
      const ended = await person.end(call)
      expect(ended).toMatchObject({ state: 'done', attempts: 1 })
      expect(flow.opened).toEqual(['https://modelcontextprotocol.io/', 'https://pages.example/x'])
      expect(ended.resultText).not.toContain('pages.example')
      // The task itself named this page, so that here the agent knows it.
      flow.opened.length = 0
    })
  } finally {
    await everything.stop()
  }
})

test('[RELAY-09] the reference server’s form of thirteen fields is refused', async () => {
  const everything = await startEverythingServer()
  try {
    await withFlow(async (flow) => {
      const { person } = flow
      await person.connect(everything.mcpUrl)
      const call = await person.giveAndApprove(
        'Trigger elicitation request',
        'trigger-elicitation-request',
      )
      const ended = await person.end(call)
      expect(ended.outcomeText).toContain('with a form that cannot be shown safely')
      expect(ended.resultText).toContain('decline')
    })
  } finally {
    await everything.stop()
  }
})
