// Decides when the positive button wakes up: pure rules against accidental approval (threats 28 to 30).

/** How long everything must have stayed as it is before a positive answer counts. */
export const settleMs = 700

export interface ArmingState {
  /** Interaction and digest of what is on the screen; null while nothing is. */
  readonly contentKey: string | null
  readonly visible: boolean
  /** The whole content has been inside the scrolled area. */
  readonly endSeen: boolean
  /** Monotonic ms of the last disturbance. */
  readonly disturbedAtMs: number
}
export type ArmingEvent =
  | { type: 'content'; contentKey: string | null }
  | { type: 'end-seen'; contentKey: string }
  | { type: 'visibility'; visible: boolean }
  /** The window got the focus, or its size or place changed. */
  | { type: 'disturbed' }
  /** The person changed what the answer would do: it is read, and waited for, anew. */
  | { type: 'changed' }

/** `paused`: all agents are, so nothing of this counts. */
export type SleepReason = 'empty' | 'hidden' | 'settling' | 'unread' | 'paused' | 'out_of_sight'

export function startArming(visible: boolean, nowMs: number): ArmingState {
  return { contentKey: null, visible, endSeen: false, disturbedAtMs: nowMs }
}

export function reduceArming(state: ArmingState, event: ArmingEvent, nowMs: number): ArmingState {
  switch (event.type) {
    case 'content':
      if (event.contentKey === state.contentKey) return state
      return { ...state, contentKey: event.contentKey, endSeen: false, disturbedAtMs: nowMs }
    case 'end-seen':
      return event.contentKey === state.contentKey ? { ...state, endSeen: true } : state
    case 'visibility':
      return { ...state, visible: event.visible, disturbedAtMs: nowMs }
    case 'disturbed':
      return { ...state, disturbedAtMs: nowMs }
    case 'changed':
      return { ...state, endSeen: false, disturbedAtMs: nowMs }
  }
}

/** Why the button sleeps, or null when it is awake. */
export function sleepReason(state: ArmingState, nowMs: number): SleepReason | null {
  if (state.contentKey === null) return 'empty'
  if (!state.visible) return 'hidden'
  if (nowMs - state.disturbedAtMs < settleMs) return 'settling'
  return state.endSeen ? null : 'unread'
}

/** A press that began: what was shown then, and whether the button was awake. */
export interface Press {
  readonly contentKey: string | null
  readonly awake: boolean
}

export function beginPress(state: ArmingState, nowMs: number): Press {
  return { contentKey: state.contentKey, awake: sleepReason(state, nowMs) === null }
}

/** True only when the press began awake, on the same content, and the button is awake still. */
export function completesPress(press: Press | null, state: ArmingState, nowMs: number): boolean {
  if (press === null || !press.awake) return false
  return press.contentKey === state.contentKey && sleepReason(state, nowMs) === null
}
