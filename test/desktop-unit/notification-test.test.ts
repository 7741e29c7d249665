// Proves that a test notification reports what really came back, and that pressing it decides nothing.
import { describe, expect, test } from 'vitest'
import { createNotificationTester, testAnswerMs } from '../../main/desktop/notification-test.ts'
import { chooseNotifier } from '../../main/desktop/notifications/choose-notifier.ts'
import { createVirtualClock, settle } from '../fakes/virtual-clock.ts'
import { FakeBus } from './fake-bus.ts'

async function open(bus: FakeBus | null) {
  const clock = createVirtualClock()
  let keys = 0
  const notifier = await chooseNotifier({
    platform: 'linux',
    electron: { Notification: { isSupported: () => false } } as never,
    clock,
    makeId: () => `key${String((keys += 1))}`,
    log: () => undefined,
    isLocked: () => false,
    raise: () => undefined,
    connectBus: () => bus,
    loadPlain: () => Promise.reject(new Error('not there')),
  })
  const heard: string[] = []
  const run = createNotificationTester({ notifier, clock, makeId: () => 'id' })
  notifier.onAction((key, action) => heard.push(`${key} ${action}`))
  return { bus, clock, heard, run }
}

describe('a test notification', () => {
  test('[NOTE-10] names the service, its abilities, the time and the press', async () => {
    const bus = new FakeBus()
    const { clock, run } = await open(bus)
    const report = run()
    await settle()
    clock.advance(600)
    const press = bus.lastActions().find((name) => name.startsWith('approve')) ?? ''
    bus.emit('ActionInvoked', [1, press])
    expect(await report).toEqual({
      way: 'actions',
      service: 'fake 1.2',
      capabilities: ['actions', 'body', 'body-markup'],
      shownMs: 0,
      end: 'button',
      problem: null,
    })
    // Dies if: it stays on the desktop after the test.
    expect(bus.calls.at(-1)?.member).toBe('CloseNotification')
  })

  test('[NOTE-10] tells a press on the text, a closing and silence apart', async () => {
    const bus = new FakeBus()
    const { clock, run } = await open(bus)
    const ends: string[] = []
    for (const [member, value] of [
      ['ActionInvoked', 'default'],
      ['NotificationClosed', 2],
      ['', 0],
    ] as const) {
      const report = run()
      await settle()
      clock.advance(1_000)
      if (member === '') clock.advance(testAnswerMs)
      else bus.emit(member, [bus.nextId - 1, value])
      const { end, problem } = await report
      ends.push(`${end} ${String(problem === null)}`)
    }
    expect(ends).toEqual(['body true', 'closed true', 'nothing false'])
  })

  test.each([
    ['none is there', (bus: FakeBus) => (bus.present = false)],
    ['it hangs', (bus: FakeBus) => (bus.silent = true)],
  ])('[NOTE-10] where %s, says so and what to do', async (_name, breakIt) => {
    const bus = new FakeBus()
    const { run } = await open(bus)
    breakIt(bus)
    const report = await run()
    // Dies if: a notification that nobody showed is reported as shown.
    expect(report).toMatchObject({ way: 'in_app', shownMs: null, end: 'unreported', service: null })
    expect(report.problem).toMatch(/notification service/)
  })

  test('[NOTE-10] without buttons says that nothing can be decided there', async () => {
    const bus = new FakeBus()
    bus.capabilities = ['body']
    const { run } = await open(bus)
    const report = run()
    await settle()
    bus.emit('ActionInvoked', [1, 'default'])
    expect(await report).toMatchObject({ way: 'plain', end: 'body' })
    expect((await report).problem).toMatch(/no buttons/)
  })

  test('[NOTE-10] a second one asked for meanwhile is the same one', async () => {
    const bus = new FakeBus()
    const { clock, run } = await open(bus)
    const both = [run(), run()]
    await settle()
    expect(bus.notified()).toHaveLength(1)
    clock.advance(testAnswerMs)
    await Promise.all(both)
  })
})
