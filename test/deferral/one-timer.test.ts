// The shared timer: the same as one timer each, whatever is cancelled, with one timer of the system at a time.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { OneTimer } from '../../main/deferral/one-timer.ts'

/** Time that stands still until it is told to pass; counts the timers that are set. */
function createTime() {
  let nowMs = 0
  let timers: { dueMs: number; run: () => void }[] = []
  return {
    armed: () => timers.length,
    clock: {
      monotonicMs: () => nowMs,
      after: (delayMs: number, run: () => void) => {
        const timer = { dueMs: nowMs + delayMs, run }
        timers.push(timer)
        return () => void (timers = timers.filter((each) => each !== timer))
      },
    },
    pass: (ms: number) => {
      nowMs += ms
      for (;;) {
        const due = timers.find(({ dueMs }) => dueMs <= nowMs)
        if (due === undefined) return
        timers = timers.filter((each) => each !== due)
        due.run()
      }
    },
  }
}

const waits = fc.array(
  fc.record({ delayMs: fc.integer({ min: 0, max: 500 }), cancelled: fc.boolean() }),
  { maxLength: 400 },
)

it('[DEF-40] runs what is due, in its order, and nothing that was cancelled, on one timer', () => {
  fc.assert(
    fc.property(waits, fc.array(fc.integer({ min: 1, max: 200 })), (asked, steps) => {
      const time = createTime()
      const { after } = new OneTimer(time.clock)
      const ran: number[] = []
      const cancels = asked.map(({ delayMs }) => after(delayMs, () => ran.push(delayMs)))
      asked.forEach(({ cancelled }, place) => (cancelled ? cancels[place]?.() : undefined))
      const kept = asked.filter(({ cancelled }) => !cancelled).map(({ delayMs }) => delayMs)
      let nowMs = 0
      for (const step of steps) {
        time.pass(step)
        nowMs += step
        expect(ran).toEqual(kept.filter((each) => each <= nowMs).toSorted((a, b) => a - b))
        expect(time.armed()).toBeLessThanOrEqual(1)
      }
      time.pass(1_000)
      expect(ran).toEqual(kept.toSorted((a, b) => a - b))
    }),
  )
})

it('[DEF-40] what runs may set and cancel others', () => {
  const time = createTime()
  const { after } = new OneTimer(time.clock)
  const ran: string[] = []
  const cancel = after(20, () => ran.push('cancelled'))
  after(10, () => {
    ran.push('first')
    cancel()
    after(0, () => ran.push('at once'))
    after(30, () => ran.push('later'))
  })
  time.pass(15)
  expect(ran).toEqual(['first', 'at once'])
  time.pass(100)
  expect(ran).toEqual(['first', 'at once', 'later'])
})
