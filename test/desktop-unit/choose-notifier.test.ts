// Proves that something visible always happens, and that the app says truly how it can notify.
import { describe, expect, test, vi } from 'vitest'
import type { NotificationRequest } from '../../main/desktop/notifier.ts'
import { chooseNotifier } from '../../main/desktop/notifications/choose-notifier.ts'
import type { ChooseNotifierOptions } from '../../main/desktop/notifications/choose-notifier.ts'
import { createLaterNotifier } from '../../main/desktop/notifications/later-notifier.ts'
import type { PlainBackend } from '../../main/desktop/notifications/plain-notifier.ts'
import { createVirtualClock, settle } from '../fakes/virtual-clock.ts'
import { FakeBus } from './fake-bus.ts'

const request: NotificationRequest = {
  key: 'i1',
  title: 'Pay 40',
  body: 'to Ada',
  actions: [{ id: 'approve', label: 'Approve' }],
  urgency: 'normal',
  resident: true,
}

class FakeNotification {
  static supported = true
  static last: FakeNotification | null = null
  static isSupported(): boolean {
    return FakeNotification.supported
  }
  readonly listeners = new Map<string, (...args: unknown[]) => void>()
  readonly options: Record<string, unknown>
  constructor(options: Record<string, unknown>) {
    this.options = options
    FakeNotification.last = this
  }
  on(name: string, listener: (...args: unknown[]) => void): void {
    this.listeners.set(name, listener)
  }
  once(name: string, listener: (...args: unknown[]) => void): void {
    this.listeners.set(name, listener)
  }
  show(): void {
    this.listeners.get('show')?.()
  }
  close(): void {
    this.listeners.get('close')?.()
  }
}

function options(
  over: Partial<ChooseNotifierOptions>,
): ChooseNotifierOptions & { raise: ReturnType<typeof vi.fn> } {
  const raise = vi.fn()
  return {
    platform: 'linux',
    electron: {
      Notification:
        FakeNotification as unknown as ChooseNotifierOptions['electron']['Notification'],
    },
    clock: createVirtualClock(),
    makeId: () => 'key',
    log: () => undefined,
    isLocked: () => false,
    connectBus: () => null,
    loadPlain: async () => ({ notify: (_message, done) => done(null, '') }),
    ...over,
    raise,
  }
}

const failingPlain = async (): Promise<PlainBackend> => ({
  notify: (_message, done) => done(new Error('notify-send must be installed'), ''),
})

describe('on Linux', () => {
  test('[DSK-13] the service with buttons is used, and nothing is raised', async () => {
    const bus = new FakeBus()
    const given = options({ connectBus: () => bus })
    const notifier = await chooseNotifier(given)
    expect(notifier.kind).toBe('actions')
    await notifier.show(request)
    expect(bus.notified()).toHaveLength(1)
    expect(given.raise).not.toHaveBeenCalled()
  })

  test('[DSK-13] with no service, a hanging one, or none at all any more, the app itself is raised', async () => {
    const bus = new FakeBus()
    bus.present = false
    const given = options({ connectBus: () => bus })
    const notifier = await chooseNotifier(given)
    expect(notifier.kind).toBe('in_app')
    await notifier.show(request)
    // Dies if: a failing show is swallowed.
    expect(given.raise).toHaveBeenCalledTimes(1)
    bus.appear()
    await settle()
    // Dies if: what waits is not shown by a service that came later.
    expect([bus.notified().length, notifier.kind]).toEqual([1, 'actions'])
    await notifier.show(request)
    expect(bus.notified().map((body) => body[1])).toEqual([0, 1])
    bus.vanish()
    await settle()
    // Dies if: what the lost service showed is not shown again.
    expect(given.raise).toHaveBeenCalledTimes(2)
    bus.silent = true
    await notifier.show(request)
    expect(given.raise).toHaveBeenCalledTimes(3)
  })

  test('[NOTE-11] a silent one of a service that hangs or goes makes the app visible all the same', async () => {
    const bus = new FakeBus()
    const given = options({ connectBus: () => bus })
    const notifier = await chooseNotifier(given)
    const group = { ...request, key: 'group:agent', silent: true }
    await notifier.show(group)
    expect(given.raise).not.toHaveBeenCalled()
    // Dies if: what replaced a heard notification is silent for those too who never saw either.
    bus.vanish()
    await settle()
    expect(given.raise).toHaveBeenCalledTimes(1)
    bus.present = true
    bus.silent = true
    await notifier.show(group)
    expect(given.raise).toHaveBeenCalledTimes(2)
  })

  test('[NOTE-11] a service that comes back is given what waits, and not what the person put away', async () => {
    const bus = new FakeBus()
    const notifier = await chooseNotifier(options({ connectBus: () => bus }))
    await notifier.show(request)
    await notifier.show({ ...request, key: 'i2' })
    const closed: string[] = []
    notifier.onClosed((key) => closed.push(key))
    bus.emit('NotificationClosed', [1, 2])
    expect(closed).toEqual(['i1'])
    bus.vanish()
    await settle()
    bus.appear()
    await settle()
    // Dies if: a restarted daemon stays empty while questions wait, or brings back what was closed.
    expect(bus.notified()).toHaveLength(3)
  })

  test('[DSK-13] a withdrawn question is not raised when the service goes', async () => {
    const bus = new FakeBus()
    const given = options({ connectBus: () => bus })
    const notifier = await chooseNotifier(given)
    await notifier.show(request)
    await notifier.withdraw('i1')
    bus.vanish()
    await settle()
    expect(given.raise).not.toHaveBeenCalled()
  })

  test('[DSK-13] without a bus node-notifier is tried, and believed once it worked', async () => {
    const given = options({})
    const notifier = await chooseNotifier(given)
    expect(notifier.kind).toBe('in_app')
    await notifier.show(request)
    expect([notifier.kind, given.raise.mock.calls.length]).toEqual(['plain', 0])
    const failing = options({ loadPlain: failingPlain })
    const other = await chooseNotifier(failing)
    await other.show(request)
    expect([other.kind, failing.raise.mock.calls.length]).toEqual(['in_app', 1])
    const missing = options({ loadPlain: async () => Promise.reject(new Error('not there')) })
    await (await chooseNotifier(missing)).show(request)
    expect(missing.raise).toHaveBeenCalledTimes(1)
  })

  test('[DSK-13] a plain program that does not end is given up after a second', async () => {
    const clock = createVirtualClock()
    const given = options({ clock, loadPlain: async () => ({ notify: () => undefined }) })
    const shown = (await chooseNotifier(given)).show(request)
    clock.advance(1_000)
    await shown
    expect(given.raise).toHaveBeenCalledTimes(1)
  })

  test('[DSK-12] nothing a shell reads reaches the plain program', async () => {
    const messages: { title: string; message: string }[] = []
    const loadPlain = async (): Promise<PlainBackend> => ({
      notify: (message, done) => (messages.push(message), done(null, '')),
    })
    const notifier = await chooseNotifier(options({ loadPlain }))
    await notifier.show({ ...request, title: '--help "$(id)"', body: '`id` $HOME \\" <b>' })
    expect(JSON.stringify([messages[0]?.title, messages[0]?.message])).not.toMatch(
      /[`$<>]|\\\\|\\"/,
    )
    expect(messages[0]?.title.startsWith('-')).toBe(false)
  })
})

describe('on macOS and Windows', () => {
  test('[DSK-11] the system notification carries the buttons, by time and lock and once', async () => {
    const clock = createVirtualClock()
    const state = { locked: false }
    const notifier = await chooseNotifier(
      options({ platform: 'darwin', clock, isLocked: () => state.locked }),
    )
    const heard: string[] = []
    notifier.onAction((key, action) => heard.push(`${key} ${action}`))
    await notifier.show(request)
    expect(FakeNotification.last?.options['actions']).toEqual([{ type: 'button', text: 'Approve' }])
    const press = (): void => FakeNotification.last?.listeners.get('action')?.({}, 0)
    press()
    clock.advance(500)
    state.locked = true
    press()
    state.locked = false
    // Electron 45 names the index in the event.
    FakeNotification.last?.listeners.get('action')?.({ actionIndex: 0 })
    press()
    expect(heard).toEqual(['i1 open', 'i1 open', 'i1 approve'])
  })

  test('[DSK-13] without support, node-notifier comes next', async () => {
    FakeNotification.supported = false
    const notifier = await chooseNotifier(options({ platform: 'win32' }))
    FakeNotification.supported = true
    expect(notifier.kind).toBe('plain')
  })
})

test('[DSK-13] what is asked before the choice is made is done after it', async () => {
  const bus = new FakeBus()
  const later = createLaterNotifier(chooseNotifier(options({ connectBus: () => bus })))
  expect(later.kind).toBe('in_app')
  await later.show(request)
  expect([later.kind, bus.notified().length]).toEqual(['actions', 1])
})
