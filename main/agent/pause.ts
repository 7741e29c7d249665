// The pause of all agents: what waits while it lasts, and how it is put on record.
import type { Store } from '../store/repositories.ts'
import type { CallEffect } from './call-event.ts'

/** Where the pause was asked for. */
export type PauseSurface = 'app' | 'tray' | 'menu'

/** Effects that bring a call nearer to being sent, or ask something new. */
export const pausableEffects: ReadonlySet<CallEffect['kind']> = new Set([
  'judge',
  'dispatch',
  'begin_step_up',
  'obtain',
])

/** Read from the store each time, so that a crash cannot end the pause. */
export function isPaused({ settings }: Pick<Store, 'settings'>): boolean {
  return settings.load().paused
}

/** Takes effect with the end of its transaction. False when all agents were paused already. */
export function pauseAgents(store: Store, surface: PauseSurface): boolean {
  return store.transaction(() => {
    const settings = store.settings.load()
    if (settings.paused) return false
    store.settings.save({ ...settings, paused: true })
    record(store, 'agents_paused', { surface })
    return true
  })
}

/** Danger: ends the pause; only for a `resume_agents` widening that was approved. Runs in the caller's transaction. */
export function endPause(store: Store): void {
  store.settings.save({ ...store.settings.load(), paused: false })
  record(store, 'agents_resumed', {})
}

function record(
  store: Store,
  kind: 'agents_paused' | 'agents_resumed',
  detail: Readonly<Record<string, unknown>>,
): void {
  store.activity.append({ kind, callId: null, taskId: null, connectionId: null, detail })
}
