// Tasks and plans in every state worth looking at.
import type { ApprovalCard, PlanCardEntry } from '../../../shared/approval-card.ts'
import type { Overview, TaskView } from '../../../shared/overview.ts'
import type { PlanView } from '../../../shared/plan-view.ts'
import { labelsCard, payCard } from './approval-fixtures.ts'
import { minute, nowMs } from './moment.ts'
import { busyOverview } from './overview-fixtures.ts'

const [sample] = busyOverview.tasks
if (sample === undefined) throw new Error('no task to begin with')
const begin = sample.steps.slice(0, 2)

const task = (text: string, part: Partial<TaskView>): TaskView => ({
  ...sample,
  taskId: `task-${text}`,
  text,
  steps: begin,
  ...part,
})

const said = (position: number, text: string) =>
  ({ position, kind: 'agent', text, call: null, createdAtMs: nowMs - minute }) as const

const planOf = (state: PlanView['state'], part: Partial<PlanView> = {}): PlanView => ({
  planId: `plan-${state}`,
  state,
  interactionId: state === 'asked' ? 'interaction-plan' : null,
  reason: null,
  entries: [
    {
      position: 0,
      title: 'Prepare a transfer of €480.00 to Papier & Co',
      risk: 'elevated',
      state: 'used',
      edited: false,
    },
    {
      position: 1,
      title: 'Prepare a transfer of €95.00 to Weber Bau',
      risk: 'elevated',
      state: 'planned',
      edited: true,
    },
    {
      position: 2,
      title: 'Pay €1,200.00 to Nordlicht GmbH',
      risk: 'high',
      state: 'dropped',
      edited: false,
    },
  ],
  ...part,
})

const withPlan = (plan: PlanView): TaskView['steps'] => [
  ...begin,
  { position: 2, kind: 'plan', text: '', call: null, createdAtMs: nowMs - minute, plan },
]

/** What main gives of tasks that the snapshot has no room for. */
export const olderTasks = Array.from({ length: 3 }, (_, at) =>
  task(`Older task ${at + 1}`, {
    state: 'done',
    steps: [],
    createdAtMs: nowMs - (at + 2) * 1_440 * minute,
  }),
)

export const tasksOverview: Overview = {
  ...busyOverview,
  tasks: [
    task('Thinking about the quarter', { state: 'running', live: '' }),
    task('Writing the summary', {
      state: 'running',
      live: 'The three invoices of November come to €1,775.00. Two of them are due this week, and the third',
      usage: { input: 48_210, output: 3_904, costMicros: 203_190 },
    }),
    task('Paused by the person', {
      state: 'paused',
      byPerson: true,
      resumeAsks: true,
      title: 'Invoices of November',
      steps: [...begin, { ...said(2, 'Next I would pay the largest, because'), stopped: true }],
      usage: { input: 900, output: 40, costMicros: null },
    }),
    task('Failed on its model', {
      state: 'failed',
      steps: [
        ...begin,
        {
          ...said(2, 'A tool by this name is not connected.'),
          kind: 'call',
          refusedTool: 'fly_to_moon',
        },
        said(
          3,
          'The agent stopped because of a problem of its own. What was held is still there. The endpoint takes no more requests for now.',
        ),
      ],
    }),
    task('Plan that waits', { state: 'waiting', steps: withPlan(planOf('asked')) }),
    task('Plan approved', { state: 'running', steps: withPlan(planOf('approved')) }),
    task('Plan denied', {
      state: 'done',
      steps: withPlan(planOf('denied', { reason: 'Not before Monday, please.' })),
    }),
    task('Session of Claude Code', { kind: 'gateway', state: 'running' }),
  ],
}

const entry = (position: number, part: Partial<PlanCardEntry> = {}): PlanCardEntry => ({
  position,
  title: labelsCard.title,
  dropped: false,
  isVoid: false,
  editable: true,
  call: requireCall(labelsCard),
  ...part,
})

function requireCall({ call }: ApprovalCard): PlanCardEntry['call'] {
  if (call === null) throw new Error('no call to plan with')
  return { ...call, before: [], approvedAtMs: null }
}

const edited = requireCall(labelsCard)
const payment = { title: payCard.title, call: requireCall(payCard) }

const planCard = (plan: PlanCardEntry[]): ApprovalCard => ({
  ...payCard,
  kind: 'widening',
  title: `Bookkeeper lays out ${plan.length} calls`,
  call: null,
  confirmation: null,
  widening: { what: 'plan', planId: 'p', taskId: 't', agentId: 'agent-1', digest: 'd' },
  plan,
})

export const taskCards: Record<string, ApprovalCard> = {
  'plan-short': planCard([
    entry(0),
    entry(1, { call: { ...edited, editedFromJson: edited.argumentsJson } }),
    entry(2, { dropped: true }),
    entry(3, payment),
    entry(4, { isVoid: true, editable: false }),
  ]),
  'plan-long': planCard(
    Array.from({ length: 30 }, (_, at) => entry(at, at % 7 === 3 ? payment : {})),
  ),
  'plan-emptied': planCard([entry(0, { dropped: true })]),
  'task-resume': {
    ...payCard,
    kind: 'widening',
    title: 'Let the task “Invoices of November” of Bookkeeper go on',
    call: null,
    confirmation: null,
    widening: { what: 'task_resume', taskId: 't', agentId: 'agent-1' },
    pausedFacts: [
      'This task is paused. When it goes on, what it holds is sent as it was allowed, and its plan and rules count again.',
      'Calls that it holds: 2',
      'Calls left in its plan: 5',
    ],
  },
}
