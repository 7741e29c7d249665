// Proves where a question comes up by itself: never over another card, never with the keyboard of another program.
import { describe, expect, test, vi } from 'vitest'
import { buildInboxItem } from '../../main/agent/inbox-item.ts'
import type { Engine } from '../../main/engine.ts'
import { createShell } from '../../main/bootstrap-desktop.ts'
import type { Desktop } from '../../main/desktop/desktop.ts'
import type { InteractionEvent } from '../../main/interaction/queue.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { InboxGroup, Notice } from '../../shared/overview.ts'
import { createShownSecret } from '../../main/agent/shown-secret.ts'
import { Secret } from '../../shared/model/secret.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { createJourneyWorld } from '../agent/journey-world.ts'

function buildInteraction(part: Partial<Interaction> & Pick<Interaction, 'id'>): Interaction {
  return {
    kind: 'elicitation',
    state: 'open',
    callId: null,
    connectionId: null,
    digest: 'd',
    widening: null,
    elicitation: null,
    createdAtMs: 0,
    expiresAtMs: 9e15,
    answeredAtMs: null,
    answeredOn: null,
    reason: null,
    ...part,
  }
}

const endedCall: ToolCall = {
  ...createJourneyWorld().receive('pay', { amount: 1, currency: 'EUR', recipient: 'N' }),
  id: 'c',
  state: 'expired',
}

function openShell() {
  const clock = createVirtualClock()
  const store = createMemoryStore(() => clock.nowMs())
  const state = { focused: true, standalone: false, locked: false }
  const did: string[] = []
  const note = (what: string) => () => void did.push(what)
  const tell = vi.fn<(event: InteractionEvent) => void>()
  const hear = vi.fn<(notice: Notice) => void>()
  const shownSecret = createShownSecret(clock)
  const engine = {
    store,
    queue: {
      onEvent: (listener: (event: InteractionEvent) => void) => tell.mockImplementation(listener),
      load: (id: string) => store.interactions.load(id),
      listOpen: () => store.interactions.listOpen(),
    },
    loadApproval: () => ({ card: null }),
    loadOverview: async () => ({}),
    notices: {
      post: vi.fn(),
      onTold: (listener: (notice: Notice) => void) => hear.mockImplementation(listener),
    },
    connections: { signIn: vi.fn() },
    shownSecret,
    vault: { survivesRestart: true },
    inbox: {
      list: () => store.interactions.listOpen().map((one) => buildInboxItem(store, one)),
      has: (id: string) => store.interactions.load(id)?.state === 'open',
      groups: () => groups,
      membersOf: (groupId: string) => (groupId === 'own' ? ['first', 'second'] : []),
    },
  }
  const groups: Pick<InboxGroup, 'groupId' | 'agentId'>[] = []
  const shown: string[] = []
  const press = vi.fn<(key: string, action: 'open') => void>()
  const onFocus = vi.fn<() => void>()
  const comeBack = (): void => {
    state.focused = true
    onFocus()
    clock.advance(1)
  }
  const desktop = {
    settled: new Promise(() => undefined),
    notifier: {
      kind: 'actions',
      onAction: (listener: (key: string, action: 'open') => void) =>
        void press.mockImplementation(listener),
      onClosed: () => undefined,
      show: async ({ key }: { key: string }) => void shown.push(key),
      withdraw: async () => undefined,
    },
    tray: { update: () => undefined },
    showPaused: () => undefined,
    power: {
      isLocked: () => state.locked,
      onLockChange: () => undefined,
      onResume: () => undefined,
    },
    appWindow: {
      show: note('show app'),
      window: {
        isFocused: () => state.focused,
        on: (_name: 'focus', listener: () => void) => onFocus.mockImplementation(listener),
      },
    },
    approvalView: {
      gate: { onContent: () => undefined },
      contents: { focus: note('focus') },
      open: note('open'),
      openInPane: note('pane'),
      openInWindow: note('window'),
      close: note('close'),
      isPlaced: () => true,
      isStandalone: () => state.standalone,
      onClosed: () => undefined,
    },
    hasFocus: () => state.focused,
  }
  const shell = createShell({
    engine: engine as unknown as Engine,
    desktop: desktop as unknown as Desktop,
    push: () => undefined,
    clock,
    log: () => undefined,
    sandboxUrl: null,
  })
  const opens = (part: Partial<Interaction> & Pick<Interaction, 'id'>): void => {
    const interaction = buildInteraction(part)
    store.interactions.save(interaction)
    tell({ kind: 'opened', interaction })
  }
  const ends = (id: string, answered: Interaction['state']): void => {
    const before = store.interactions.load(id)
    if (before === null) throw new Error('never opened')
    const interaction = { ...before, state: answered }
    store.interactions.save(interaction)
    tell({ kind: 'closed', interaction })
  }
  return {
    clock,
    comeBack,
    did,
    ends,
    groups,
    hear,
    opens,
    press,
    shell,
    shown,
    shownSecret,
    state,
    store,
  }
}

describe('news that the person has to hear', () => {
  const notice = {
    id: 'n',
    title: 'Signed in',
    body: '',
    tone: 'ok',
    atMs: 0,
    callId: null,
  } as const

  test.each([
    [true, []],
    [false, ['notice:n']],
  ])('[VIEW-11] where the app is in front: %s, the desktop is told: %j', (focused, expected) => {
    const { hear, shown, state } = openShell()
    state.focused = focused
    hear(notice)
    // Dies if: it is announced over what the person looks at, or never outside the app.
    expect(shown).toEqual(expected)
  })
})

describe('what has ended', () => {
  test.each([
    [true, 1, []],
    [false, 1, ['call:c']],
  ])(
    '[NOTE-08] where the app is in front: %s, it counts as told, and the desktop is told: %j',
    (focused, rows, expected) => {
      const { shell, shown, state, store } = openShell()
      state.focused = focused
      shell.onCallEnded(endedCall)
      expect(shown).toEqual(expected)
      expect(
        store.activity.listByCall('c').filter(({ kind }) => kind === 'call_told'),
      ).toHaveLength(rows)
    },
  )

  test('[NOTE-05] [NOTE-08] told in quiet hours it is not told at all yet, and is after', () => {
    const { clock, shell, shown, state, store } = openShell()
    state.focused = false
    store.settings.save({ ...store.settings.load(), doNotDisturbUntilMs: clock.nowMs() + 60_000 })
    shell.onCallEnded(endedCall)
    // Dies if: it counts as told before anybody could have seen it; a kill in between would then lose it.
    expect([shown, store.activity.listByCall('c')]).toEqual([[], []])
    clock.advance(120_000)
    expect(shown).toEqual(['call:c'])
    expect(store.activity.listByCall('c')).toHaveLength(1)
  })
})

describe('on a locked screen', () => {
  test('[NOTE-06] [NOTE-08] a window with the keyboard tells nobody: it is told after', () => {
    const { clock, shell, shown, state, store } = openShell()
    state.locked = true
    clock.advance(2_000)
    shell.onCallEnded(endedCall)
    // Dies if: focus alone counts as somebody looking.
    expect([shown, store.activity.listByCall('c')]).toEqual([[], []])
    state.locked = false
    clock.advance(60_000)
    expect(shown).toEqual(['call:c'])
  })
})

describe('a press on the notification of several', () => {
  const key = 'group:connection:bank'
  const asks = { connectionId: 'bank', callId: null } as const

  test('[NOTE-04] opens the one group of its agent', () => {
    const { did, groups, opens, press, shell } = openShell()
    opens({ id: 'first', ...asks })
    opens({ id: 'second', ...asks })
    groups.push({ groupId: 'all', agentId: null }, { groupId: 'own', agentId: 'connection:bank' })
    press(key, 'open')
    // Dies if: the press lands on the inbox, or on a group over all agents.
    expect(shell.selection().group).toEqual({
      groupId: 'own',
      members: [
        { interactionId: 'first', digest: 'd' },
        { interactionId: 'second', digest: 'd' },
      ],
    })
    expect(did).toEqual(['open', 'focus'])
  })

  test('[NOTE-04] opens the inbox where there are several groups or none, and the last one by itself', () => {
    const { did, ends, groups, opens, press, shell } = openShell()
    opens({ id: 'first', ...asks })
    opens({ id: 'second', ...asks })
    press(key, 'open')
    groups.push({ groupId: 'own', agentId: 'connection:bank' })
    groups.push({ groupId: 'other', agentId: 'connection:bank' })
    press(key, 'open')
    expect([did, shell.selection().group]).toEqual([['show app', 'show app'], null])
    ends('first', 'denied')
    press(key, 'open')
    expect(shell.selection()).toMatchObject({ interactionId: 'second', group: null })
  })
})

describe('a question that opens by itself', () => {
  test('[APP-08] comes up with the keyboard where the keyboard is ours', () => {
    const { did, opens, shell } = openShell()
    shell.expectQuestion()
    opens({ id: 'sign-in' })
    expect(shell.selection().interactionId).toBe('sign-in')
    expect(did).toEqual(['pane', 'focus'])
  })

  test('[APP-08] gets the keyboard when the person comes back to the window', () => {
    const { comeBack, did, opens, shell, state } = openShell()
    state.focused = false
    shell.expectQuestion()
    opens({ id: 'after the ceremony' })
    expect(did).toEqual(['pane'])
    comeBack()
    expect(did).toEqual(['pane', 'focus'])
    comeBack()
    expect(did).toEqual(['pane', 'focus'])
  })

  test('[APP-08] waits in its place and is announced where the person is elsewhere', () => {
    const { clock, did, opens, shell, shown, state } = openShell()
    state.focused = false
    shell.expectQuestion()
    opens({ id: 'sign-in' })
    // Dies if: it is opened as if the person had asked for it just now (a window shown, the keyboard taken).
    expect(did).toEqual(['pane'])
    clock.advance(100)
    // Dies if: what is selected counts as seen although another program is in front.
    expect(shown).toEqual(['sign-in'])
  })

  test('[APP-08] stays in the small window while the person answers there', () => {
    const { did, ends, opens, shell, state } = openShell()
    opens({ id: 'code', callId: 'call' })
    shell.open('code')
    state.standalone = true
    did.length = 0
    ends('code', 'answered')
    opens({ id: 'second-code', callId: 'call' })
    // Dies if: the card moves to another window under the pointer.
    expect(did).toEqual(['focus'])
  })

  test('[APP-08] follows an answered card of its call', () => {
    const { ends, opens, shell } = openShell()
    opens({ id: 'approval', callId: 'call', kind: 'approval' })
    shell.open('approval')
    ends('approval', 'approved')
    opens({ id: 'code', callId: 'call' })
    expect(shell.selection()).toEqual({
      interactionId: 'code',
      followedCallId: 'call',
      answered: false,
      group: null,
    })
  })

  test('[APP-08] never takes the place of an open card, also one that followed another', () => {
    const { ends, opens, shell } = openShell()
    opens({ id: 'approval', callId: 'call', kind: 'approval' })
    shell.open('approval')
    ends('approval', 'approved')
    opens({ id: 'code', callId: 'call' })
    shell.expectQuestion()
    // Dies if: a followed card may be replaced while the person types the code into it.
    opens({ id: 'sign-in' })
    expect(shell.selection().interactionId).toBe('code')
  })

  test('[AGN-13] the page of a secret stays until it is left, and takes it along', () => {
    const { ends, opens, shell, shownSecret, did } = openShell()
    opens({ id: 'asked', kind: 'widening' })
    shell.open('asked')
    shownSecret.make('agent', new Secret('value'))
    shownSecret.show('asked', 'agent')
    did.length = 0
    ends('asked', 'approved')
    expect(shell.selection().interactionId).toBe('asked')
    // Dies if: what opens by itself swaps the page under the person's eyes.
    shell.expectQuestion()
    opens({ id: 'next', kind: 'widening' })
    expect(shell.selection().interactionId).toBe('asked')
    expect(shell.overviewFacts().selectedInteractionId).toBe('asked')
    shell.select({ kind: 'closed_by_person' })
    // Dies if: the secret outlives its page.
    expect(shownSecret.find('asked')).toBeNull()
    expect(shell.overviewFacts().selectedInteractionId).toBeNull()
  })

  test('[APP-08] one nobody asked for is not shown by itself', () => {
    const { clock, did, opens, shell, shown } = openShell()
    opens({ id: 'agent-asks', callId: 'other', kind: 'approval' })
    expect(shell.selection().interactionId).toBeNull()
    clock.advance(100)
    expect([did, shown]).toEqual([[], ['agent-asks']])
  })
})
