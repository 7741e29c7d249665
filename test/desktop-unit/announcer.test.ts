// Proves what a notification of a question offers, when there is one, and what becomes of a press.
import { describe, expect, test, vi } from 'vitest'
import type { Hold } from '../../main/desktop/announce-pace.ts'
import { createAnnouncer } from '../../main/desktop/announcer.ts'
import { buildQuestion } from '../../main/desktop/announcement-words.ts'
import type {
  NotificationAction,
  NotificationRequest,
  Notifier,
} from '../../main/desktop/notifier.ts'
import type { InboxItem } from '../../shared/overview.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'

function buildItem(part: Partial<InboxItem> = {}): InboxItem {
  return {
    interactionId: 'i',
    kind: 'approval',
    asksFor: null,
    title: 'Prepare €30.00 to Nordlicht',
    agentId: 'bookkeeper',
    agentName: 'Bookkeeper',
    connectionId: 'bank',
    tool: null,
    connectionName: 'Harbor Bank',
    risk: 'elevated',
    riskReason: 'changes_something',
    createdAtMs: 0,
    expiresAtMs: 1,
    ...part,
  }
}

const offers = (item: InboxItem, mayApprove = true): string[] =>
  buildQuestion(item, mayApprove).actions.map(({ id }) => id)

function openAnnouncer() {
  const clock = createVirtualClock()
  const shown: NotificationRequest[] = []
  const withdrawn: string[] = []
  let press: Parameters<Notifier['onAction']>[0] = () => undefined
  let close: Parameters<Notifier['onClosed']>[0] = () => undefined
  const notifier: Notifier = {
    kind: 'actions',
    describe: async () => ({ way: 'actions', service: null, capabilities: [], reports: true }),
    show: async (request) => void shown.push(request),
    withdraw: async (key) => void withdrawn.push(key),
    onAction: (listener) => (press = listener),
    onClosed: (listener) => (close = listener),
    stop: async () => undefined,
  }
  const onPress = vi.fn()
  const onGroupPress = vi.fn()
  const state: { mayApprove: boolean; hold: Hold } = { mayApprove: true, hold: 'none' }
  const announcer = createAnnouncer({
    notifier,
    clock,
    log: () => undefined,
    mayApprove: () => state.mayApprove,
    hold: () => state.hold,
    onPress,
    onGroupPress,
  })
  const pressed = (key: string, action: NotificationAction): void => press(key, action)
  const closed = (key: string): void => close(key)
  const titles = (): string[] => shown.map(({ title }) => title)
  return {
    announcer,
    clock,
    closed,
    onGroupPress,
    onPress,
    pressed,
    shown,
    state,
    titles,
    withdrawn,
  }
}

const nobody = new Set<string>()
const ending = (key: string, onTold = vi.fn()) => ({ key, title: `Ran: ${key}`, body: '', onTold })

describe('the notification of a question', () => {
  test('[DSK-11] offers Approve for low and elevated risk only, and where the person left it on', () => {
    expect(offers(buildItem({ risk: 'low', riskReason: 'reads_only_trusted' }))).toEqual([
      'approve',
      'deny',
      'open',
    ])
    expect(offers(buildItem())).toEqual(['approve', 'deny', 'open'])
    // Dies if: the risk, the setting or the kind is not asked.
    expect(offers(buildItem({ risk: 'high', riskReason: 'moves_money' }))).toEqual(['open', 'deny'])
    expect(offers(buildItem(), false)).toEqual(['open', 'deny'])
    expect(offers(buildItem({ kind: 'elicitation', risk: null, riskReason: null }))).toEqual([
      'open',
      'deny',
    ])
    expect(offers(buildItem({ kind: 'widening', risk: null, riskReason: null }))).toEqual([
      'open',
      'deny',
    ])
  })

  test('[DSK-11] comes once, says where to decide, and goes with its question', () => {
    const { announcer, shown, state, withdrawn } = openAnnouncer()
    state.mayApprove = false
    announcer.update([buildItem()], nobody)
    announcer.update([buildItem()], nobody)
    expect(shown.map(({ key }) => key)).toEqual(['i'])
    expect(shown[0]?.body).toMatch(/Open Countersign/)
    announcer.update([], nobody)
    announcer.update([], nobody)
    expect(withdrawn).toEqual(['i'])
  })

  test('[DSK-11] does not come for what is in front of the person', () => {
    const { announcer, shown } = openAnnouncer()
    announcer.update([buildItem()], new Set(['i']))
    expect(shown).toEqual([])
  })

  test('[NOTE-01] several of one agent are one, with the number and nothing to approve', () => {
    const { announcer, shown, titles } = openAnnouncer()
    const items = ['a', 'b', 'c'].map((interactionId) => buildItem({ interactionId }))
    announcer.update(items, nobody)
    expect(titles()).toEqual(['Bookkeeper: 3 questions wait'])
    // Dies if: a group can be approved without its members being read.
    expect(shown[0]?.actions.map(({ id }) => id)).toEqual(['open'])
    expect(shown[0]?.body).not.toMatch(/Nordlicht/)
  })

  test('[NOTE-07] every kind of question comes up, whoever asks', () => {
    const kinds = [
      buildItem({ interactionId: 'approval', agentId: 'a' }),
      buildItem({ interactionId: 'widening', kind: 'widening', agentId: null, connectionId: null }),
      ...(['otp', 'passkey', 'choice', 'form', 'url'] as const).map((asksFor, at) =>
        buildItem({
          interactionId: asksFor,
          kind: 'elicitation',
          asksFor: asksFor as InboxItem['asksFor'],
          risk: null,
          riskReason: null,
          agentId: null,
          connectionId: `c${String(at)}`,
        }),
      ),
    ]
    const { announcer, shown } = openAnnouncer()
    announcer.update(kinds, nobody)
    expect(shown.map(({ key }) => key).toSorted()).toEqual(
      kinds.map(({ interactionId }) => interactionId).toSorted(),
    )
    expect(shown.every(({ silent }) => silent !== true)).toBe(true)
  })
})

describe('a press', () => {
  test('[NOTE-04] answers only the one question that is shown by itself now', () => {
    const { announcer, onGroupPress, onPress, pressed } = openAnnouncer()
    announcer.update([buildItem()], nobody)
    pressed('i', 'approve')
    expect(onPress.mock.calls).toEqual([['i', 'approve']])
    onPress.mockClear()
    announcer.update([buildItem(), buildItem({ interactionId: 'j' })], nobody)
    for (const key of ['i', 'j', 'group:bookkeeper', 'locked', 'endings', 'unknown', '']) {
      pressed(key, 'approve')
      pressed(key, 'deny')
    }
    // Dies if: a stale press, or one on a group, is taken for an answer to one of its members.
    expect(onPress.mock.calls.every(([key, action]) => key === null && action === 'open')).toBe(
      true,
    )
    // Dies if: the one of several is not opened as what it is.
    expect(onGroupPress.mock.calls).toEqual([['bookkeeper'], ['bookkeeper']])
    onPress.mockClear()
    pressed('test:1', 'approve')
    expect(onPress).not.toHaveBeenCalled()
  })

  test('[NOTE-04] on an ended call opens what it was about', () => {
    const { announcer, onPress, pressed } = openAnnouncer()
    announcer.tell(ending('call:1'))
    pressed('call:1', 'approve')
    expect(onPress.mock.calls).toEqual([['call:1', 'open']])
  })
})

describe('on a locked screen', () => {
  test('[NOTE-06] an unlock that is told before the system knows of it is seen soon after', () => {
    const { announcer, clock, shown, state, titles } = openAnnouncer()
    state.hold = 'locked'
    announcer.update([buildItem()], nobody)
    // The signal comes, and the system still says locked.
    announcer.onHoldChanged()
    state.hold = 'none'
    shown.length = 0
    clock.advance(2_000)
    // Dies if: only the next signal, or half a minute, brings the names back.
    expect(titles()).toEqual([buildItem().title])
  })

  test('[NOTE-06] no title, name or amount is shown, and all of it after', () => {
    const { announcer, shown, state, titles, withdrawn } = openAnnouncer()
    announcer.update([buildItem()], nobody)
    announcer.tell(ending('call:before'))
    state.hold = 'locked'
    announcer.onHoldChanged()
    expect(withdrawn.toSorted()).toEqual(['call:before', 'i'])
    shown.length = 0
    announcer.update([buildItem(), buildItem({ interactionId: 'j', title: 'Pay 40' })], nobody)
    announcer.tell(ending('call:during'))
    announcer.onHoldChanged()
    // Dies if: a new question, or an ending, is named on the locked screen.
    expect(shown.map(({ body, title }) => `${title} ${body}`).join()).not.toMatch(
      /Nordlicht|Bookkeeper|Harbor|40|30|Ran/,
    )
    expect(shown.flatMap(({ actions }) => actions)).toEqual([])
    shown.length = 0
    state.hold = 'none'
    announcer.onHoldChanged()
    expect(titles()).toEqual(['Bookkeeper: 2 questions wait', 'Ran: call:during'])
    expect(withdrawn).toContain('locked')
  })
})

describe('what has ended', () => {
  test('[NOTE-05] is told in one go when quiet is over, and counts as told only then', () => {
    const { announcer, clock, shown, state, titles } = openAnnouncer()
    state.hold = 'quiet'
    const told = vi.fn()
    announcer.update([buildItem()], nobody)
    for (const key of ['call:1', 'call:2', 'call:3']) announcer.tell(ending(key, told))
    clock.advance(60 * 60_000)
    expect([shown, told.mock.calls]).toEqual([[], []])
    state.hold = 'none'
    // Nobody has to say so: the clock on the wall is looked at by itself.
    clock.advance(30_000)
    expect(titles()).toEqual(['Prepare €30.00 to Nordlicht', '3 calls and waits have ended'])
    expect(told).toHaveBeenCalledTimes(3)
  })

  test('[NOTE-02] a storm of endings is a few notifications, and none is lost', () => {
    const { announcer, clock, shown } = openAnnouncer()
    const told = vi.fn()
    for (let at = 0; at < 100; at += 1) announcer.tell(ending(`call:${String(at)}`, told))
    expect(shown).toHaveLength(6)
    clock.advance(60_000)
    expect(shown).toHaveLength(7)
    expect(shown.at(-1)?.title).toBe('94 calls and waits have ended')
    expect(told).toHaveBeenCalledTimes(100)
  })
})
