// Flows of forms and pages that MCP servers ask for in the middle of a call, in both eras of MCP.
import { expect, test } from 'vitest'
import { withFlow } from './engine-harness.ts'
import { answerWith, eras, sign } from './relay-world.ts'
import { until } from './until.ts'

test.for(eras)('[RELAY-08] %s: an ordinary form is shown and its answer sent', (era) =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const call = await sign(flow, era, { kind: 'form' })
    const asked = await person.elicitation('form')
    expect(asked.elicitation?.relay).toEqual({
      host: new URL(sandbox.firstPartyUrl).host,
      issuerHost: null,
    })
    const content = { name: 'Alex', copies: 3, colour: 'black', stamped: false }
    answerWith(flow, asked, { action: 'accept', content })
    const ended = await person.end(call)
    expect(ended.resultText).toBe(`You said: accept ${JSON.stringify(content)}`)
    expect(sandbox.world.firstParty.answers).toMatchObject([{ action: 'accept', content }])
  }),
)

// Dies if: an answer is sent as it was typed, or with what was not asked for.
test.for(eras)('[RELAY-08] %s: an answer that does not fit is asked for again', (era) =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const call = await sign(flow, era, { kind: 'form' })
    const asked = await person.elicitation('form')
    answerWith(flow, asked, { action: 'accept', content: { copies: 99 } })
    const again = await until('the form again', () =>
      flow.engine.queue.listOpen().find(({ id }) => id !== asked.id),
    )
    expect(again.elicitation?.problem).toContain('“Copies” does not have the form')
    answerWith(flow, again, { action: 'accept', content: { copies: 1, more: 'x' } })
    await person.end(call)
    expect(sandbox.world.firstParty.answers).toMatchObject([{ content: { copies: 1 } }])
    expect(sandbox.world.firstParty.answers[0]?.content).not.toHaveProperty('more')
  }),
)

// Dies if: a first-party mark lets a password form through, or the reason is not said.
test.for(eras)('[RELAY-09] [CASE-125] %s: a password is refused, also of a marked server', (era) =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const call = await sign(flow, era, { kind: 'password' })
    const ended = await person.end(call)
    expect(ended.outcomeText).toContain('asked for a password, code or another secret by a form')
    expect(sandbox.world.firstParty.answers).toMatchObject([{ action: 'decline', content: {} }])
  }),
)

test.for(eras)('[RELAY-09] %s: a nested form is refused with a word to the person', (era) =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const ended = await person.end(await sign(flow, era, { kind: 'nested' }))
    expect(ended.outcomeText).toContain('with a form that cannot be shown safely')
    expect(sandbox.world.firstParty.answers).toMatchObject([{ action: 'decline' }])
  }),
)

// Dies if: the rounds or questions of a call are not bounded.
test.for(eras)('[RELAY-10] %s: a server that asks for ever is left', (era) =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const call = await sign(flow, era, { kind: 'endless' })
    const answering = setInterval(() => {
      for (const one of flow.engine.queue.listOpen()) person.answer(one, {})
    }, 5)
    const ended = await person.end(call).finally(() => clearInterval(answering))
    expect(ended.state).toBe(era === 'modern' ? 'failed' : 'unknown')
    expect(sandbox.world.firstParty.answers.length).toBeLessThanOrEqual(12)
    expect(flow.engine.queue.listOpen()).toEqual([])
  }),
)

test('[RELAY-11] [CASE-121] a state that was not given is not sent', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const call = await sign(flow, 'modern', { kind: 'no-state' })
    await person.proveByCode()
    expect(await person.end(call)).toMatchObject({ state: 'done' })
    const calls = sandbox.world.firstParty.bodies.filter((body) => body.includes('tools/call'))
    expect(calls).toHaveLength(3)
    expect(calls.some((body) => body.includes('requestState'))).toBe(false)
    const ids = calls.map((body) => (JSON.parse(body) as { id: unknown }).id)
    expect(new Set(ids).size).toBe(3)
  }))

test('[RELAY-11] [CASE-122] a result of an unknown type is no result', () =>
  withFlow(async (flow) => {
    const ended = await flow.person.end(await sign(flow, 'modern', { kind: 'unknown-type' }))
    expect(ended.state).toBe('unknown')
    expect(ended.outcomeText).toContain('in a form that Countersign does not know')
  }))

// Dies if: the page is fetched or opened before the press, or opening it counts as done.
test.for(eras)('[RELAY-12] [CASE-123] %s: a page is opened only after consent', (era) =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const address = `${sandbox.issuer}/.well-known/openid-configuration?page=1`
    const call = await sign(flow, era, { kind: 'page', page: address })
    const asked = await person.elicitation('url')
    expect(asked.elicitation?.url).toEqual({
      address,
      host: new URL(sandbox.issuer).host,
      unicodeHost: null,
    })
    expect(flow.opened).not.toContain(address)
    flow.browser = () => Promise.resolve()
    person.answer(asked, {})
    if (era === 'modern') {
      const opened = await person.elicitation('url_opened')
      expect(flow.opened.filter((one) => one === address)).toHaveLength(1)
      expect(sandbox.world.firstParty.answers).toEqual([])
      person.answer(opened, {})
    }
    const ended = await person.end(call)
    expect(ended.resultText).toBe('You said: accept {}')
    expect(flow.opened.filter((one) => one === address)).toHaveLength(1)
    expect(await person.readTask(call.taskId)).not.toContain('page=1')
  }),
)

test.for(eras)('[RELAY-12] %s: a page that is declined is never opened', (era) =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const call = await sign(flow, era, { kind: 'page', page: 'https://pages.example/a' })
    person.decline(await person.elicitation('url'))
    await person.end(call)
    expect(flow.opened).not.toContain('https://pages.example/a')
    expect(sandbox.world.firstParty.answers).toMatchObject([{ asked: ['url'], action: 'decline' }])
  }),
)

test.for([
  'http://pages.example/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'https://me:pw@pages.example/',
  'https://pages.example/\u202e',
  'app://approval/',
])('[RELAY-13] [CASE-123] %s is never offered', (page) =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const ended = await person.end(await sign(flow, 'modern', { kind: 'bad-page', page }))
    expect(ended.outcomeText).toContain('whose address is not safe to open')
    expect(sandbox.world.firstParty.answers).toMatchObject([{ action: 'decline' }])
  }),
)

test('[RELAY-14] [CASE-124] pages that a call needs first are consented to, then it is sent again', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const call = await sign(flow, 'legacy', { kind: 'page-error', page: 'https://pages.example/b' })
    const calls = (): number =>
      sandbox.world.firstParty.bodies.filter((body) => body.includes('tools/call')).length
    const asked = await person.elicitation('url')
    expect(flow.opened).not.toContain('https://pages.example/b')
    flow.browser = () => Promise.resolve()
    person.answer(asked, {})
    const opened = await person.elicitation('url_opened')
    expect(flow.opened).toContain('https://pages.example/b')
    expect(calls()).toBe(1)
    person.answer(opened, {})
    expect(await person.end(call)).toMatchObject({ state: 'done', attempts: 1 })
    expect(calls()).toBe(2)
  }))

test('[RELAY-14] [CASE-124] without consent the call is not sent again', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const call = await sign(flow, 'legacy', { kind: 'page-error', page: 'https://pages.example/b' })
    person.decline(await person.elicitation('url'))
    const ended = await person.end(call)
    expect(ended.state).toBe('cancelled')
    expect(flow.opened).not.toContain('https://pages.example/b')
    const calls = sandbox.world.firstParty.bodies.filter((body) => body.includes('tools/call'))
    expect(calls).toHaveLength(1)
  }))

// Dies if: a cancelled task leaves its question open, or answers it.
test.for(eras)('[RELAY-15] %s: cancelling the task takes the question back', (era) =>
  withFlow(async (flow) => {
    const { person, engine, sandbox } = flow
    const call = await sign(flow, era)
    await person.elicitation('authenticator_choice')
    engine.tasks.cancel(call.taskId)
    const ended = await person.end(call)
    expect(engine.queue.listOpen()).toEqual([])
    expect(sandbox.world.firstParty.signed).toEqual([])
    const actions = sandbox.world.firstParty.answers.map(({ action }) => action)
    if (era === 'modern') {
      expect(ended.state).toBe('cancelled')
      expect(actions).toEqual([])
    } else expect(actions).toEqual(['cancel'])
  }),
)

// Dies if: a question outlives the stream that its answer could reach.
test('[RELAY-16] a stream that breaks while a question is open takes the question with it', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const call = await sign(flow, 'legacy', { kind: 'hang-up' })
    await person.elicitation('authenticator_choice')
    const ended = await person.end(call)
    expect(ended.state).toBe('unknown')
    expect(flow.engine.queue.listOpen()).toEqual([])
    expect(sandbox.world.firstParty).toMatchObject({ signed: [], answers: [] })
  }))

test.for(eras)('[RELAY-16] %s: a restart in the middle ends the call as unknown', (era) =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const call = await sign(flow, era)
    await person.elicitation('authenticator_choice')
    await flow.restart()
    const ended = await person.end(call)
    expect(ended.state).toBe('unknown')
    expect(flow.engine.queue.listOpen()).toEqual([])
    expect(sandbox.world.firstParty.signed).toEqual([])
  }),
)
