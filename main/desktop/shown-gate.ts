// Knows what the approval view has painted and for how long the person could have seen it.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Clock } from '../../shared/model/ports.ts'

/** How long something must have been on screen before it can be answered. */
export const shownForMs = 500

export interface ShownGateOptions {
  readonly clock: Pick<Clock, 'monotonicMs'>
  /** Asked at the very moment of an answer: the window is up, not minimised, and the view is big enough. */
  readonly isOnScreen: () => boolean
}

export interface ShownTracker {
  /** Throws `interaction/not_shown` unless exactly this was shown, visible, for at least 500 ms. */
  requireShown(interactionId: string, digest: string): void
  /** The page painted this. Counts only for what main shows now; saying the same again does not start anew. */
  onShown(interactionId: string, digest: string): void
  /** The page's isolated preload reported `document.visibilityState`; anything but `visible` counts as hidden. */
  onVisibility(state: unknown): void
  /** Main is about to show this (or nothing): what was painted before stops counting when it differs. */
  onContent(content: { interactionId: string; digest: string } | null): void
  /** Moved, resized or raised: the time starts anew, what is painted stays. */
  onDisturbed(): void
  /** Navigated, crashed or reloaded: nothing is painted and nothing visible until reported again. */
  onGone(): void
}

export function createShownGate({ clock, isOnScreen }: ShownGateOptions): ShownTracker {
  let current: { interactionId: string; digest: string } | null = null
  let painted: { interactionId: string; digest: string } | null = null
  let visible = false
  let sinceMs = clock.monotonicMs()
  const restart = (): void => {
    sinceMs = clock.monotonicMs()
  }
  const isPainted = (interactionId: string, digest: string): boolean =>
    painted !== null && painted.interactionId === interactionId && painted.digest === digest
  return {
    requireShown(interactionId, digest) {
      const long = clock.monotonicMs() - sinceMs >= shownForMs
      if (isPainted(interactionId, digest) && visible && long && isOnScreen()) return
      throw new CountersignError('interaction/not_shown', text('desktop.not-shown'))
    },
    onShown(interactionId, digest) {
      if (isPainted(interactionId, digest)) return
      // A page that was taken over could name what it was shown earlier.
      if (current?.interactionId !== interactionId || current.digest !== digest) return
      painted = { interactionId, digest }
      restart()
    },
    onVisibility(state) {
      const now = state === 'visible'
      if (now !== visible) restart()
      visible = now
    },
    onContent(content) {
      current = content === null ? null : { ...content }
      if (painted === null) return
      if (content !== null && isPainted(content.interactionId, content.digest)) return
      painted = null
      restart()
    },
    onDisturbed: restart,
    onGone() {
      painted = null
      visible = false
      restart()
    },
  }
}
