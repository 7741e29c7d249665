// Proves that a page that dies is loaded again, ever more slowly the more often it dies.
import { EventEmitter } from 'node:events'
import type { WebContents } from 'electron'
import { expect, test } from 'vitest'
import { recoverPage, reloadDelayMs } from '../../main/desktop/page-recovery.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'

function openPage() {
  const contents = Object.assign(new EventEmitter(), { isDestroyed: () => false })
  const clock = createVirtualClock()
  const seen = { loads: 0, gone: 0 }
  recoverPage({
    contents: contents as unknown as WebContents,
    origin: 'app://approval',
    clock,
    log: () => undefined,
    load: () => {
      seen.loads += 1
    },
    onGone: () => {
      seen.gone += 1
    },
  })
  const die = (reason = 'crashed'): void =>
    void contents.emit('render-process-gone', {}, { reason })
  return { clock, seen, die }
}

const minuteMs = 60_000

test('[LATE-04] three losses wait for nothing, then each doubles the wait up to a minute', () => {
  const losses = Array.from({ length: 10 }, (_, at) => at)
  const delays = losses.map((count) => reloadDelayMs(losses.slice(0, count), 10))
  // Dies if: the wait does not grow, or grows without end.
  expect(delays).toEqual([0, 0, 0, 10, 20, 40, 60, 60, 60, 60].map((seconds) => seconds * 1000))
  expect(reloadDelayMs(losses, 11 * minuteMs)).toBe(0)
})

test('[LATE-04] a page that dies at every load is loaded about once a minute, not in a loop', () => {
  const { clock, seen, die } = openPage()
  for (let diedAt = -1, tick = 0; tick < 360; tick += 1) {
    if (seen.loads !== diedAt) {
      diedAt = seen.loads
      die()
    }
    clock.advance(minuteMs / 6)
  }
  // Dies if: losses are forgotten while it goes on dying.
  expect(seen.loads).toBeGreaterThan(50)
  expect(seen.loads).toBeLessThan(70)
  // Dies if: what was shown before a loss counts after it.
  expect(seen.gone).toBe(seen.loads + 1)
  clock.advance(11 * minuteMs)
  const { loads } = seen
  die('oom')
  clock.advance(0)
  expect(seen.loads).toBe(loads + 1)
})

test('[LATE-04] a page that was closed on purpose stays closed', () => {
  const { clock, seen, die } = openPage()
  die('clean-exit')
  clock.advance(minuteMs)
  expect(seen).toEqual({ loads: 0, gone: 1 })
})
