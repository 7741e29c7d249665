// Flows of proofs that a first-party MCP server relays in the middle of a call, in both eras of MCP.
import { expect, test } from 'vitest'
import { withFlow } from './engine-harness.ts'
import {
  connectNotary,
  eras,
  giveSigning,
  registerPasskey,
  sign,
  answerWith,
} from './relay-world.ts'
import { until } from './until.ts'

test.for(eras)('[RELAY-01] [CASE-121] %s: choice, code, done; the code arrives once', (era) =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const state = sandbox.world.firstParty
    const call = await sign(flow, era)
    const task = (): string | undefined => flow.engine.store.tasks.load(call.taskId)?.state
    await until('the task to wait for the person', () => task() === 'waiting')
    const chosen = await person.choose('totp')
    expect(task()).toBe('running')
    const host = new URL(sandbox.firstPartyUrl).host
    const issuerHost = new URL(sandbox.issuer).host
    expect(chosen).toMatchObject({ callId: call.id, connectionId: call.connectionId })
    expect(chosen.elicitation).toMatchObject({ answersTo: host, relay: { host, issuerHost } })
    expect(person.call(call.id).state).toBe('sending')
    const code = person.code()
    await person.typeCode(code)
    const ended = await person.end(call)
    expect(ended).toMatchObject({ state: 'done', attempts: 1, outcomeText: 'It ran.' })
    expect(state.signed).toEqual([{ document: 'Deed', acr: 'urn:harbor:acr:totp' }])
    expect(state.answers).toEqual([
      { era, asked: ['authenticator'], action: 'accept', content: { authenticator: 'totp' } },
      { era, asked: ['otp'], action: 'accept', content: { otp: code } },
    ])
    expect(state.bodies.filter((body) => body.includes(code))).toHaveLength(1)
  }),
)

// Dies if: the rpId is judged against the MCP server, or user verification is left to the server.
test.for(eras)('[RELAY-02] [CASE-096] %s: a relayed passkey proves it', (era) =>
  withFlow(async (flow) => {
    const { person, ceremony, sandbox } = flow
    await registerPasskey(flow)
    const call = await sign(flow, era)
    await person.choose('passkey')
    person.answer(await person.elicitation('passkey'), {})
    expect(await person.end(call)).toMatchObject({ state: 'done' })
    const run = ceremony.runs.at(-1)
    expect(run).toMatchObject({ kind: 'get', origin: sandbox.issuer })
    expect(JSON.parse(run?.optionsJson ?? '')).toMatchObject({
      rpId: 'localhost',
      userVerification: 'required',
    })
    expect(sandbox.world.firstParty.signed).toHaveLength(1)
  }),
)

test.for(eras)('[RELAY-03] %s: declining says no to the server, and nothing is signed', (era) =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const call = await sign(flow, era)
    person.decline(await person.elicitation('authenticator_choice'))
    const ended = await person.end(call)
    expect(ended.resultText).toBe('Nothing was signed: you answered decline.')
    expect(sandbox.world.firstParty).toMatchObject({ signed: [], answers: [{ action: 'decline' }] })
  }),
)

test.for(eras)('[RELAY-03] %s: putting it away says cancel to the server', (era) =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const call = await sign(flow, era)
    answerWith(flow, await person.elicitation('authenticator_choice'), { action: 'cancel' })
    expect((await person.end(call)).resultText).toContain('you answered cancel')
    expect(sandbox.world.firstParty.answers).toMatchObject([{ action: 'cancel' }])
  }),
)

// Dies if: relayed codes are not counted, or are counted apart from those given directly.
test.for(eras)('[RELAY-04] %s: wrong codes count down, and five lock the issuer', (era) =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const first = await sign(flow, era)
    await person.choose('totp')
    for (const triesLeft of [3, 2, 1]) {
      const asked = await person.typeCode(person.wrongCode())
      expect(asked.elicitation?.triesLeft).toBe(triesLeft)
      if (triesLeft < 3) expect(asked.elicitation?.problem).toContain('That code was not accepted')
    }
    expect((await person.end(first)).resultText).toContain('Too many wrong codes')
    const second = await giveSigning(flow)
    await person.choose('totp')
    await person.typeCode(person.wrongCode())
    await person.typeCode(person.wrongCode())
    const ended = await person.end(second)
    expect(ended.outcomeText).toContain('Too many codes were not accepted for')
    expect(flow.engine.queue.listOpen()).toEqual([])
    expect(sandbox.world.firstParty.signed).toEqual([])
    const third = await giveSigning(flow)
    expect((await person.end(third)).outcomeText).toContain('Too many codes were not accepted')
    const given = sandbox.world.firstParty.answers.filter(({ content }) => 'otp' in content)
    expect(given).toHaveLength(5)
  }),
)

// Dies if: the mark of the issuer is enough. Any server can claim an issuer that somebody else is known by.
test.for(eras)('[RELAY-05] [CASE-096] [CASE-125] %s: an unmarked server gets no proof', (era) =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    await person.connectBank()
    await connectNotary(flow, era, false)
    const call = await giveSigning(flow)
    const ended = await person.end(call)
    expect(ended.outcomeText).toContain('only over a connection that you marked first-party')
    expect(sandbox.world.firstParty).toMatchObject({ signed: [], answers: [{ action: 'decline' }] })
  }),
)

test.for(eras)('[RELAY-05] %s: a mark that was taken back counts at once', (era) =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const { issuer } = await connectNotary(flow, era)
    flow.change((store) => {
      const server = store.authorizationServers.load(issuer ?? '')
      if (server !== null) store.authorizationServers.save({ ...server, firstParty: false })
    })
    const ended = await person.end(await giveSigning(flow))
    expect(ended.outcomeText).toContain('only over a connection that you marked first-party')
    expect(sandbox.world.firstParty.answers).toMatchObject([{ action: 'decline' }])
  }),
)

// Dies if: a relayed rpId is taken as the server says it.
test.for(eras)('[RELAY-06] [CASE-096] %s: a passkey for another site is refused unseen', (era) =>
  withFlow(async (flow) => {
    const { person, ceremony, sandbox } = flow
    await registerPasskey(flow)
    const before = ceremony.runs.length
    const call = await sign(flow, era, { kind: 'foreign-rp' })
    await person.choose('passkey')
    const ended = await person.end(call)
    expect(ended.outcomeText).toContain('did not belong to it, so no passkey was used')
    expect(ceremony.runs).toHaveLength(before)
    expect(sandbox.world.firstParty.signed).toEqual([])
  }),
)

test.for(eras)('[RELAY-06] %s: a passkey is never registered for a server in a call', (era) =>
  withFlow(async (flow) => {
    const { person, ceremony, sandbox } = flow
    const ended = await person.end(await sign(flow, era, { kind: 'registration' }))
    expect(ended.outcomeText).toContain('wanted to register a passkey')
    expect(ceremony.runs).toEqual([])
    expect(sandbox.world.firstParty.answers).toMatchObject([{ action: 'decline' }])
  }),
)

// Dies if: the result goes to the agent as the server wrote it.
test.for(eras)('[RELAY-07] %s: a code that the server echoes does not reach the agent', (era) =>
  withFlow(async (flow) => {
    const { person } = flow
    const call = await sign(flow, era, { kind: 'echo' })
    await person.proveByCode()
    const ended = await person.end(call)
    expect(ended.resultText).toBe('Signed Deed. Your code was [secret].')
  }),
)
