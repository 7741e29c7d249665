// Tells the person outside the pages: what waits and what has ended, when they may be disturbed; and takes their presses.
import { text } from '../shared/catalogue/text.ts'
import { isCountersignError } from '../shared/errors.ts'
import type { Interaction } from '../shared/model/interaction.ts'
import type { Clock, Log } from '../shared/model/ports.ts'
import type { ToolCall } from '../shared/model/tool-call.ts'
import type { Engine } from './engine.ts'
import { buildEnding, saveTold, type ToldCall } from './bootstrap-endings.ts'
import type { Hold } from './desktop/announce-pace.ts'
import { createAnnouncer, sourceOf, type Announcer } from './desktop/announcer.ts'
import type { Desktop } from './desktop/desktop.ts'
import type { Ending } from './desktop/ending-pace.ts'
import type { NotificationAction } from './desktop/notifier.ts'
import { isQuiet } from './desktop/quiet-times.ts'

export interface AnnounceParts {
  readonly engine: Pick<Engine, 'store' | 'queue' | 'notices' | 'shown'>
  readonly desktop: Pick<Desktop, 'notifier' | 'power' | 'hasFocus'>
  readonly clock: Clock
  readonly log: Log
  /** Opens one interaction where the person is; null or an unknown one brings the app to the front. */
  readonly open: (interactionId: string | null) => void
  /** Opens what waits of one source together where it can, else brings the app to the front. */
  readonly openSource: (source: string) => void
  /** Quiet or locked began or ended: what is shown follows. */
  readonly refresh: () => void
}

export interface Announcing extends Pick<Announcer, 'update'> {
  /** A notice, and outside the app a notification. */
  tellEnd(call: ToolCall): void
  /** The person approved, answered or denied it. */
  onAnswered(interaction: Interaction): void
}

export function createAnnouncing(parts: AnnounceParts): Announcing {
  const { engine, desktop, clock, log } = parts
  const { store, notices } = engine
  const hold = createHoldReader(parts)
  const announcer = createAnnouncer({
    notifier: desktop.notifier,
    clock,
    log,
    hold: () => hold.read(),
    mayApprove: () => store.settings.load().notificationApprove,
    onPress: (interactionId, action) => onPress(parts, interactionId, action),
    onGroupPress: (source) => parts.openSource(source),
    onShown: (interactionId) => {
      // Without a notification service the app itself comes up, which the approval view tells of.
      if (desktop.notifier.kind !== 'in_app') engine.shown.onNotified(interactionId)
    },
  })
  // Quietly when the app is in front of somebody: the notice there is enough.
  const announce = (ending: Ending): void => {
    if (desktop.hasFocus() && hold.read() !== 'locked') return ending.onTold()
    announcer.tell(ending)
  }
  notices.onTold(({ id, title, body }) =>
    announce({ key: `notice:${id}`, title, body, onTold: () => undefined }),
  )
  const onHoldChanged = (): void => {
    hold.forget()
    announcer.onHoldChanged()
  }
  desktop.power.onLockChange(onHoldChanged)
  desktop.power.onResume(onHoldChanged)
  return {
    // A locked window has the keyboard, and nobody in front of it.
    update: (items, onScreen) =>
      announcer.update(items, hold.read() === 'locked' ? new Set() : onScreen),
    tellEnd: (call) => {
      const { tone, title, body } = buildEnding(store, call)
      notices.post({ tone, title, body, callId: call.id })
      const { id, taskId, connectionId } = call
      const onTold = (): void => recordTold(parts, { id, taskId, connectionId })
      // Killed before it was told, it is told after the next start.
      announce({ key: `call:${id}`, title, body, onTold })
    },
    onAnswered: ({ callId, connectionId, state }) => {
      const call = callId === null ? null : store.calls.load(callId)
      const source = sourceOf({ agentId: call?.agentId ?? null, connectionId })
      if (state === 'denied') announcer.onDenied(source)
      if (state === 'approved' || state === 'answered') announcer.onApproved(source)
    },
  }
}

/** Asking the system whether the screen is locked is work for it too: what it told of by itself is known at once. */
const lockKeptMs = 1_000

function createHoldReader(parts: AnnounceParts): { read(): Hold; forget(): void } {
  const { engine, desktop, clock, refresh } = parts
  let lock: { readonly on: boolean; readonly atMs: number } | null = null
  let last: Hold = 'none'
  const isLocked = (): boolean => {
    const atMs = clock.monotonicMs()
    if (lock === null || atMs - lock.atMs >= lockKeptMs) {
      lock = { on: desktop.power.isLocked(), atMs }
    }
    return lock.on
  }
  const read = (): Hold => {
    const isStill = (): boolean => isQuiet(engine.store.settings.load(), new Date(clock.nowMs()))
    const hold = isLocked() ? 'locked' : isStill() ? 'quiet' : 'none'
    if (hold !== last) clock.after(0, refresh)
    last = hold
    return hold
  }
  return {
    read,
    forget: () => {
      lock = null
    },
  }
}

function recordTold({ engine, log }: AnnounceParts, call: ToldCall): void {
  try {
    saveTold(engine.store, call)
  } catch (error) {
    // On a full disk it is told again after the next start, which is better than never.
    log('warn', 'that an ending was told could not be recorded', { error })
  }
}

function onPress(parts: AnnounceParts, key: string | null, action: NotificationAction): void {
  if (action === 'open' || key === null) return parts.open(key)
  const { queue, notices } = parts.engine
  const answer = { interactionId: key, surface: 'notification' } as const
  try {
    if (action === 'deny') queue.deny({ ...answer, reason: null })
    else queue.approve({ ...answer, digest: null, confirmation: null })
  } catch (error) {
    const body = isCountersignError(error) ? error.message : text('announce.approve_refused')
    notices.post({ tone: 'warn', title: text('announce.no_answer_title'), body, callId: null })
    parts.open(key)
  }
}
