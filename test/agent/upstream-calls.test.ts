// Tests of calls at servers that change their tools, work on calls as tasks, or are told that nobody wants one any more.
import { describe, expect, it } from 'vitest'
import { acceptTools, wireTools, type ToolReview } from '../../main/bootstrap-tools.ts'
import { buildApprovalCard } from '../../main/interaction/card.ts'
import { hashDefinition } from '../../main/resource/tool-catalogue.ts'
import { acceptTool, pinTools } from '../../main/resource/pin-tools.ts'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Tool } from '../../shared/model/connection.ts'
import type { SendOutcome } from '../../main/resource/tool-sender.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { createJourneyWorld, stepUpChallenge, type JourneyWorld } from './journey-world.ts'

const payment = { amount: 20, currency: 'EUR', recipient: 'Nordlicht' }
const done: SendOutcome = { kind: 'done', resultText: 'paid', isError: false }

/** What the server lists from now on, with `changes` made to one tool. */
function relist(world: JourneyWorld, name: string, changes: Partial<Tool>): void {
  const { connections } = world.store
  const before = connections.listAllTools('harbor')
  const listed = before.map(({ acceptedHash: _a, accepted: _b, ...tool }) => {
    const now = tool.name === name ? { ...tool, ...changes } : tool
    const { description, inputSchema, annotations } = now
    return {
      ...now,
      definitionHash: hashDefinition({ name: now.name, description, inputSchema, annotations }),
    }
  })
  const facts = { complete: true, identityChanged: false, nowMs: world.clock.nowMs() }
  connections.saveTools('harbor', pinTools({ before, listed, ...facts }))
}

function openWorld() {
  const world = createJourneyWorld()
  const told: string[] = []
  relist(world, '', {})
  const seen = world.store.connections.listAllTools('harbor')
  world.store.connections.saveTools(
    'harbor',
    seen.map((tool) => acceptTool(tool)),
  )
  const notices = {
    tell: (notice: { title: string }) => {
      told.push(notice.title)
      return { id: 'n', atMs: 0, tone: 'warn', title: '', body: '', callId: null } as const
    },
  }
  const { store, queue, journey } = world
  const review: ToolReview = wireTools({ store, queue, journey, notices })
  queue.onWidening((widening) => {
    if (widening.what === 'tool_change') acceptTools(store, widening)
  })
  return { world, review, told }
}

describe('a tool that its server changed', () => {
  // Dies if: a held call survives the change, or a blocked tool can be asked for.
  it('[TOOL-30] ends the calls that were held for it, refuses new ones, and leaves the others', async () => {
    const { world, review, told } = openWorld()
    const held = world.receive('pay', payment)
    const other = world.receive('add_payee', { name: 'Weber', iban: 'DE02' })
    relist(world, 'pay', { description: 'Pays twice.' })
    review.onToolsRead('harbor')
    await settle()
    expect(world.call(held.id)).toMatchObject({
      state: 'cancelled',
      outcomeText: text('agent.refused_tool_changed'),
    })
    expect(world.call(other.id).state).toBe('asking')
    expect(() => world.receive('pay', payment)).toThrow(text('tools.blocked'))
    expect(told).toHaveLength(1)
    review.onToolsRead('harbor')
    expect(told).toHaveLength(1)
    expect(world.sent).toEqual([])
  })

  it('[TOOL-31] is shown old against new, and runs again once that is accepted', async () => {
    const { world, review } = openWorld()
    relist(world, 'pay', { description: 'Pays\u202E twice.', annotations: { readOnlyHint: true } })
    review.onToolsRead('harbor')
    review.ask('harbor', 'pay')
    const [asked] = world.queue.listOpen()
    if (asked === undefined) throw new Error('nothing is asked')
    const { store } = world
    const card = buildApprovalCard({ store, interaction: asked, busy: null, nowMs: 0 } as never)
    const pieces = card.toolChanges?.[0]?.pieces ?? []
    const added = pieces.filter(({ kind }) => kind === 'added').map((piece) => piece.text)
    expect(added.join('')).toContain('Pays⟦U+202E⟧ twice.')
    expect(added.join('')).toContain('"readOnlyHint": true')
    expect(pieces.some(({ kind }) => kind === 'removed')).toBe(true)
    world.queue.approve({
      interactionId: asked.id,
      surface: 'approval',
      digest: asked.digest,
      confirmation: null,
    })
    const call = world.receive('pay', payment)
    // Dies if: a hint of the server lowers the risk.
    expect(call).toMatchObject({ state: 'asking', risk: 'high' })
  })

  // Dies if: what was shown and what is accepted can differ.
  it('[TOOL-32] once more while it is reviewed is not accepted with the review', async () => {
    const { world, review } = openWorld()
    relist(world, 'pay', { description: 'Second.' })
    review.ask('harbor', 'pay')
    const [asked] = world.queue.listOpen()
    if (asked?.widening?.what !== 'tool_change') throw new Error('nothing is asked')
    relist(world, 'pay', { description: 'Third.' })
    acceptTools(world.store, asked.widening)
    expect(() => world.receive('pay', payment)).toThrow(text('tools.blocked'))
    review.onToolsRead('harbor')
    expect(world.queue.load(asked.id)?.state).toBe('withdrawn')
    expect(() => review.ask('harbor', 'look')).toThrow(text('tools.nothing_blocked'))
  })
})

async function approved(world: JourneyWorld): Promise<string> {
  const { id } = world.receive('pay', payment)
  world.approve(id, '20')
  await settle()
  return id
}

describe('a call that a server works on as a task', () => {
  const task = { id: 't-1', pollIntervalMs: 1_000, untilMs: 10_000_000 }

  // Dies if: the handle is not saved before it is asked after, or the call is sent again after a restart.
  it('[TOOL-11] is asked after again when the process died, and ends with the result', async () => {
    const world = createJourneyWorld()
    world.answerSend = (_attempt, { onTask }) => {
      onTask?.(task)
      return new Promise(() => undefined)
    }
    const id = await approved(world)
    expect(world.call(id)).toMatchObject({ state: 'sending', upstreamTask: task })
    const asked: unknown[] = []
    world.answerSend = (_attempt, { call }) => {
      asked.push(call.upstreamTask)
      return done
    }
    world.restart()
    await settle()
    expect(asked).toEqual([task])
    expect(world.call(id)).toMatchObject({ state: 'done', resultText: 'paid', attempts: 1 })
  })

  // Dies if: a call whose task the disk did not take is sent again over a refusal that came while it was asked after.
  it('[TOOL-11] is never sent again where its handle could not be saved', async () => {
    const world = createJourneyWorld()
    const { calls } = world.store
    const save = calls.save.bind(calls)
    world.answerSend = (_attempt, { onTask }) => {
      calls.save = () => {
        throw new CountersignError('store/full', 'full')
      }
      onTask?.(task)
      return { kind: 'challenged', challenge: stepUpChallenge }
    }
    const sending = approved(world)
    await settle()
    calls.save = save
    const id = await sending
    world.clock.advance(60_000)
    await settle()
    expect(world.call(id).state).toBe('unknown')
    expect(world.sent).toHaveLength(1)
  })

  // Dies if: what a server may have carried out is said not to have been sent.
  it.for<[string, (world: JourneyWorld, id: string) => void]>([
    ['cancelled', (world, id) => world.journey.cancel(id)],
    ['too late', (world) => world.clock.advance(8 * 24 * 60 * 60_000)],
    ['of a tool that is gone', (world) => world.store.connections.saveTools('harbor', [])],
  ])('[TOOL-12] may have run where it is %s while a sign-in is waited for', async ([, end]) => {
    const world = createJourneyWorld()
    world.answerSend = (_attempt, { onTask }) => {
      onTask?.(task)
      return { kind: 'challenged', challenge: stepUpChallenge }
    }
    let obtain = (): void => undefined
    world.answerObtain = () =>
      new Promise((resolve) => (obtain = () => resolve({ kind: 'granted', grantId: 'g' })))
    const id = await approved(world)
    expect(world.call(id).state).toBe('stepping_up')
    end(world, id)
    obtain()
    await settle()
    expect(world.call(id)).toMatchObject({ state: 'unknown' })
    expect(world.call(id).outcomeText).toContain(text('tools.task_left'))
    expect(world.sent).toHaveLength(1)
  })

  it('[TOOL-14] stays where it is when the app goes', async () => {
    const world = createJourneyWorld()
    world.answerSend = (_attempt, { onTask, signal }) => {
      onTask?.(task)
      return new Promise((resolve) => {
        const gone = (): void => resolve({ kind: 'suspended' })
        signal?.addEventListener('abort', gone)
      })
    }
    const id = await approved(world)
    world.journey.stop()
    await settle()
    expect(world.call(id)).toMatchObject({ state: 'sending', upstreamTask: task })
  })
})

describe('a call that nobody wants any more', () => {
  it('[TOOL-33] is told to whoever sends it, and ends by what that says', async () => {
    const world = createJourneyWorld()
    world.answerSend = (_attempt, { signal }) =>
      new Promise((resolve) => {
        const told = (): void => resolve({ kind: 'unknown', reason: 'told' })
        signal?.addEventListener('abort', told)
      })
    const id = await approved(world)
    world.journey.cancel(id)
    await settle()
    expect(world.call(id).state).toBe('unknown')
    expect(world.sent).toHaveLength(1)
  })
})
