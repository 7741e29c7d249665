// The activity screen in its states: full, empty, filtered, failing, the history of a deferred payment, a hostile one.
import type { Page } from '@playwright/test'
import type {
  CallHistory,
  DecisionDay,
  HistoryStep,
  RecordFacts,
} from '../../../shared/activity-view.ts'
import type { ActivityRow } from '../../../shared/overview.ts'
import { hour, minute, nowMs } from './moment.ts'
import { busyOverview, hostileWords } from './overview-fixtures.ts'
import type { Screen } from './screens.ts'

const row = (
  sequence: number,
  ago: number,
  told: Pick<ActivityRow, 'title' | 'words'> & { callId?: string },
): ActivityRow => ({
  sequence,
  atMs: nowMs - ago,
  kind: 'call_ended',
  callId: null,
  ...told,
})
const weber = { title: 'Pay €18,400.00 to Weber Bau', callId: 'call-18400' }
const draft = { title: 'Prepare a transfer of €20.00 to Nordlicht', callId: 'call-20' }
const minutes = { title: 'Share board-minutes.pdf with Ada Larsen', callId: 'call-minutes' }

const rows: ActivityRow[] = [
  row(48, minute, { title: 'List accounts at Harbor Bank', words: 'Ended: It ran.', callId: 'l' }),
  row(47, minute, {
    title: 'List accounts at Harbor Bank',
    words: 'Allowed: it only reads, at a connection you trust for reading',
    callId: 'l',
  }),
  row(44, 19 * minute, { ...weber, words: 'id.harbor.example has not decided yet' }),
  row(43, 20 * minute, {
    ...weber,
    words: 'Harbor Bank asked for more: It wants a permission that was not granted yet.',
  }),
  row(42, 20 * minute, { ...weber, words: 'You approved: in the approval view' }),
  row(41, 21 * minute, { ...weber, words: 'Held, waiting for you' }),
  row(38, 3 * hour, { title: 'A rule was made', words: null }),
  row(37, 4 * hour, { ...minutes, words: 'You denied: “Ask me after the meeting.”' }),
  row(36, 4 * hour, { ...minutes, words: 'Held, waiting for you' }),
  row(31, 26 * hour, { ...draft, words: 'Ended: It ran.' }),
  row(30, 26 * hour, { ...draft, words: 'Sent to Harbor Bank' }),
  row(29, 26 * hour, { ...draft, words: 'You approved: from the notification' }),
  row(2, 27 * hour, { title: 'Signed in at Harbor Bank', words: null }),
  row(1, 27 * hour, { title: 'Connection added: Harbor Bank', words: null }),
]

const counts = [
  [0, 0, 0, 0],
  [3, 0, 0, 0],
  [5, 2, 1, 0],
  [0, 0, 0, 0],
  [2, 6, 0, 1],
  [4, 11, 0, 0],
  [1, 9, 2, 0],
  [0, 4, 0, 0],
  [0, 0, 0, 0],
  [6, 12, 1, 2],
  [3, 8, 0, 0],
  [2, 14, 0, 0],
  [4, 7, 1, 0],
  [2, 3, 1, 0],
] as const
const days: DecisionDay[] = counts.map(([byYou, byRule, denied, expired], position) => ({
  day: `2026-11-${String(9 + position).padStart(2, '0')}`,
  byYou,
  byRule,
  denied,
  expired,
}))
const noDays = days.map(({ day }) => ({ day, byYou: 0, byRule: 0, denied: 0, expired: 0 }))

const fingerprint =
  '3f2a 91c0 5d7e 44b8 0c19 a6f2 7b3e 58d1 9e04 c7aa 16f3 20bd 84e5 d1c6 3370 f9ab'
const about: RecordFacts = { count: 48, fingerprint, keyLasts: true }

const steps = (
  list: readonly [number, string, string | null, HistoryStep['status'], HistoryStep['phase']][],
): HistoryStep[] => {
  let atMs = nowMs - 3 * hour
  return list.map(([untilNextMs, label, words, status, phase], position) => {
    const step = { sequence: position + 1, atMs, label, words, quote: null, status, phase }
    atMs += untilNextMs
    return { ...step, untilNextMs: position === list.length - 1 ? null : untilNextMs }
  })
}

export const deferredPayment: CallHistory = {
  callId: 'call-18400',
  title: 'Pay €18,400.00 to Weber Bau',
  tool: 'pay',
  agentName: 'Bookkeeper',
  connectionName: 'Harbor Bank',
  risk: 'high',
  taskId: 'task-1',
  outcome: 'done',
  outcomeText: 'It ran.',
  steps: steps([
    [40, 'Asked for by Bookkeeper', null, 'past', 'app'],
    [2_100, 'Held, waiting for you', null, 'past', 'you'],
    [71_000, 'You saw the question', 'in the approval view', 'past', 'you'],
    [60, 'You approved', 'in the approval view', 'good', 'app'],
    [380, 'Sent to Harbor Bank', null, 'past', 'server'],
    [41_000, 'Harbor Bank asked for more', 'It wants a stronger proof.', 'past', 'you'],
    [2.2 * hour, 'id.harbor.example has not decided yet', null, 'past', 'others'],
    [90, 'Sent again to Harbor Bank, byte for byte the same', null, 'past', 'server'],
    [1_200, 'Ended', 'It ran.', 'good', 'app'],
    [0, 'You were told', null, 'past', 'app'],
  ]).map((step) =>
    step.phase === 'others'
      ? { ...step, quote: 'Two people sign above 1,000 EUR. Frau Brandt has been asked.' }
      : step,
  ),
  receipt: {
    digest: '9f3c1d7a'.repeat(8),
    decidedBy: 'You approved it in the approval view',
    given: ['You typed a number from the request', 'id.harbor.example agreed after a wait'],
    sentWith: 'c41e07b2'.repeat(8),
    fingerprint,
    isSound: true,
  },
}

const hostileHistory: CallHistory = {
  ...deferredPayment,
  title: hostileWords,
  agentName: hostileWords,
  tool: hostileWords,
  outcomeText: hostileWords,
  outcome: 'failed',
  steps: deferredPayment.steps.map((step) => ({
    ...step,
    words: hostileWords,
    quote: hostileWords,
    untilNextMs: null,
  })),
  receipt: { ...deferredPayment.receipt, isSound: false } as CallHistory['receipt'],
}

/** What the verbs of the screen answer. */
export const activityValues = {
  'activity.list': { rows, more: true },
  'activity.days': { days },
  'activity.about': about,
  'activity.call': deferredPayment,
  'activity.check': {
    isGood: true,
    words: 'All 48 entries fit together: the chain of their hashes is unbroken.',
  },
  'activity.export': {
    isGood: true,
    words: '48 entries were written to /home/ada/activity.jsonl.',
  },
}

interface State {
  readonly values?: Readonly<Record<string, unknown>>
  readonly errors?: Record<string, string>
  readonly reach?: (page: Page) => Promise<void>
}

const screen = (name: string, { values = {}, errors = {}, reach }: State = {}): Screen => ({
  name: `activity-${name}`,
  page: 'app',
  bridge: { state: busyOverview, values: { ...activityValues, ...values }, errors },
  reach: async (page) => {
    await page.getByRole('navigation').getByRole('button', { name: 'Activity' }).click()
    await reach?.(page)
  },
})

export const openWeber = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /Weber Bau/ }).click()
}
const nothing = { 'activity.list': { rows: [], more: false } }

export const activityScreens: Screen[] = [
  screen('full'),
  screen('empty', {
    values: {
      ...nothing,
      'activity.days': { days: noDays },
      'activity.about': { ...about, count: 0 },
    },
  }),
  screen('filtered', {
    values: { 'activity.list': { rows: rows.slice(2, 6), more: false } },
    reach: async (page) => {
      await page.getByRole('searchbox').fill('weber')
      await page.getByLabel('Kind').selectOption('decisions')
      await page.getByText('4 entries fit.').waitFor()
    },
  }),
  screen('none-found', {
    reach: async (page) => {
      await page.evaluate(() => {
        const { countersign } = globalThis as unknown as {
          countersign: { call: (verb: string, input: unknown) => Promise<unknown> }
        }
        const { call } = countersign
        countersign.call = (verb, input) =>
          verb === 'activity.list'
            ? Promise.resolve({ ok: true, value: { rows: [], more: false } })
            : call(verb, input)
      })
      await page.getByRole('searchbox').fill('zebra')
      await page.getByText('Nothing fits this filter.').waitFor()
    },
  }),
  screen('table', {
    reach: async (page) => await page.getByText('As a table').click(),
  }),
  screen('failing', {
    errors: {
      'activity.list': 'Countersign could not read its data. Nothing was lost. Try again.',
    },
  }),
  screen('record', {
    values: { 'activity.about': { ...about, keyLasts: false } },
    reach: async (page) => {
      await page.getByRole('button', { name: 'Check all entries' }).click()
      await page.getByText('All 48 entries').scrollIntoViewIfNeeded()
    },
  }),
  screen('export-failed', {
    values: {
      'activity.export': {
        isGood: false,
        words:
          'There is not enough room for the export, so none was written. The record itself is untouched. Free some space or choose another place.',
      },
    },
    reach: async (page) => {
      await page.getByRole('button', { name: 'Export to check' }).click()
      await page.getByText('not enough room').scrollIntoViewIfNeeded()
    },
  }),
  screen('call', { reach: openWeber }),
  screen('call-steps', {
    reach: async (page) => {
      await openWeber(page)
      await page.getByRole('heading', { name: 'Receipt' }).scrollIntoViewIfNeeded()
      await page.getByText('Key', { exact: true }).scrollIntoViewIfNeeded()
    },
  }),
  screen('call-hostile', { values: { 'activity.call': hostileHistory }, reach: openWeber }),
]
