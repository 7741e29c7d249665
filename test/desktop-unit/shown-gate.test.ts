// Proves when something counts as shown: painted, visible, on screen and undisturbed for long enough.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isCountersignError } from '../../shared/errors.ts'
import type { ShownGate } from '../../main/interaction/queue.ts'
import { placeInWindow, isReadable } from '../../main/desktop/pane-bounds.ts'
import { createShownGate } from '../../main/desktop/shown-gate.ts'
import type { ShownTracker } from '../../main/desktop/shown-gate.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import type { VirtualClock } from '../fakes/virtual-clock.ts'

interface Scene {
  readonly gate: ShownTracker
  readonly clock: VirtualClock
  onScreen: boolean
}

function openScene(): Scene {
  const clock = createVirtualClock()
  const scene: { onScreen: boolean } = { onScreen: true }
  const gate = createShownGate({ clock, isOnScreen: () => scene.onScreen })
  return Object.assign(scene, { gate, clock })
}

function isShown(gate: ShownGate, interactionId = 'i', digest = 'd'): boolean {
  try {
    gate.requireShown(interactionId, digest)
    return true
  } catch (error) {
    expect(isCountersignError(error, 'interaction/not_shown')).toBe(true)
    return false
  }
}

/** Main shows it and the page paints it. */
function paint(gate: ShownTracker, digest: string): void {
  gate.onContent({ interactionId: 'i', digest })
  gate.onShown('i', digest)
}

function showAndWait(scene: Scene, ms = 500): void {
  scene.gate.onVisibility('visible')
  paint(scene.gate, 'd')
  scene.clock.advance(ms)
}

describe('the shown gate', () => {
  test('[DSK-08] opens at 500 ms and not before', () => {
    const scene = openScene()
    showAndWait(scene, 499)
    // Dies if: the time is not asked.
    expect(isShown(scene.gate)).toBe(false)
    scene.clock.advance(1)
    expect(isShown(scene.gate)).toBe(true)
  })

  test('[DSK-08] knows nothing before anything was painted or visible', () => {
    const { gate, clock } = openScene()
    clock.advance(10_000)
    expect(isShown(gate)).toBe(false)
    paint(gate, 'd')
    clock.advance(10_000)
    // Dies if: visibility counts as given until told otherwise.
    expect(isShown(gate)).toBe(false)
  })

  test('[DSK-08] opens for exactly what was painted', () => {
    const scene = openScene()
    showAndWait(scene)
    // Dies if: id or digest is not compared.
    expect(isShown(scene.gate, 'i', 'other')).toBe(false)
    expect(isShown(scene.gate, 'other', 'd')).toBe(false)
  })

  const resets: readonly (readonly [string, (scene: Scene) => void])[] = [
    [
      'hidden and visible again',
      ({ gate }) => (gate.onVisibility('hidden'), gate.onVisibility('visible')),
    ],
    ['moved or focused', ({ gate }) => gate.onDisturbed()],
    ['repainted with something else and back', ({ gate }) => (paint(gate, 'e'), paint(gate, 'd'))],
    [
      'replaced by main and painted again',
      ({ gate }) => (gate.onContent({ interactionId: 'i', digest: 'e' }), paint(gate, 'd')),
    ],
    [
      'crashed, loaded, painted',
      ({ gate }) => (gate.onGone(), gate.onVisibility('visible'), gate.onShown('i', 'd')),
    ],
  ]
  test.each(resets)('[DSK-08] the time starts anew when %s', (_name, reset) => {
    const scene = openScene()
    showAndWait(scene)
    reset(scene)
    scene.clock.advance(499)
    // Dies if: this event does not restart the time.
    expect(isShown(scene.gate)).toBe(false)
    scene.clock.advance(1)
    expect(isShown(scene.gate)).toBe(true)
  })

  const closings: readonly (readonly [string, (scene: Scene) => void])[] = [
    ['hidden', ({ gate }) => gate.onVisibility('hidden')],
    ['reported as anything else', ({ gate }) => gate.onVisibility({ state: 'visible' })],
    ['gone after a crash', ({ gate }) => gate.onGone()],
    ['off screen', (scene) => void (scene.onScreen = false)],
    ['replaced by main', ({ gate }) => gate.onContent({ interactionId: 'i', digest: 'e' })],
    ['emptied by main', ({ gate }) => gate.onContent(null)],
  ]
  test.each(closings)('[DSK-08] stays closed while %s', (_name, close) => {
    const scene = openScene()
    showAndWait(scene)
    close(scene)
    scene.clock.advance(60_000)
    expect(isShown(scene.gate)).toBe(false)
  })

  test('[DSK-08] counts nothing as painted that main does not show', () => {
    const scene = openScene()
    showAndWait(scene)
    scene.gate.onContent({ interactionId: 'i', digest: 'e' })
    // Dies if: the page's word is taken for what main shows (a page taken over names an earlier card).
    scene.gate.onShown('i', 'd')
    scene.clock.advance(60_000)
    expect(isShown(scene.gate)).toBe(false)
    expect(isShown(scene.gate, 'i', 'e')).toBe(false)
  })

  test('[DSK-08] painting or pushing the same again does not start anew', () => {
    const scene = openScene()
    showAndWait(scene, 400)
    scene.gate.onShown('i', 'd')
    scene.gate.onContent({ interactionId: 'i', digest: 'd' })
    scene.gate.onVisibility('visible')
    scene.clock.advance(100)
    expect(isShown(scene.gate)).toBe(true)
  })

  test('[DSK-08] in every order of events, open means 500 quiet ms of exactly this', () => {
    type Step = 'paint' | 'other' | 'visible' | 'hidden' | 'move' | 'gone' | 'wait'
    const step = fc.constantFrom<Step>(
      'paint',
      'other',
      'visible',
      'hidden',
      'move',
      'gone',
      'wait',
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { gate, clock } = openScene()
        const model = { painted: '', visible: false, quietMs: 0 }
        for (const one of steps) {
          const before = `${model.painted} ${String(model.visible)}`
          if (one === 'paint' || one === 'other') paint(gate, (model.painted = one))
          if (one === 'visible' || one === 'hidden') gate.onVisibility(one)
          if (one === 'visible' || one === 'hidden') model.visible = one === 'visible'
          if (one === 'move') gate.onDisturbed()
          if (one === 'gone') gate.onGone()
          if (one === 'gone') Object.assign(model, { painted: '', visible: false })
          if (one === 'wait') clock.advance(250)
          const changed = before !== `${model.painted} ${String(model.visible)}`
          model.quietMs =
            one === 'wait' ? model.quietMs + 250 : changed || one === 'move' ? 0 : model.quietMs
          const open = model.painted === 'paint' && model.visible && model.quietMs >= 500
          if (open !== isShown(gate, 'i', 'paint')) return false
        }
        return true
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('the pane', () => {
  test('[DSK-08] is placed by zoom and clipped to the window', () => {
    const window = { width: 1280, height: 820 }
    expect(placeInWindow({ x: 10, y: 20, width: 100, height: 200 }, 1.5, window)).toEqual({
      x: 15,
      y: 30,
      width: 150,
      height: 300,
    })
    fc.assert(
      fc.property(
        fc.record({
          x: fc.nat(20_000),
          y: fc.nat(20_000),
          width: fc.nat(20_000),
          height: fc.nat(20_000),
        }),
        fc.double({ min: 1, max: 2, noNaN: true }),
        (css, zoom) => {
          const placed = placeInWindow(css, zoom, window)
          expect(placed.x >= 0 && placed.y >= 0 && placed.width >= 0 && placed.height >= 0).toBe(
            true,
          )
          expect(
            placed.x + placed.width <= window.width && placed.y + placed.height <= window.height,
          ).toBe(true)
        },
      ),
    )
  })

  test('[DSK-08] does not count as shown when it is too small to be read', () => {
    expect(isReadable({ width: 360, height: 480 })).toBe(true)
    expect(isReadable({ width: 1, height: 480 })).toBe(false)
    expect(isReadable({ width: 360, height: 100 })).toBe(false)
  })
})
