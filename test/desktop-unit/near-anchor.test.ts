// Proves that the small window comes up beside what was pressed, wholly on that display, with any arrangement of them.
import { EventEmitter } from 'node:events'
import type { BaseWindow } from 'electron'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { followDisplays, keepInside, placeNear } from '../../main/desktop/near-anchor.ts'
import type { Rectangle } from '../../main/desktop/pane-bounds.ts'
import { FakeWindow } from './fake-electron.ts'

const size = { width: 460, height: 720 }
/** A laptop with twice the scale, left of and above its neighbour, so that its DIP are small and negative. */
const laptop: Rectangle = { x: -1440, y: -300, width: 1440, height: 860 }
const wide: Rectangle = { x: 0, y: 0, width: 2560, height: 1400 }
const icon = (x: number, y: number): Rectangle => ({ x, y, width: 24, height: 24 })

function isInside(one: Rectangle | null, area: Rectangle): boolean {
  return (
    one !== null &&
    one.x >= area.x &&
    one.y >= area.y &&
    one.x + one.width <= area.x + area.width &&
    one.y + one.height <= area.y + area.height
  )
}

describe('the small window', () => {
  test('[NOTE-09] stands above an icon at the bottom and below one at the top, on its display', () => {
    const below = placeNear(icon(2000, 1380), size, [laptop, wide])
    expect(below).toEqual({ x: 1782, y: 652, ...size })
    expect(placeNear(icon(-1300, -300), size, [laptop, wide])).toEqual({
      // Dies if: the window hangs over the edge of the display, or over onto the neighbour.
      x: -1440,
      y: -268,
      ...size,
    })
  })

  test('[NOTE-09] is never partly outside, and no bigger than the display', () => {
    const displays = fc.array(
      fc.record({
        x: fc.integer({ min: -6_000, max: 6_000 }),
        y: fc.integer({ min: -3_000, max: 3_000 }),
        width: fc.integer({ min: 320, max: 4_000 }),
        height: fc.integer({ min: 300, max: 2_400 }),
      }),
      { minLength: 1, maxLength: 4 },
    )
    const point = fc.record({
      x: fc.integer({ min: -9_000, max: 9_000 }),
      y: fc.integer({ min: -9_000, max: 9_000 }),
      width: fc.constantFrom(0, 24),
      height: fc.constantFrom(0, 24),
    })
    fc.assert(
      fc.property(displays, point, (areas, anchor) => {
        for (const place of [
          placeNear(anchor, size, areas),
          keepInside({ ...anchor, ...size }, areas),
        ]) {
          expect(areas.some((area) => isInside(place, area))).toBe(true)
        }
      }),
    )
    expect(placeNear(icon(0, 0), size, [])).toBeNull()
  })

  test('[NOTE-09] comes back into view when its display is taken away', () => {
    const window = new FakeWindow({})
    window.bounds = { x: -1000, y: -200, ...size }
    let areas = [laptop, wide]
    const screen = Object.assign(new EventEmitter(), {
      getAllDisplays: () => areas.map((workArea) => ({ workArea })),
      getCursorScreenPoint: () => ({ x: 0, y: 0 }),
    })
    followDisplays(window as unknown as BaseWindow, screen as unknown as Electron.Screen)
    screen.emit('display-metrics-changed')
    expect(window.bounds).toEqual({ x: -1000, y: -200, ...size })
    areas = [wide]
    // Dies if: nobody listens for displays that go.
    screen.emit('display-removed')
    expect(isInside(window.bounds, wide)).toBe(true)
    window.emit('closed')
    expect(screen.listenerCount('display-removed')).toBe(0)
  })
})
