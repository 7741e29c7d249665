// A real agent loop: a model behind the scripted server, the bank, a held call, and a person who approves.
import { expect, test } from 'vitest'
import { startModelServer, type ModelServer } from '../sandbox/model-server.ts'
import type { ModelRequest } from '../sandbox/model-server/dialect.ts'
import { readPlaces } from './canary.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

const key = 'sk-of-the-house-0123456789'
const transfer = { recipient: 'Nordlicht', amount: 20, currency: 'EUR' }

/** Prepares one transfer, says while it waits that it does, and repeats what came back. */
function prepare(request: ModelRequest) {
  const results = request.messages.filter(({ role }) => role === 'tool')
  const name = request.tools.find((each) => each.name.startsWith('prepare_transfer'))?.name ?? '?'
  const result = results.at(-1)?.text
  if (result === undefined) {
    return { text: 'I prepare it.', toolCalls: [{ name, arguments: transfer }] }
  }
  return { text: result.startsWith('held') ? 'It waits for you.' : `Done: ${result.slice(-60)}` }
}

interface Gate {
  readonly pace: () => Promise<void>
  /** The stream that comes to this event stands still for good: its reader is gone when others go on. */
  shut(afterEvents: number): void
  open(): void
  readonly reached: () => boolean
}

function createGate(): Gate {
  let left = Infinity
  return {
    pace: () => {
      left -= 1
      return left >= 0 ? Promise.resolve() : new Promise(() => undefined)
    },
    shut: (afterEvents) => void (left = afterEvents),
    open: () => void (left = Infinity),
    reached: () => left < 0,
  }
}

async function serve(flow: Flow, gate: Gate = createGate()): Promise<ModelServer> {
  const server = await startModelServer({ script: prepare, key, pace: gate.pace })
  flow.cleanUps.push(() => server.stop())
  return server
}

/** As a person does it: asks for it in the app, types the key in the approval view, chooses it. */
async function addModel({ engine, person }: Flow, server: ModelServer): Promise<string> {
  const added = engine.models.askAdd({
    name: 'House model',
    provider: 'anthropic',
    baseUrl: server.origin,
    model: 'sandbox-model',
    needsKey: true,
    price: { input: 3, output: 15 },
    contextLength: null,
  })
  const asked = await person.elicitation('model')
  expect(asked.elicitation).toMatchObject({ answersTo: new URL(server.origin).host })
  person.answer(asked, { key: `two words` })
  const again = await until('the question to come back', () =>
    engine.queue.listOpen().find(({ id }) => id !== asked.id),
  )
  expect(again.elicitation?.problem).toContain('one line without spaces')
  person.answer(again, { key })
  await added
  const [model] = engine.store.models.list()
  if (model === undefined) throw new Error('nothing was added')
  engine.models.choose('bookkeeper', model.id)
  return model.id
}

const stateOf = ({ engine }: Flow, taskId: string) => engine.store.tasks.load(taskId)?.state

// Dies if: the key is taken from the app window, kept in the clear, or left behind.
test('[MDL-15] a model is added in the approval view, tested, renamed and removed with its key', () =>
  withFlow(async (flow) => {
    const { engine } = flow
    const server = await serve(flow)
    const modelId = await addModel(flow, server)
    expect(await engine.models.test(modelId)).toMatchObject({ ok: true })
    expect(server.requests[0]?.headers['x-api-key']).toBe(key)
    engine.models.rename(modelId, 'Our model')
    const { models, agents } = await flow.overview()
    expect(models).toMatchObject([{ name: 'Our model', hasKey: true }])
    expect(agents[0]).toMatchObject({ modelId })
    expect(engine.models.modelOf('bookkeeper').label).toBe('Our model')
    const places = [...readPlaces(flow.folder).values(), JSON.stringify(await flow.overview())]
    expect(places.filter((content) => content.includes(key))).toEqual([])
    engine.models.remove(modelId)
    expect(await engine.store.secrets.load(`model-key:${modelId}`)).toBeNull()
    expect(engine.models.modelOf('bookkeeper').label).toBe('rehearsal')
  }))

test('[MDL-15] asks nothing that cannot be meant, and one question at a time', () =>
  withFlow(async ({ engine, person }) => {
    const request = {
      name: 'Box',
      provider: 'openai-compatible',
      baseUrl: 'http://192.168.1.2:8000',
      model: 'm',
      needsKey: true,
      price: null,
      contextLength: null,
    } as const
    expect(() => engine.models.askAdd(request)).toThrow('without encryption')
    expect(() => engine.models.askAdd({ ...request, baseUrl: 'ftp://x' })).toThrow('not an address')
    const asking = engine.models.askAdd({ ...request, needsKey: false })
    expect(() => engine.models.askAdd({ ...request, needsKey: false })).toThrow('waits for you')
    person.decline(await person.elicitation('model'))
    await asking
    expect(engine.store.models.list()).toEqual([])
    expect(() => engine.models.choose('bookkeeper', 'gone')).toThrow('not there any more')
  }))

test('[MDL-16] a held call is approved, its result goes back, and the model says the last word', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    const server = await serve(flow)
    await person.connectBank()
    await addModel(flow, server)
    const task = person.give('Prepare the transfer for Nordlicht')
    const asked = await person.question('prepare_transfer')
    expect(flow.runs('prepare_transfer')).toBe(0)
    person.approve(asked)
    await until('the task to end', () => stateOf(flow, task.id) === 'done')
    expect(flow.runs('prepare_transfer')).toBe(1)
    expect(await person.readTask(task.id)).toContain('Done: ')
    expect(server.refused).toEqual([])
    const told = server.requests.at(-1)?.messages.filter(({ role }) => role === 'tool')
    expect(told?.at(-1)?.text).toContain('Draft saved: EUR 20.00 to Nordlicht.')
    // Two answers of 100 and 20 tokens: 2 x (300 + 300) millionths of a dollar.
    expect(engine.store.tasks.load(task.id)?.usage).toEqual({
      inputTokens: 200,
      outputTokens: 40,
      costMicros: 1_200,
    })
  }))

test('[MDL-02] cancelling a task in the middle of an answer closes the stream and calls nothing', () =>
  withFlow(async (flow) => {
    const gate = createGate()
    const server = await serve(flow, gate)
    await flow.person.connectBank()
    await addModel(flow, server)
    gate.shut(12)
    const task = flow.person.give('Prepare the transfer for Nordlicht')
    await until('the answer to be under way', () => gate.reached())
    flow.engine.tasks.cancel(task.id)
    await until('the stream to be closed', () => server.brokenOff() === 1)
    gate.open()
    expect(stateOf(flow, task.id)).toBe('cancelled')
    expect(flow.engine.store.calls.listByTask(task.id)).toEqual([])
  }))

// Dies if: half an answer is kept, or a saved answer is asked for again.
test('[MDL-17] a crash in the middle of an answer repeats no call and loses none', () =>
  withFlow(async (flow) => {
    const gate = createGate()
    const server = await serve(flow, gate)
    const { person } = flow
    await person.connectBank()
    await addModel(flow, server)
    const crashInAnswer = async (): Promise<void> => {
      await until('an answer to be under way', () => gate.reached())
      flow.crash()
      gate.open()
      await flow.open()
    }
    gate.shut(12)
    const task = person.give('Prepare the transfer for Nordlicht')
    await crashInAnswer()
    const asked = await person.question('prepare_transfer')
    gate.shut(4)
    person.approve(asked)
    await crashInAnswer()
    await until('the task to end', () => stateOf(flow, task.id) === 'done')
    expect(flow.runs('prepare_transfer')).toBe(1)
    expect(flow.engine.store.calls.listByTask(task.id)).toHaveLength(1)
    expect(await person.readTask(task.id)).toContain('Done: ')
  }))
