// Proves what a notification of a question offers, when there is one, and what becomes of a press.
import { describe, expect, test, vi } from 'vitest'
import { createAnnouncer, buildQuestion } from '../../main/desktop/announcer.ts'
import type { NotificationRequest, Notifier } from '../../main/desktop/notifier.ts'
import type { InboxItem } from '../../shared/overview.ts'

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
  const shown: NotificationRequest[] = []
  const withdrawn: string[] = []
  let press: Parameters<Notifier['onAction']>[0] = () => undefined
  const notifier: Notifier = {
    kind: 'actions',
    show: async (request) => void shown.push(request),
    withdraw: async (key) => void withdrawn.push(key),
    onAction: (listener) => (press = listener),
    stop: async () => undefined,
  }
  const onPress = vi.fn()
  const state = { mayApprove: true }
  const announcer = createAnnouncer({
    notifier,
    log: () => undefined,
    mayApprove: () => state.mayApprove,
    onPress,
  })
  const pressed = (key: string, action: 'approve' | 'deny' | 'open'): void => press(key, action)
  return { announcer, onPress, pressed, shown, state, withdrawn }
}

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

  test('[DSK-11] comes once, says where to decide, and goes with its question', async () => {
    const { announcer, shown, state, withdrawn } = openAnnouncer()
    state.mayApprove = false
    announcer.update([buildItem()], new Set())
    announcer.update([buildItem()], new Set())
    expect(shown.map(({ key }) => key)).toEqual(['i'])
    expect(shown[0]?.body).toMatch(/Open Countersign/)
    announcer.update([], new Set())
    announcer.update([], new Set())
    expect(withdrawn).toEqual(['i'])
  })

  test('[DSK-11] does not come for what is in front of the person, and its press is handed on as it is', () => {
    const { announcer, onPress, pressed, shown } = openAnnouncer()
    announcer.update([buildItem()], new Set(['i']))
    expect(shown).toEqual([])
    pressed('i', 'deny')
    expect(onPress.mock.calls).toEqual([['i', 'deny']])
  })
})
