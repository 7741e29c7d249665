// Proves what the tray says, when the app may hide, how attention is drawn, and that sleep and wake are told once.
import { EventEmitter } from 'node:events'
import type { PowerMonitor } from 'electron'
import { describe, expect, test, vi } from 'vitest'
import { createInAppNotifier } from '../../main/desktop/notifications/in-app-notifier.ts'
import { findSessionBus, parseBusAddress } from '../../main/desktop/notifications/bus-address.ts'
import { showUnseen } from '../../main/desktop/notifications/notification-text.ts'
import { createPower } from '../../main/desktop/power.ts'
import { createTrayHost } from '../../main/desktop/tray/tray-host.ts'
import { drawTrayIcon } from '../../main/desktop/tray/tray-icon.ts'
import { buildTooltip, buildTrayMenu } from '../../main/desktop/tray/tray-menu.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { FakeBus } from './fake-bus.ts'

const actions = {
  openInteraction: vi.fn(),
  openApp: vi.fn(),
  pauseAgents: vi.fn(),
  askResume: vi.fn(),
  doNotDisturb: vi.fn(),
  quit: vi.fn(),
}
const calm = { entries: [], paused: false, doNotDisturb: false, attention: null }
const plain = { dots: 0, paused: false, attention: false }

describe('the tray', () => {
  test('[DSK-19] names what waits, opens it, and keeps the list short', () => {
    const entries = Array.from({ length: 12 }, (_, at) => ({
      interactionId: `i${String(at)}`,
      title: `Pay ${String(at)} & go\u202E`,
      agentName: null,
    }))
    const menu = buildTrayMenu({ ...calm, entries }, actions)
    expect(menu).toHaveLength(10 + 1 + 5)
    expect(menu[0]?.label).toBe('Pay 0 && go[U+202E]')
    menu[0]?.click?.(...([] as unknown as Parameters<NonNullable<(typeof menu)[0]['click']>>))
    expect(actions.openInteraction).toHaveBeenCalledWith('i0')
    // A desktop delivers clicks on disabled items as well. Dies if: a disabled item gets an action.
    expect(menu.filter((item) => item.enabled === false).map((item) => item.click)).toEqual([
      undefined,
    ])
    expect(buildTrayMenu(calm, actions)[0]).toMatchObject({ enabled: false })
    const tooltips = [0, 1, 2].map((count) =>
      buildTooltip({ ...calm, entries: entries.slice(0, count) }),
    )
    expect(tooltips).toEqual([
      'Countersign: nothing is waiting for you',
      'Countersign: 1 question is waiting for you',
      'Countersign: 2 questions are waiting for you',
    ])
  })

  test('[DSK-19] its icons differ and are clear at the corners', () => {
    const idle = drawTrayIcon(plain, 22)
    const waiting = drawTrayIcon({ ...plain, dots: 1 }, 22)
    expect(idle).toHaveLength(22 * 22 * 4)
    expect(idle).not.toEqual(waiting)
    const looks = [0, 1, 2, 3].flatMap((dots) =>
      [true, false].flatMap((paused) =>
        [true, false].map((attention) => drawTrayIcon({ dots, paused, attention }, 22).join()),
      ),
    )
    // Dies if: a state looks like another, in shape and colour.
    expect(new Set(looks).size).toBe(16)
    expect([idle[3], waiting[3]]).toEqual([0, 0])
    const ground = (3 * 22 + 11) * 4
    expect(Array.from(idle.subarray(ground, ground + 4))).toEqual([0xd8, 0x46, 0x2b, 0xff])
  })

  test('[DSK-19] on Linux hiding needs a tray host on the bus, which may come and go', async () => {
    const none = createTrayHost('linux', () => null)
    expect([none.isThere(), createTrayHost('darwin', () => null).isThere()]).toEqual([false, true])
    const bus = new FakeBus()
    bus.present = false
    const host = createTrayHost('linux', () => bus)
    await host.settled
    expect(host.isThere()).toBe(false)
    const changed = (owner: string): void =>
      bus.emit(
        'NameOwnerChanged',
        ['org.kde.StatusNotifierWatcher', '', owner],
        'org.freedesktop.DBus',
      )
    changed(':1.9')
    expect(host.isThere()).toBe(true)
    changed('')
    expect(host.isThere()).toBe(false)
    changed(':1.9')
    // Another program's word is not the bus's.
    bus.emit('NameOwnerChanged', ['org.kde.StatusNotifierWatcher', ':1.9', ''], ':1.66')
    expect(host.isThere()).toBe(true)
    bus.close()
    expect(host.isThere()).toBe(false)
  })
})

test('[DSK-14] the last resort raises the app for what matters and never for what does not', async () => {
  const raise = vi.fn()
  const notifier = createInAppNotifier(raise)
  const request = {
    key: 'k',
    title: 't',
    body: 'b',
    actions: [],
    urgency: 'normal',
    resident: true,
  } as const
  await notifier.show({ ...request, urgency: 'low' })
  expect(raise).not.toHaveBeenCalled()
  await notifier.show(request)
  expect(raise).toHaveBeenCalledTimes(1)
})

describe('power', () => {
  const open = () => {
    const monitor = Object.assign(new EventEmitter(), { getSystemIdleState: vi.fn(() => 'active') })
    const clock = createVirtualClock()
    const saver = {
      locked: false,
      isLocked: () => saver.locked,
      onChange: vi.fn<(tell: () => void) => void>(),
    }
    const power = createPower(monitor as unknown as PowerMonitor, clock, saver)
    const heard: string[] = []
    power.onSuspend(() => heard.push('suspend'))
    power.onResume(() => heard.push('resume'))
    return { monitor, clock, power, heard, saver }
  }

  test('[DSK-18] each signal that comes twice is told once', () => {
    const { monitor, clock, heard } = open()
    for (const name of ['suspend', 'suspend', 'resume', 'resume']) monitor.emit(name)
    clock.advance(3_600_000)
    for (const name of ['suspend', 'suspend', 'resume', 'resume']) monitor.emit(name)
    // Dies if: signals are passed on as they come.
    expect(heard).toEqual(['suspend', 'resume', 'suspend', 'resume'])
  })

  test('[DSK-18] a wake without a sleep is believed, but not twice', () => {
    const { monitor, clock, heard } = open()
    monitor.emit('resume')
    monitor.emit('resume')
    clock.advance(10_000)
    monitor.emit('resume')
    expect(heard).toEqual(['resume', 'resume'])
  })

  test('[DSK-11] the lock is known where the system tells it', () => {
    const { monitor, power, saver } = open()
    expect(power.isLocked()).toBe(false)
    monitor.emit('lock-screen')
    expect(power.isLocked()).toBe(true)
    monitor.emit('unlock-screen')
    monitor.getSystemIdleState.mockReturnValue('locked')
    expect(power.isLocked()).toBe(true)
    monitor.getSystemIdleState.mockReturnValue('active')
    expect(power.isLocked()).toBe(false)
    saver.locked = true
    // Dies if: a lock that only the session bus tells of is not heard.
    expect(power.isLocked()).toBe(true)
    const heard = vi.fn()
    power.onLockChange(heard)
    saver.onChange.mock.calls[0]?.[0]()
    monitor.emit('lock-screen')
    expect(heard).toHaveBeenCalledTimes(2)
  })
})

test('[DSK-13] the session bus is found by its address or its usual place', () => {
  expect(parseBusAddress('unix:path=/run/user/1000/bus,guid=1')).toBe('/run/user/1000/bus')
  expect(parseBusAddress('tcp:host=x;unix:abstract=/tmp/dbus%2dx')).toBe('\0/tmp/dbus-x')
  expect(parseBusAddress('unixexec:path=/bin/sh')).toBeNull()
  expect(findSessionBus({ XDG_RUNTIME_DIR: '/run/user/1' })).toBe('/run/user/1/bus')
  expect(findSessionBus({})).toBeNull()
})

test('[DSK-12] every character that cannot be seen is shown by its number', () => {
  const unseen = [
    '\u0000',
    '\u001B',
    '\u0085',
    '\u00AD',
    '\u034F',
    '\u115F',
    '\u200B',
    '\u200F',
    '\u2028',
    '\u202E',
    '\u2060',
    '\u2066',
    '\u2800',
    '\u3164',
    '\uFE0F',
    '\uFEFF',
    '\uFFA0',
    '\u{E0041}',
  ]
  for (const character of unseen)
    expect(showUnseen(character, 'one-line')).toMatch(/^\[U\+[0-9A-F]{4,6}\]$/)
  expect(showUnseen('Zoë zahlt 40 € – ja!\n', 'keep-lines')).toBe('Zoë zahlt 40 € – ja!\n')
})
