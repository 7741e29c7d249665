// Proves the arming rules: nothing that began before the button woke can approve.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  beginPress,
  completesPress,
  reduceArming,
  settleMs,
  sleepReason,
  startArming,
} from '../../renderer/approval/arming.ts'
import type { ArmingEvent, ArmingState } from '../../renderer/approval/arming.ts'

function afterAll(events: readonly ArmingEvent[], atMs: number): ArmingState {
  return events.reduce((state, event) => reduceArming(state, event, atMs), startArming(true, atMs))
}
const ready: ArmingEvent[] = [
  { type: 'content', contentKey: 'a' },
  { type: 'end-seen', contentKey: 'a' },
]

describe('arming', () => {
  it('[RND-01] wakes only once everything has stayed as it is', () => {
    const state = afterAll(ready, 0)
    // Dies if: the settling time is dropped or shorter than the 500 ms that main asks for.
    expect(settleMs).toBeGreaterThan(500)
    expect(sleepReason(state, settleMs - 1)).toBe('settling')
    expect(sleepReason(state, settleMs)).toBeNull()
  })

  it.each<[string, ArmingEvent]>([
    ['the window got the focus, or its size changed', { type: 'disturbed' }],
    ['the page came back into sight', { type: 'visibility', visible: true }],
    ['the content changed', { type: 'content', contentKey: 'b' }],
  ])('[RND-02] falls asleep again when %s', (_, event) => {
    const later = reduceArming(afterAll(ready, 0), event, 5_000)
    // Dies if: the event does not start the settling time again.
    expect(sleepReason(later, 5_000 + settleMs - 1)).toBe('settling')
  })

  it('[RND-02] stays asleep while the page is out of sight', () => {
    const state = reduceArming(afterAll(ready, 0), { type: 'visibility', visible: false }, 1_000)
    expect(sleepReason(state, 60_000)).toBe('hidden')
  })

  it('[RND-03] stays asleep until the end has been seen, and forgets it with the content', () => {
    const unread = afterAll([{ type: 'content', contentKey: 'a' }], 0)
    expect(sleepReason(unread, 60_000)).toBe('unread')
    const other = reduceArming(afterAll(ready, 0), { type: 'content', contentKey: 'b' }, 1_000)
    // Dies if: `endSeen` is carried over to the next content.
    expect(sleepReason(other, 60_000)).toBe('unread')
    // Dies if: a late report about the old content counts for the new one.
    const late = reduceArming(other, { type: 'end-seen', contentKey: 'a' }, 1_100)
    expect(sleepReason(late, 60_000)).toBe('unread')
  })

  it('[RND-02] refuses a press that began on other content', () => {
    const before = afterAll(ready, 0)
    const press = beginPress(before, 5_000)
    const swapped = [
      { type: 'content', contentKey: 'b' } as const,
      { type: 'end-seen', contentKey: 'b' } as const,
    ].reduce<ArmingState>((state, event) => reduceArming(state, event, 5_001), before)
    // Dies if: only the state at the end of the press is looked at.
    expect(completesPress(press, swapped, 60_000)).toBe(false)
    expect(completesPress(beginPress(swapped, 60_000), swapped, 60_010)).toBe(true)
  })

  it('[RND-01] never accepts a press that began within the settling time of any event', () => {
    const event = fc.oneof(
      fc.constantFrom<ArmingEvent>(
        { type: 'disturbed' },
        { type: 'visibility', visible: true },
        { type: 'visibility', visible: false },
      ),
      fc.constantFrom('a', 'b').map((contentKey): ArmingEvent => ({ type: 'content', contentKey })),
      fc
        .constantFrom('a', 'b')
        .map((contentKey): ArmingEvent => ({ type: 'end-seen', contentKey })),
    )
    const steps = fc.array(fc.tuple(event, fc.nat(1_500)), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(steps, fc.nat(1_500), fc.nat(300), (timed, waitMs, holdMs) => {
        let nowMs = 0
        let state = startArming(true, 0)
        let lastDisturbedMs = 0
        for (const [one, gapMs] of timed) {
          nowMs += gapMs
          const next = reduceArming(state, one, nowMs)
          if (next !== state && one.type !== 'end-seen') lastDisturbedMs = nowMs
          state = next
        }
        const press = beginPress(state, nowMs + waitMs)
        const accepted = completesPress(press, state, nowMs + waitMs + holdMs)
        const settled = nowMs + waitMs - lastDisturbedMs >= settleMs
        expect(accepted).toBe(
          settled && state.visible && state.endSeen && state.contentKey !== null,
        )
      }),
    )
  })
})
