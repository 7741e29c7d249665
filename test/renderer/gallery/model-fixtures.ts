// Screens of language models: the settings in each state, the card that asks, and the task that says what thinks.
import type { Page } from '@playwright/test'
import type { ApprovalCard } from '../../../shared/approval-card.ts'
import type { LanguageModel } from '../../../shared/model/language-model.ts'
import type { ElicitationView } from '../../../shared/model/elicitation.ts'
import type { Overview } from '../../../shared/overview.ts'
import { approvalState, cards } from './approval-fixtures.ts'
import { busyOverview } from './overview-fixtures.ts'
import type { Screen } from './screens.ts'
import { installed } from './settings-fixtures.ts'

const models: readonly LanguageModel[] = [
  {
    id: 'm1',
    name: 'Claude at work',
    provider: 'anthropic',
    baseUrl: 'https://api.anthropic.com/v1',
    model: 'claude-sonnet-4-5',
    hasKey: true,
    price: { input: 3, output: 15 },
    contextLength: 200_000,
    addedAtMs: 0,
  },
  {
    id: 'm2',
    name: 'The box under the desk',
    provider: 'openai-compatible',
    baseUrl: 'http://192.168.1.20:11434/v1',
    model: 'qwen3-coder-next-instruct-80b-with-a-very-long-name',
    hasKey: false,
    price: null,
    contextLength: null,
    addedAtMs: 0,
  },
]

const modelOverview: Overview = {
  ...busyOverview,
  models: [...models],
  agents: busyOverview.agents.map((agent, at) => (at === 0 ? { ...agent, modelId: 'm1' } : agent)),
}

const values = {
  'settings.system': installed,
  'updates.load': { kind: 'idle', checkedAtMs: null },
}
const answered = {
  'model.test': {
    ok: true,
    words: 'It answered in 1.4 s: “I am ready to help you.”',
    usage: '512 tokens in, 9 out, about $0.001671.',
  },
}
const refused = {
  'model.test': {
    ok: false,
    words:
      'api.anthropic.com does not accept the key of Claude at work, or the key may not use claude-sonnet-4-5. Nothing of the task is lost. Enter another key in the settings under Models.',
    usage: null,
  },
}

const open = async (page: Page): Promise<void> => {
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('heading', { name: 'Models', exact: true }).scrollIntoViewIfNeeded()
}
const press = (name: string) => async (page: Page) => {
  await open(page)
  await page.getByRole('button', { name }).first().click()
}
const app = (name: string, more: Partial<Screen['bridge']>, reach: Screen['reach']): Screen => ({
  name: `app-models-${name}`,
  page: 'app',
  bridge: { state: modelOverview, ...more, values: { ...values, ...more.values } },
  ...(reach && { reach }),
})

type View = NonNullable<ElicitationView['model']>

function modelCard(changes: Partial<View> = {}, problem: string | null = null): ApprovalCard {
  const model: View = {
    change: 'add',
    name: 'Claude at work',
    provider: 'anthropic',
    baseUrl: 'https://api.anthropic.com/v1',
    model: 'claude-sonnet-4-5',
    plain: false,
    ...changes,
  }
  const { host } = new URL(model.baseUrl)
  const asking = cards['client-secret']
  if (!asking) throw new Error('the card it is made from is gone')
  return {
    ...asking,
    elicitation: {
      kind: 'model',
      message: '',
      triesLeft: null,
      answersTo: host,
      problem,
      fields: model.plain ? [] : [keyField],
      passkeyUnavailable: null,
      model,
    },
    call: null,
    agentName: null,
    taskText: null,
    title: `Use the model ${model.name} at ${host}`,
  }
}

const keyField: ElicitationView['fields'][number] = {
  name: 'key',
  label: 'Key',
  description: null,
  kind: 'text',
  required: true,
  options: [],
  minLength: 1,
  maxLength: 4_000,
  pattern: null,
  format: null,
  minimum: null,
  maximum: null,
  defaultValue: null,
}

const card = (name: string, shown: ApprovalCard): Screen => ({
  name: `card-model-${name}`,
  page: 'approval',
  bridge: { state: approvalState(shown) },
})

export const modelScreens: Screen[] = [
  app('none', { state: busyOverview }, open),
  app('list', {}, open),
  app('answered', { values: answered }, press('Send a test message')),
  app('refused', { values: refused }, press('Send a test message')),
  app('rename', {}, press('Rename')),
  app('remove', {}, press('Remove')),
  app('add', {}, press('Add a model…')),
  app('task', {}, async (page) => {
    await page.getByRole('navigation').getByRole('button', { name: 'Tasks' }).click()
    await page.locator('.item', { hasText: 'Nordlicht' }).first().click()
  }),
  card('key', modelCard()),
  card('bad-key', modelCard({}, 'A key is one line without spaces. Nothing was kept.')),
  card(
    'plain',
    modelCard({ baseUrl: 'http://192.168.1.20:11434/v1', plain: true, name: 'The box' }),
  ),
]
