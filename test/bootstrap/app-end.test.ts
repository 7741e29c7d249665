// Proves how the process ends: in order, once, within a bound, and with words when it had to.
import { EventEmitter } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import { createAppEnd, longestStopMs } from '../../main/app-end.ts'
import { CountersignError } from '../../shared/errors.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'

class FakeApp extends EventEmitter {
  readonly exit = vi.fn<(code: number) => void>()
  whenReady = (): Promise<void> => Promise.resolve()
}

function openEnd() {
  const app = new FakeApp()
  const node = new EventEmitter()
  const clock = createVirtualClock()
  const log = vi.fn()
  const tell = vi.fn<(words: string) => void>()
  const end = createAppEnd({ app, process: node, clock, log, tell, folder: '/data' })
  const quit = (): boolean => {
    const event = { preventDefault: vi.fn() }
    app.emit('will-quit', event)
    return event.preventDefault.mock.calls.length === 1
  }
  return { app, node, clock, log, tell, end, quit }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('quitting', () => {
  test('[APP-01] waits for what stops, and holds up every quit until then', async () => {
    const { app, end, quit, tell } = openEnd()
    let stopped: () => void = () => undefined
    end.onStop(() => new Promise((resolve) => (stopped = resolve)))
    expect(quit()).toBe(true)
    await settle()
    // Dies if: a second quit is let through while the first still stops.
    expect(quit()).toBe(true)
    expect(app.exit).not.toHaveBeenCalled()
    stopped()
    await settle()
    expect(app.exit.mock.calls).toEqual([[0]])
    expect(tell).not.toHaveBeenCalled()
  })

  test('[APP-01] ends although something never stops or fails to', async () => {
    const { app, clock, end, quit, log } = openEnd()
    end.onStop(() => new Promise(() => undefined))
    end.onStop(() => Promise.reject(new Error('stuck')))
    quit()
    await settle()
    expect(app.exit).not.toHaveBeenCalled()
    // Dies if: stopping has no bound.
    clock.advance(longestStopMs)
    await settle()
    expect(app.exit.mock.calls).toEqual([[0]])
    expect(log.mock.calls.map(([, words]) => words)).toContain('stopping failed')
  })
})

describe('failing', () => {
  test('[APP-02] [LATE-05] an uncaught exception is logged, stops everything, is told, and ends the process', async () => {
    const { app, node, end, log, tell } = openEnd()
    const order: string[] = []
    end.onStop(async () => void order.push('stopped'))
    tell.mockImplementation(() => void order.push('told'))
    app.exit.mockImplementation((code) => void order.push(`exit ${code}`))
    node.emit('uncaughtException', new Error('boom'))
    node.emit('uncaughtException', new Error('and again, while it stops'))
    await settle()
    // Dies if: the listener is missing, or ends the process before it has stopped.
    expect(order).toEqual(['stopped', 'told', 'exit 1'])
    expect(log.mock.calls.filter(([level]) => level === 'error')).toHaveLength(2)
    expect(tell.mock.calls[0]?.[0]).toMatch(/\/data/)
    expect(tell.mock.calls[0]?.[0]).not.toMatch(/boom/)
  })

  test('[APP-02] our own error keeps its words; one that cannot be told still ends it', async () => {
    const { app, end, tell } = openEnd()
    tell.mockImplementation(() => {
      throw new Error('no display')
    })
    end.fail(new CountersignError('store/failed', 'Saved by a newer version.'))
    await settle()
    expect(tell.mock.calls).toEqual([['Saved by a newer version.']])
    expect(app.exit.mock.calls).toEqual([[1]])
  })

  test('[APP-03] an unhandled rejection is logged and nothing ends', async () => {
    const { app, node, log } = openEnd()
    node.emit('unhandledRejection', new Error('forgotten'))
    await settle()
    // Dies if: nobody listens.
    expect(log.mock.calls.map(([level]) => level)).toEqual(['error'])
    expect(app.exit).not.toHaveBeenCalled()
  })
})
