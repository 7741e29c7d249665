// Proves that tasks are durable, that a held call holds only itself, and that cancelling ends everything.
import { describe, expect, it } from 'vitest'
import { createInbox } from '../../main/agent/inbox.ts'
import { buildOverview } from '../../main/agent/overview.ts'
import { overviewSchema } from '../../shared/overview.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { buildActivityRow } from '../../main/agent/timeline.ts'
import { activityRowSchema } from '../../shared/overview.ts'
import { buildDeferral, stepUpChallenge, type JourneyWorld } from './journey-world.ts'
import { createTaskWorld } from './task-world.ts'

const sentence = 'Pay 30 EUR to Nordlicht for invoice 2031 and then list my accounts'

function overviewOf(world: JourneyWorld) {
  return buildOverview({
    store: world.store,
    nowMs: world.clock.nowMs(),
    inbox: createInbox({ store: world.store, queue: world.queue, log: () => undefined }),
    progress: new Map(),
    notices: [],
    secretsSurviveRestart: true,
    notifications: 'in_app',
    sandboxUrl: null,
    gateway: { port: null, problem: null },
    dataFolder: '/data',
    version: '0.1.0',
    selectedInteractionId: null,
    selectedCallId: null,
  })
}

describe('tasks of the built-in agent', () => {
  it('[AGT-03] goes on with the accounts while the payment is held', async () => {
    const taskWorld = createTaskWorld()
    const { world, tasks } = taskWorld
    const task = tasks.start({ agentId: 'agent', text: sentence })
    await settle()
    expect(taskWorld.callsOf(task.id)).toEqual([
      ['pay', 'asking'],
      ['list_accounts', 'done'],
    ])
    expect(world.store.tasks.load(task.id)?.state).toBe('waiting')
    const pay = world.store.calls.listByTask(task.id)[0]
    world.approve(pay?.id ?? '', '30')
    await settle()
    expect(world.store.tasks.load(task.id)?.state).toBe('done')
    expect(taskWorld.words(task.id)).toEqual([
      expect.stringContaining('Doing 2 things'),
      'List accounts at Harbor Bank: It ran.\nok',
      'Pay €30.00 to Nordlicht: It ran.\nok\nThat is all: all 2 ran.',
    ])
  })

  it('[AGT-03] says plainly what was denied', async () => {
    const taskWorld = createTaskWorld()
    const { world, tasks } = taskWorld
    const task = tasks.start({ agentId: 'agent', text: sentence })
    await settle()
    const [open] = world.queue.listOpen()
    world.queue.deny({ interactionId: open?.id ?? '', surface: 'tray', reason: 'too much' })
    await settle()
    expect(taskWorld.words(task.id).at(-1)).toBe(
      'Pay €30.00 to Nordlicht: You denied it: “too much” Nothing was sent.\n' +
        'That is all: 1 of 2 ran. Not run or not known: Pay €30.00 to Nordlicht (denied).',
    )
  })

  it('[AGT-02] answers a sentence it does not know and ends the task', async () => {
    const taskWorld = createTaskWorld()
    const { world, tasks } = taskWorld
    const task = tasks.start({ agentId: 'agent', text: 'Fly me to the moon' })
    await settle()
    expect(world.store.tasks.load(task.id)?.state).toBe('done')
    expect(taskWorld.words(task.id)).toHaveLength(1)
  })

  it('[AGT-04] goes on after a restart without repeating a call', async () => {
    const task = { id: '' }
    // The process ends after every possible number of writes of the plan.
    for (let writes = 1; writes < 30; writes += 1) {
      const taskWorld = createTaskWorld()
      const { world, tasks } = taskWorld
      let left = writes + 3
      world.store.beforeWrite = () => {
        left -= 1
        if (left < 0) throw new Error('the process is gone')
      }
      try {
        task.id = tasks.start({ agentId: 'agent', text: sentence }).id
      } catch {
        continue
      }
      await settle()
      tasks.stop()
      world.store.beforeWrite = () => undefined
      taskWorld.restart()
      await settle()
      const calls = taskWorld.callsOf(task.id).map(([tool]) => tool)
      expect(
        calls.toSorted((a, b) => String(a).localeCompare(String(b))),
        `after ${writes} writes`,
      ).toEqual(['list_accounts', 'pay'])
    }
  })

  it('[AGT-05] cancelling ends questions and waits, and nothing runs later', async () => {
    const taskWorld = createTaskWorld()
    const { world, tasks } = taskWorld
    const task = tasks.start({ agentId: 'agent', text: 'Pay 30 EUR to A and then pay 40 EUR to B' })
    await settle()
    tasks.cancel(task.id)
    await settle()
    expect(taskWorld.callsOf(task.id)).toEqual([
      ['pay', 'cancelled'],
      ['pay', 'cancelled'],
    ])
    expect(world.queue.listOpen()).toEqual([])
    expect(world.sent).toEqual([])
    expect(world.store.tasks.load(task.id)?.state).toBe('cancelled')
    expect(taskWorld.words(task.id).at(-1)).toContain('You cancelled this task')
  })

  it('[AGT-06] shows the inbox, the wait with who is waited for, and nothing secret', async () => {
    const taskWorld = createTaskWorld()
    const { world, tasks } = taskWorld
    world.answerSend = () => ({ kind: 'challenged', challenge: stepUpChallenge })
    world.answerObtain = async (call) => {
      const deferral = buildDeferral({ id: 'd1', callId: call.id, serverWords: 'second approver' })
      world.store.deferrals.write(await world.store.deferrals.seal(deferral))
      return { kind: 'deferred', deferralId: 'd1' }
    }
    tasks.start({
      agentId: 'agent',
      text: 'Pay 5000 EUR to A and then prepare a transfer of 40 EUR to B',
    })
    await settle()
    const pay = world.store.calls.listAlive().find((call) => call.tool === 'pay')
    world.approve(pay?.id ?? '', '5,000')
    await settle()
    const overview = overviewSchema.parse(overviewOf(world))
    expect(overview.inbox).toMatchObject([
      { title: 'Prepare a transfer of €40.00 to B', agentName: 'Bookkeeper', risk: 'elevated' },
    ])
    expect(overview.waits).toMatchObject([
      {
        title: 'Pay €5,000.00 to A',
        waitingForHost: 'localhost:4000',
        serverWords: 'second approver',
      },
    ])
    expect(overview.waits[0]?.timeline.map((entry) => [entry.label, entry.status])).toEqual([
      ['Asked for by Bookkeeper', 'past'],
      ['Held, waiting for you', 'past'],
      ['You approved', 'past'],
      ['Sent to Harbor Bank', 'past'],
      ['Harbor Bank asked for more', 'past'],
      ['localhost:4000 has not decided yet', 'past'],
      ['Not checked yet', 'now'],
      ['Then', 'future'],
    ])
    expect(overview.tasks[0]).toMatchObject({ state: 'waiting', agentName: 'Bookkeeper' })
    expect(overview.tasks[0]?.steps.map((step) => step.call?.state ?? step.kind)).toEqual([
      'person',
      'agent',
      'deferred',
      'asking',
    ])
    expect(JSON.stringify(overview)).not.toContain('canary')
    const rows = world.store.activity.list({ beforeSequence: null, limit: 100 })
    for (const row of rows) activityRowSchema.parse(buildActivityRow(world.store, row))
  })
})
