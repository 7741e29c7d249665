// Turns open questions into notifications and back: shows what may come up, withdraws what is gone, hands on what was pressed.
import type { Clock, Log } from '../../shared/model/ports.ts'
import type { InboxItem } from '../../shared/overview.ts'
import { lookAround, noteApproval, noteClosed, noteDenial } from './announce-pace.ts'
import { keyOf, showsOne, sourceOfGroup, startPace } from './announce-pace.ts'
import type { Hold, PaceCommand } from './announce-pace.ts'
import { buildEnded, buildGroup, buildLocked, buildQuestion } from './announcement-words.ts'
import { buildSummary } from './announcement-words.ts'
import { startEndings, tellEndings } from './ending-pace.ts'
import type { Ending, EndingCommand } from './ending-pace.ts'
import type { NotificationAction, NotificationRequest, Notifier } from './notifier.ts'

export interface AnnouncerOptions {
  readonly notifier: Notifier
  readonly clock: Pick<Clock, 'monotonicMs' | 'after'>
  readonly log: Log
  /** The person left approving from notifications on. Read for each notification. */
  readonly mayApprove: () => boolean
  /** Whether notifications may come up now. Read at each look. */
  readonly hold: () => Hold
  /** Presses come back here, with what they were about; null opens the app. `approve` may throw, and then the person is told. */
  readonly onPress: (interactionId: string | null, action: NotificationAction) => void
  /** The notification of several questions of this source was pressed: it opens them, and answers none. */
  readonly onGroupPress: (source: string) => void
  /** A notification of this one question was taken by the desktop. */
  readonly onShown?: (interactionId: string) => void
}

export interface Announcer {
  /** All open interactions as they are now; `onScreen` ones are in front of the person already and are not announced. */
  update(items: readonly InboxItem[], onScreen: ReadonlySet<string>): void
  /** Says once that something ended, at once or when quiet is over. */
  tell(ending: Ending): void
  /** The person denied something of this source (see `sourceOf`). */
  onDenied(source: string): void
  /** The person approved or answered something of this source. */
  onApproved(source: string): void
  /** Quiet began or ended, the screen was locked or unlocked. */
  onHoldChanged(): void
  stop(): void
}

/** Who caused an interaction: its agent, or the connection that asks by itself. */
export function sourceOf(item: Pick<InboxItem, 'agentId' | 'connectionId'>): string {
  return item.agentId ?? `connection:${item.connectionId ?? ''}`
}

/** Quiet hours begin and end by the clock on the wall, which may be set at any time: looked at every so often. */
const lookEveryMs = 30_000
/** What the system answers about the lock may lag behind the signal that it changed. */
const lockedLookEveryMs = 2_000

export function createAnnouncer(options: AnnouncerOptions): Announcer {
  return new PacedAnnouncer(options)
}

class PacedAnnouncer implements Announcer {
  readonly #options: AnnouncerOptions
  #pace = startPace
  #endings = startEndings
  #items: readonly InboxItem[] = []
  #onScreen: ReadonlySet<string> = new Set()
  #disarm: (() => void) | null = null
  #stopped = false

  constructor(options: AnnouncerOptions) {
    this.#options = options
    options.notifier.onAction((key, action) => this.#onAction(key, action))
    options.notifier.onClosed((key) => {
      this.#pace = noteClosed(this.#pace, key)
    })
    this.#look()
  }

  update(items: readonly InboxItem[], onScreen: ReadonlySet<string>): void {
    this.#items = items
    this.#onScreen = onScreen
    this.#look()
  }

  tell(ending: Ending): void {
    this.#endings = { ...this.#endings, pending: [...this.#endings.pending, ending] }
    this.#look()
  }

  onDenied(source: string): void {
    this.#pace = noteDenial(this.#pace, source, this.#options.clock.monotonicMs())
    this.#look()
  }

  onApproved(source: string): void {
    this.#pace = noteApproval(this.#pace, source)
    this.#look()
  }

  onHoldChanged(): void {
    this.#look()
  }

  stop(): void {
    this.#stopped = true
    this.#disarm?.()
  }

  #look(): void {
    if (this.#stopped) return
    const { clock, hold: readHold } = this.#options
    const nowMs = clock.monotonicMs()
    const hold = readHold()
    const items = this.#items.map((item) => ({ id: item.interactionId, source: sourceOf(item) }))
    const pace = lookAround(this.#pace, { items, onScreen: this.#onScreen, hold }, nowMs)
    const endings = tellEndings(this.#endings, hold, nowMs)
    this.#pace = pace.state
    this.#endings = endings.state
    for (const command of pace.commands) this.#obey(command)
    for (const command of endings.commands) this.#say(command)
    const wakes = [
      pace.wakeAtMs,
      endings.wakeAtMs,
      nowMs + (hold === 'locked' ? lockedLookEveryMs : lookEveryMs),
    ].filter((atMs) => atMs !== null)
    this.#disarm?.()
    this.#disarm = clock.after(Math.min(...wakes) - nowMs, () => this.#look())
  }

  #obey(command: PaceCommand): void {
    switch (command.kind) {
      case 'withdraw':
        return this.#safely(this.#options.notifier.withdraw(command.key))
      case 'show_locked':
        return this.#show({ ...buildLocked(), silent: command.silent })
      case 'show_group': {
        const { source, count, silent } = command
        return this.#show({
          ...buildGroup(keyOf(source, { kind: 'group', count }), this.#nameOf(source), count),
          silent,
        })
      }
      case 'show_one': {
        const item = this.#items.find((each) => each.interactionId === command.id)
        if (item === undefined) return
        const request = buildQuestion(item, this.#options.mayApprove())
        return this.#showQuestion({ ...request, silent: command.silent }, command.id)
      }
    }
  }

  #say(command: EndingCommand): void {
    switch (command.kind) {
      case 'withdraw':
        return this.#safely(this.#options.notifier.withdraw(command.key))
      case 'show':
        command.ending.onTold()
        return this.#show(buildEnded(command.ending))
      case 'summary':
        for (const ending of command.endings) ending.onTold()
        return this.#show(buildSummary(command.endings))
    }
  }

  #nameOf(source: string): string {
    const item = this.#items.find((each) => sourceOf(each) === source)
    return item?.agentName ?? item?.connectionName ?? 'Countersign'
  }

  /** Only what shows one question may answer it; whatever else was pressed opens the app. */
  #onAction(key: string, action: NotificationAction): void {
    if (key.startsWith('test:')) return
    const { onPress, onGroupPress } = this.#options
    if (showsOne(this.#pace, key)) return onPress(key, action)
    const source = sourceOfGroup(key)
    if (source !== null) return onGroupPress(source)
    onPress(key.startsWith('call:') ? key : null, 'open')
  }

  #showQuestion(request: NotificationRequest, interactionId: string): void {
    const { notifier, onShown } = this.#options
    this.#safely(notifier.show(request).then(() => onShown?.(interactionId)))
  }

  #show(request: NotificationRequest): void {
    this.#safely(this.#options.notifier.show(request))
  }

  #safely(work: Promise<void>): void {
    work.catch((error: unknown) => this.#options.log('warn', 'a notification failed', { error }))
  }
}
