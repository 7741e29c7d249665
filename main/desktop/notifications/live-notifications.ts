// Decides what a press on a notification means, so that nobody but the person who saw it can make it approve.

/** A press this soon after showing was begun before it was there. */
export const pressableAfterMs = 500

export type NotificationAction = 'approve' | 'deny' | 'open'

export interface LiveNotification {
  readonly key: string
  /** Random; sent only inside this notification's action names. */
  readonly pressKey: string
  readonly actions: readonly NotificationAction[]
  readonly shownAtMs: number
  /** An answer was taken already. */
  readonly spent: boolean
}

export interface Press {
  readonly action: NotificationAction
  /** True when the press answered: later presses mean nothing. */
  readonly answers: boolean
}

/** The action's name on the bus; carries the key, so that a guess of the id alone proves nothing. */
export function actionName(action: NotificationAction, pressKey: string): string {
  return `${action}-${pressKey}`
}

/**
 * What the press of `name` at `nowMs` (monotonic) means; null for nothing at all.
 * Approving needs the key, 500 ms and an unlocked desktop; whatever falls short of that only opens the app.
 */
export function judgePress(
  live: LiveNotification,
  name: string,
  at: { nowMs: number; locked: boolean },
): Press | null {
  if (live.spent) return null
  const action = live.actions.find((one) => actionName(one, live.pressKey) === name)
  if (action === undefined || action === 'open') return { action: 'open', answers: false }
  const ripe = at.nowMs - live.shownAtMs >= pressableAfterMs
  if (action === 'approve' && (!ripe || at.locked)) return { action: 'open', answers: false }
  return { action, answers: true }
}
