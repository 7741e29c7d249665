// Attacks the buttons of notifications over any order of events: what approves is a press that a person can have meant.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Hold } from '../../main/desktop/announce-pace.ts'
import { createAnnouncer } from '../../main/desktop/announcer.ts'
import { chooseNotifier } from '../../main/desktop/notifications/choose-notifier.ts'
import type { InboxItem } from '../../shared/overview.ts'
import { createVirtualClock, settle } from '../fakes/virtual-clock.ts'
import { FakeBus, serviceOwner } from './fake-bus.ts'

/** What a person would see of one notification, read off the bus and not from the app. */
interface Seen {
  readonly title: string
  readonly actions: readonly string[]
  readonly atMs: number
  answered: boolean
}

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('open' as const), agent: fc.nat(6) }) },
  fc.record({ kind: fc.constant('close' as const), at: fc.nat(5) }),
  fc.record({
    kind: fc.constant('hold' as const),
    hold: fc.constantFrom<Hold>('none', 'quiet', 'locked', 'locked'),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.constantFrom(1, 499, 500, 600, 3_000, 61_000),
    }),
  },
  fc.record({ kind: fc.constant('restart' as const) }),
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('press' as const),
      id: fc.nat(8),
      /** The right one of that notification; any ever sent, by its place in the list of all; or one made up. */
      isLive: fc.constantFrom(true, true, false),
      name: fc.oneof(
        fc.constant('@Approve'),
        fc.constant('@Approve'),
        fc.nat(60),
        fc.constantFrom('approve', 'approve-', 'default', 'deny', 'approve-key1'),
      ),
      sender: fc.constantFrom(serviceOwner, serviceOwner, serviceOwner, ':1.66'),
      twice: fc.boolean(),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

async function openScene() {
  const clock = createVirtualClock()
  const bus = new FakeBus()
  const state: { hold: Hold; items: InboxItem[]; titles: Map<string, string> } = {
    hold: 'none',
    items: [],
    titles: new Map(),
  }
  let keys = 0
  const notifier = await chooseNotifier({
    platform: 'linux',
    electron: {} as never,
    clock,
    makeId: () => `key${String((keys += 1))}`,
    log: () => undefined,
    isLocked: () => state.hold === 'locked',
    raise: () => undefined,
    connectBus: () => bus,
    loadPlain: () => Promise.reject(new Error('not there')),
  })
  const approved: string[] = []
  const announcer = createAnnouncer({
    notifier,
    clock,
    log: () => undefined,
    mayApprove: () => true,
    hold: () => state.hold,
    onPress: (id, action) =>
      action === 'approve' && approved.push(state.titles.get(id ?? '') ?? '?'),
    onGroupPress: () => undefined,
  })
  return { announcer, approved, bus, clock, state }
}

test('[NOTE-04] [DSK-11] nothing but a ripe press of the shown button of one question, unlocked and once, approves it', async () => {
  // Dies if: id, key, sender, time, lock, replacement or spending is left out of what a press must have.
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const scene = await openScene()
      const { announcer, approved, bus, clock, state } = scene
      const shown = new Map<number, Seen>()
      const names: string[] = []
      let made = 0
      let calls = 0
      const look = async (): Promise<void> => {
        announcer.update(state.items, new Set())
        await settle(30)
        let notified =
          bus.notified().length -
          bus.calls.slice(calls).filter((call) => call.member === 'Notify').length
        for (const call of bus.calls.slice(calls)) {
          if (call.member === 'CloseNotification') shown.delete(Number(call.body?.[0]))
          if (call.member !== 'Notify') continue
          // The fake numbers them one by one, and gives a new number to what replaces.
          notified += 1
          const [, replaced, , title, , actions] = call.body ?? []
          shown.delete(Number(replaced))
          names.push(...(actions as string[]))
          shown.set(notified, {
            title: String(title),
            actions: actions as string[],
            atMs: clock.nowMs(),
            answered: false,
          })
        }
        calls = bus.calls.length
      }
      const press = async ({
        id,
        isLive,
        name,
        sender,
        twice,
      }: Step & { kind: 'press' }): Promise<void> => {
        const ids = [...shown.keys()]
        // Half of them at ids as they come: closed, replaced, or of nobody.
        const at = isLive ? (ids[id % Math.max(1, ids.length)] ?? id) : id
        const right = shown.get(at)?.actions
        const approve = right?.[right.indexOf('Approve') - 1] ?? 'none'
        const any = typeof name === 'number' ? names[name % Math.max(1, names.length)] : name
        const action = any === '@Approve' ? approve : (any ?? '')
        for (let time = 0; time < (twice ? 2 : 1); time += 1) {
          const before = approved.length
          const one = shown.get(at)
          const index = one?.actions.indexOf(action) ?? -1
          const isMeant =
            sender === serviceOwner &&
            one !== undefined &&
            !one.answered &&
            index >= 0 &&
            one.actions[index + 1] === 'Approve' &&
            clock.nowMs() - one.atMs >= 500 &&
            state.hold !== 'locked'
          bus.emit('ActionInvoked', [at, action], sender)
          const isDenial = one?.actions[index + 1] === 'Deny'
          if (one !== undefined && index >= 0 && sender === serviceOwner && (isMeant || isDenial))
            one.answered = true
          expect(approved.slice(before)).toEqual(isMeant ? [one.title] : [])
        }
      }
      for (const each of steps) {
        if (each.kind === 'open') {
          const interactionId = `i${String((made += 1))}`
          const title = `Question ${String(made)}`
          state.titles.set(interactionId, title)
          state.items = [...state.items, buildItem(interactionId, title, each.agent)]
        }
        if (each.kind === 'close') state.items = state.items.filter((_, at) => at !== each.at)
        if (each.kind === 'hold') state.hold = each.hold
        if (each.kind === 'pass') clock.advance(each.ms)
        if (each.kind === 'restart') {
          bus.vanish()
          shown.clear()
          await settle(30)
          bus.appear()
        }
        if (each.kind === 'press') await press(each)
        // A lock may come between two looks: then the notification with its buttons is still there.
        if (each.kind !== 'hold') await look()
      }
      announcer.stop()
    }),
    { numRuns: Number(process.env['COUNT'] ?? 400) },
  )
}, 60_000)

function buildItem(interactionId: string, title: string, agent: number): InboxItem {
  return {
    interactionId,
    kind: 'approval',
    asksFor: null,
    title,
    agentId: `agent${String(agent)}`,
    agentName: `Agent ${String(agent)}`,
    connectionId: 'bank',
    connectionName: 'Bank',
    tool: 'prepare',
    risk: 'elevated',
    riskReason: 'changes_something',
    createdAtMs: 0,
    expiresAtMs: 1,
  }
}
