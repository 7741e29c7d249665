// Proves that a press on a notification decides only when the person could have meant it.
import { describe, expect, test } from 'vitest'
import type { NotificationRequest, Notifier } from '../../main/desktop/notifier.ts'
import { startDbusNotifier } from '../../main/desktop/notifications/dbus-notifier.ts'
import { createVirtualClock, settle } from '../fakes/virtual-clock.ts'
import type { VirtualClock } from '../fakes/virtual-clock.ts'
import { FakeBus, serviceName } from './fake-bus.ts'

const request: NotificationRequest = {
  key: 'i1',
  title: 'Pay 40',
  body: 'to Ada',
  actions: [
    { id: 'approve', label: 'Approve' },
    { id: 'deny', label: 'Deny' },
    { id: 'open', label: 'Open' },
  ],
  urgency: 'normal',
  resident: true,
}

interface Scene {
  readonly bus: FakeBus
  readonly clock: VirtualClock
  readonly notifier: Notifier
  readonly heard: string[]
  readonly lost: string[][]
  locked: boolean
}

async function openScene(bus = new FakeBus()): Promise<Scene> {
  const clock = createVirtualClock()
  const heard: string[] = []
  const lost: string[][] = []
  const state = { locked: false }
  let keys = 0
  const notifier = await startDbusNotifier({
    bus,
    clock,
    makeId: () => `key${String((keys += 1))}`,
    log: () => undefined,
    isLocked: () => state.locked,
    onLost: (all) => lost.push([...all]),
    onReturned: () => lost.push(['returned']),
  })
  notifier.onAction((key, action) => heard.push(`${key} ${action}`))
  return Object.assign(state, { bus, clock, notifier, heard, lost })
}

/** Shows it and lets it ripen. */
async function showRipe(scene: Scene): Promise<void> {
  await scene.notifier.show(request)
  scene.clock.advance(500)
}

describe('a press', () => {
  test('[DSK-11] approves with the live id and the key sent in it, once', async () => {
    const scene = await openScene()
    await showRipe(scene)
    expect(scene.bus.lastActions()).toEqual([
      'default',
      'Open',
      'approve-key1',
      'Approve',
      'deny-key1',
      'Deny',
      'open-key1',
      'Open',
    ])
    scene.bus.emit('ActionInvoked', [1, 'approve-key1'])
    // Dies if: the notification is not spent by its answer.
    scene.bus.emit('ActionInvoked', [1, 'approve-key1'])
    scene.bus.emit('ActionInvoked', [1, 'deny-key1'])
    expect(scene.heard).toEqual(['i1 approve'])
  })

  const harmless: readonly (readonly [string, (scene: Scene) => void])[] = [
    // Dies if: the sender of the signal is not compared with the owner of the service.
    [
      'another program says so',
      ({ bus }) => bus.emit('ActionInvoked', [1, 'approve-key1'], ':1.66'),
    ],
    // Dies if: ids of other programs' notifications are taken.
    ['another id', ({ bus }) => bus.emit('ActionInvoked', [2, 'approve-key1'])],
    ['a malformed signal', ({ bus }) => bus.emit('ActionInvoked', ['1', 'approve-key1'])],
    ['an empty signal', ({ bus }) => bus.emit('ActionInvoked', [])],
    [
      'after it was closed',
      ({ bus }) => (
        bus.emit('NotificationClosed', [1, 2]),
        bus.emit('ActionInvoked', [1, 'approve-key1'])
      ),
    ],
    [
      'after the service went away',
      ({ bus }) => (bus.vanish(), bus.emit('ActionInvoked', [1, 'approve-key1'])),
    ],
  ]
  test.each(harmless)('[DSK-11] does nothing: %s', async (_name, press) => {
    const scene = await openScene()
    await showRipe(scene)
    press(scene)
    expect(scene.heard).toEqual([])
  })

  test.each([
    'approve',
    'approve-',
    'approve-key2',
    'APPROVE-KEY1',
    'approve-key1 ',
    'default',
    'made up',
  ])('[DSK-11] only opens the app by the name %j', async (name) => {
    const scene = await openScene()
    await showRipe(scene)
    scene.bus.emit('ActionInvoked', [1, name])
    // Dies if: the key is not part of the comparison.
    expect(scene.heard).toEqual(['i1 open'])
  })

  test('[DSK-11] before 500 ms, or on a locked desktop, approving only opens; denying denies', async () => {
    const scene = await openScene()
    await scene.notifier.show(request)
    scene.clock.advance(499)
    // Dies if: the time is not asked.
    scene.bus.emit('ActionInvoked', [1, 'approve-key1'])
    scene.clock.advance(1)
    scene.locked = true
    scene.bus.emit('ActionInvoked', [1, 'approve-key1'])
    scene.bus.emit('ActionInvoked', [1, 'deny-key1'])
    expect(scene.heard).toEqual(['i1 open', 'i1 open', 'i1 deny'])
  })

  test('[DSK-11] of a replaced notification means nothing', async () => {
    const scene = await openScene()
    await showRipe(scene)
    await showRipe(scene)
    expect(scene.bus.notified().map((body) => body[1])).toEqual([0, 1])
    scene.bus.emit('ActionInvoked', [1, 'approve-key1'])
    expect(scene.heard).toEqual([])
    // Dies if: the key stays the same when content is replaced.
    scene.bus.emit('ActionInvoked', [2, 'approve-key1'])
    scene.bus.emit('ActionInvoked', [2, 'approve-key2'])
    expect(scene.heard).toEqual(['i1 open', 'i1 approve'])
  })

  test('[DSK-11] of a withdrawn notification means nothing, also when withdrawn while it is being shown', async () => {
    const scene = await openScene()
    const shown = scene.notifier.show(request)
    await scene.notifier.withdraw('i1')
    await shown
    scene.clock.advance(500)
    scene.bus.emit('ActionInvoked', [1, 'approve-key1'])
    expect(scene.heard).toEqual([])
    expect(scene.bus.calls.at(-1)).toMatchObject({ member: 'CloseNotification', body: [1] })
  })
})

describe('what the service gets', () => {
  test('[DSK-12] a body without markup, in both kinds of service', async () => {
    const hostile = {
      ...request,
      title: '<b>x</b>\n\u202Ey',
      body: '<a href="https://evil.example">a & b</a>\u0007',
    }
    const scene = await openScene()
    await scene.notifier.show(hostile)
    const [, , , title, body] = scene.bus.notified()[0] ?? []
    expect(title).toBe('<b>x</b> [U+202E]y')
    // Dies if: the body is not escaped.
    expect(body).toBe('&lt;a href="https://evil.example"&gt;a &amp; b&lt;/a&gt;[U+0007]')
    const plain = new FakeBus()
    plain.capabilities = ['body']
    const other = await openScene(plain)
    await other.notifier.show(hostile)
    expect(plain.notified()[0]?.[4]).not.toMatch(/[<>]/)
  })

  test('[DSK-13] no buttons where the service has none, and it says so', async () => {
    const bus = new FakeBus()
    bus.capabilities = ['body']
    const scene = await openScene(bus)
    expect(scene.notifier.kind).toBe('plain')
    await scene.notifier.show(request)
    expect(bus.lastActions()).toEqual(['default', 'Open'])
    expect((await openScene()).notifier.kind).toBe('actions')
  })
})

describe('a service that is not there', () => {
  test('[DSK-13] is no failure at the start, and is used when it comes', async () => {
    const bus = new FakeBus()
    bus.present = false
    const scene = await openScene(bus)
    expect(scene.notifier.kind).toBe('in_app')
    await expect(scene.notifier.show(request)).rejects.toThrow()
    bus.appear()
    await settle()
    expect(scene.notifier.kind).toBe('actions')
    await scene.notifier.show(request)
    expect(bus.notified()).toHaveLength(1)
  })

  test('[DSK-13] that goes away gives its notifications back', async () => {
    const scene = await openScene()
    await scene.notifier.show(request)
    scene.bus.vanish()
    // Dies if: what was on the screen is forgotten silently.
    expect(scene.lost).toEqual([['i1']])
    expect(scene.notifier.kind).toBe('in_app')
  })

  test('[DSK-13] a forged change of owner is not believed', async () => {
    const scene = await openScene()
    await showRipe(scene)
    scene.bus.emit('NameOwnerChanged', [serviceName, ':1.7', ':1.66'], ':1.66')
    scene.bus.emit('ActionInvoked', [1, 'approve-key1'], ':1.66')
    expect(scene.heard).toEqual([])
    expect(scene.notifier.kind).toBe('actions')
  })

  test('[DSK-13] that hangs rejects instead of holding up the app', async () => {
    const bus = new FakeBus()
    const scene = await openScene(bus)
    bus.silent = true
    await expect(scene.notifier.show(request)).rejects.toThrow('no answer')
    await expect(scene.notifier.withdraw('i1')).resolves.toBeUndefined()
    await expect(scene.notifier.stop()).resolves.toBeUndefined()
  })
})
