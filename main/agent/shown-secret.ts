// Keeps the secret of an agent in memory from the approval that made it until the person has left its page.
import type { Clock } from '../../shared/model/ports.ts'
import type { Secret } from '../../shared/model/secret.ts'

export interface ShownSecret {
  /** Made in the transaction of the approval; nobody can read it before `show`. */
  make(agentId: string, secret: Secret): void
  /** The approval stands: its card gives way to the secret. Does nothing where none was made. */
  show(interactionId: string, agentId: string): void
  /** Whose it is; null once it was left. */
  find(interactionId: string): { readonly agentId: string; readonly secret: Secret } | null
  forget(interactionId: string): void
  /** After it was forgotten because nobody left its page in time. */
  onForgotten(listener: (interactionId: string) => void): void
}

/** Longest that it is shown, milliseconds. */
export const secretShownMs = 10 * 60_000

interface Shown {
  readonly interactionId: string
  readonly agentId: string
  readonly secret: Secret
  readonly stopTimer: () => void
}

/** One at a time: another one takes its place. Nothing of it is ever written. */
export function createShownSecret(clock: Pick<Clock, 'after'>): ShownSecret {
  let made: { readonly agentId: string; readonly secret: Secret } | null = null
  let shown: Shown | null = null
  const listeners: ((interactionId: string) => void)[] = []
  const find = (interactionId: string): Shown | null =>
    shown?.interactionId === interactionId ? shown : null
  const forget = (interactionId: string): void => {
    const own = find(interactionId)
    if (own === null) return
    own.stopTimer()
    shown = null
  }
  const expire = (interactionId: string): void => {
    forget(interactionId)
    for (const listener of listeners) listener(interactionId)
  }
  return {
    make: (agentId, secret) => {
      made = { agentId, secret }
    },
    show: (interactionId, agentId) => {
      const own = made
      made = null
      if (own?.agentId !== agentId) return
      shown?.stopTimer()
      const stopTimer = clock.after(secretShownMs, () => expire(interactionId))
      shown = { interactionId, ...own, stopTimer }
    },
    find,
    forget,
    onForgotten: (listener) => void listeners.push(listener),
  }
}
