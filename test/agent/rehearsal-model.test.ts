// Proves the rehearsal model's grammar: over the bank's tools, and over tools of servers it has never seen.
import { describe, expect, it } from 'vitest'
import type { ModelInput, ModelTool } from '../../main/agent/model.ts'
import { buildExample } from '../../main/agent/rehearsal/examples.ts'
import { createRehearsalModel } from '../../main/agent/rehearsal/rehearsal-model.ts'
import type { Tool } from '../../shared/model/connection.ts'
import { bankTools, buildTool } from './journey-world.ts'

const text = { type: 'string' }
const number = { type: 'number' }

function foreign(name: string, properties: Record<string, unknown>, required: string[] = []): Tool {
  const inputSchema = { type: 'object', properties, required }
  return { ...buildTool({ name, inputSchema }), connectionId: 'everything' }
}

const everythingTools = [
  foreign('echo', { message: text }, ['message']),
  foreign('get-sum', { a: number, b: number }, ['a', 'b']),
  foreign('get-env', {}),
  foreign('get-tiny-image', {}),
  foreign(
    'get-structured-content',
    { location: { type: 'string', enum: ['New York', 'Chicago'] } },
    ['location'],
  ),
  foreign(
    'get-annotated-message',
    {
      messageType: { type: 'string', enum: ['error', 'success', 'debug'] },
      includeImage: { type: 'boolean', default: false },
    },
    ['messageType'],
  ),
  foreign('trigger-long-running-operation', {
    duration: { type: 'number', default: 10 },
    steps: { type: 'number', default: 5 },
  }),
  foreign('set_labels', { labels: { type: 'array', items: text } }, ['labels']),
]

const tools: ModelTool[] = [
  ...bankTools.map((tool) => ({ tool, connectionName: 'Harbor Bank' })),
  ...everythingTools.map((tool) => ({ tool, connectionName: 'everything' })),
]

const input = (sentence: string, part: Partial<ModelInput> = {}): ModelInput => ({
  conversation: [{ kind: 'person', text: sentence }],
  tools,
  results: [],
  latestCallId: null,
  ...part,
})

const plan = async (sentence: string) => {
  const step = await createRehearsalModel().nextStep(input(sentence))
  return step.calls.map((call) => [call.tool, JSON.parse(call.argumentsJson)])
}

describe('the rehearsal model', () => {
  it('[AGT-01] understands the sentence of the story', async () => {
    expect(
      await plan('Pay 1,200 EUR to Nordlicht for invoice 2031 and then list my accounts'),
    ).toEqual([
      ['pay', { amount: 1200, currency: 'EUR', recipient: 'Nordlicht', reference: 'invoice 2031' }],
      ['list_accounts', {}],
    ])
  })

  it.each([
    ['pay €30 to Nordlicht', 'pay', { amount: 30, currency: 'EUR', recipient: 'Nordlicht' }],
    [
      'Please pay 12.50 euros to Weber Bau GmbH.',
      'pay',
      { amount: 12.5, currency: 'EUR', recipient: 'Weber Bau GmbH' },
    ],
    [
      'Pay Nordlicht 1200 EUR for invoice 7',
      'pay',
      { amount: 1200, currency: 'EUR', recipient: 'Nordlicht', reference: 'invoice 7' },
    ],
    [
      'Pay 20 EUR to "A and then B" for “x; y”',
      'pay',
      { amount: 20, currency: 'EUR', recipient: 'A and then B', reference: 'x; y' },
    ],
    [
      'pay amount: 30, currency: EUR, recipient: Nordlicht GmbH',
      'pay',
      { amount: 30, currency: 'EUR', recipient: 'Nordlicht GmbH' },
    ],
    [
      'pay recipient=Nordlicht amount=30 currency=EUR reference="a b"',
      'pay',
      { amount: 30, currency: 'EUR', recipient: 'Nordlicht', reference: 'a b' },
    ],
    [
      'Prepare a transfer of 1,150 EUR to Nordlicht for invoice 2031',
      'prepare_transfer',
      { amount: 1150, currency: 'EUR', recipient: 'Nordlicht', reference: 'invoice 2031' },
    ],
    ['Show accounts', 'list_accounts', {}],
    ['list my accounts at Harbor Bank', 'list_accounts', {}],
    [
      'Share “Board minutes” with dana@harbor.example',
      'share_document',
      { document: 'Board minutes', with: 'dana@harbor.example' },
    ],
    [
      'Share the board minutes with Dana',
      'share_document',
      { document: 'board minutes', with: 'Dana' },
    ],
    [
      'Share the document "Board minutes" with Dana Petrov',
      'share_document',
      { document: 'Board minutes', with: 'Dana Petrov' },
    ],
    [
      'Add payee Nordlicht with IBAN DE02 1203 0000 0000 2020 51',
      'add_payee',
      { name: 'Nordlicht', iban: 'DE02 1203 0000 0000 2020 51' },
    ],
    [
      'Add Nordlicht as a payee, IBAN DE02120300000000202051',
      'add_payee',
      { name: 'Nordlicht', iban: 'DE02120300000000202051' },
    ],
    ['echo hello world', 'echo', { message: 'hello world' }],
    ['Echo "hello; world and then some"', 'echo', { message: 'hello; world and then some' }],
    ['echo message: hello', 'echo', { message: 'hello' }],
    ['get the sum of 2 and 3', 'get-sum', { a: 2, b: 3 }],
    ['get-sum a=2 b=40', 'get-sum', { a: 2, b: 40 }],
    ['get sum 2.5 and -3', 'get-sum', { a: 2.5, b: -3 }],
    ['get structured content for Chicago', 'get-structured-content', { location: 'Chicago' }],
    [
      'get annotated message error with include image',
      'get-annotated-message',
      { messageType: 'error', includeImage: true },
    ],
    [
      'trigger long running operation duration: 1, steps: 2',
      'trigger-long-running-operation',
      { duration: 1, steps: 2 },
    ],
    ['set labels labels: ["a","b"]', 'set_labels', { labels: ['a', 'b'] }],
  ])('[AGT-01] reads: %s', async (sentence, tool, values) => {
    expect(await plan(sentence)).toEqual([[tool, values]])
  })

  it.each([
    ['list my accounts then echo hi', ['list_accounts', 'echo']],
    ['echo hi\nlist my accounts; get-env', ['echo', 'list_accounts', 'get-env']],
    ['Pay 5 EUR to A and pay 6 EUR to B', ['pay', 'pay']],
    ['Share “A” with B. List accounts.', ['share_document', 'list_accounts']],
    ['Pay 5 EUR to Wine and Cheese', ['pay']],
  ])('[AGT-01] splits: %s', async (sentence, names) => {
    expect((await plan(sentence)).map(([tool]) => tool)).toEqual(names)
  })

  it('[AGT-02] answers what it understands, with examples that really work', async () => {
    const step = await createRehearsalModel().nextStep(input('Fly me to the moon'))
    expect(step).toMatchObject({ calls: [], done: true })
    const examples = (step.text ?? '').split('\n').filter((line) => line.startsWith('• '))
    expect(examples).toHaveLength(3)
    for (const example of examples) expect(await plan(example.slice(2))).toHaveLength(1)
  })

  it('[AGT-02] makes an example for every tool that it can read itself', async () => {
    for (const { tool } of tools) {
      const [call] = await plan(buildExample(tool))
      expect(call?.[0], buildExample(tool)).toBe(tool.name)
    }
  })

  it('[AGT-02] names what is missing and does the rest', async () => {
    const step = await createRehearsalModel().nextStep(
      input('Pay 20 EUR and then list my accounts'),
    )
    expect(step.text).toContain('recipient')
    expect(step.calls.map((call) => call.tool)).toEqual(['list_accounts'])
  })

  it('[AGT-02] says so when nothing is connected', async () => {
    const step = await createRehearsalModel().nextStep(input('Pay 20 EUR', { tools: [] }))
    expect(step.text).toContain('Nothing is connected yet')
  })

  it('[AGT-04] takes calls that are under way already off its plan', async () => {
    const sentence = 'Pay 5 EUR to A and then pay 5 EUR to A and then list accounts'
    const [first] = (await createRehearsalModel().nextStep(input(sentence))).calls
    if (first === undefined) throw new Error('no call')
    const conversation: ModelInput['conversation'] = [
      { kind: 'person', text: sentence },
      { kind: 'agent', text: 'Doing 3 things.' },
      { kind: 'call', callId: 'c1', ...first },
    ]
    const step = await createRehearsalModel().nextStep(input(sentence, { conversation }))
    expect(step.calls.map((call) => call.tool)).toEqual(['pay', 'list_accounts'])
    expect(step.text).toBeNull()
  })
})
