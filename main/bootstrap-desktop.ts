// Joins the engine to the desktop: what opens, closes and ends reaches pages, tray and notifications, and presses come back.
import { text } from '../shared/catalogue/text.ts'
import type { Clock, Log } from '../shared/model/ports.ts'
import type { ToolCall } from '../shared/model/tool-call.ts'
import type { InteractionEvent } from './interaction/queue.ts'
import type { Engine } from './engine.ts'
import { createAnnouncing, type Announcing } from './bootstrap-announce.ts'
import { buildTrayView } from './bootstrap-tray.ts'
import { sourceOf } from './desktop/announcer.ts'
import type { Desktop } from './desktop/desktop.ts'
import type { Rectangle } from './desktop/pane-bounds.ts'
import { findUntoldEndings, isWorthTelling } from './bootstrap-endings.ts'
import { nothingSelected, reduceSelection } from './interaction/selection.ts'
import type { Selection, SelectionEvent } from './interaction/selection.ts'
import { contentOf, freezeOnlyGroup } from './bootstrap-groups.ts'
import { connectionName } from './interaction/interaction-title.ts'
import type { PushEvent } from './ipc/push.ts'

export interface Shell {
  /** Something changed: pages, tray and notifications follow within a moment. */
  refresh(): void
  onCallChanged(call: ToolCall): void
  onCallEnded(call: ToolCall): void
  /** Tells what ended in an earlier process that died before it could say so. Call once, before the engine starts. */
  tellMissed(): void
  select(event: SelectionEvent): void
  selection(): Selection
  /** The person asked for it: its card is shown at once when it opens. */
  expectQuestion(): void
  /** Opens one interaction where the person is; an unknown one only brings the app to the front. */
  open(interactionId: string | null): void
  /** Shows the approval view where the person is. */
  bringUp(): void
  /** Where the app page leaves room for it, in CSS pixels. */
  place(rectangle: Rectangle): void
  approvalFacts(): Parameters<Engine['loadApproval']>[0]
  overviewFacts(): Parameters<Engine['loadOverview']>[0]
}

export interface ShellParts {
  readonly engine: Engine
  readonly desktop: Desktop
  readonly push: PushEvent
  readonly clock: Clock
  readonly log: Log
  readonly sandboxUrl: string | null
}

const refreshDelayMs = 30
/** How long after the person's act a question still counts as asked for by it. */
const expectedForMs = 60_000

export function createShell(parts: ShellParts): Shell {
  return new DesktopShell(parts)
}

class DesktopShell implements Shell {
  readonly #parts: ShellParts
  readonly #announcing: Announcing
  #selection: Selection = nothingSelected
  #expectedUntilMs = 0
  #refreshing = false
  #wantsFocus = false

  constructor(parts: ShellParts) {
    this.#parts = parts
    const { engine, desktop, clock } = parts
    this.#announcing = createAnnouncing({
      ...parts,
      open: (id) => this.open(id),
      openSource: (source) => this.#openSource(source),
      refresh: () => this.refresh(),
    })
    engine.queue.onEvent((event) => this.#onQueueEvent(event))
    desktop.approvalView.onClosed(() => this.select({ kind: 'closed_by_person' }))
    engine.shownSecret.onForgotten((id) => {
      if (this.#selection.interactionId === id) this.select({ kind: 'closed_by_person' })
    })
    // Only after Electron itself, which gives the keyboard to the app page of a window that gets it back.
    desktop.appWindow.window.on('focus', () => void clock.after(0, () => this.#takeFocus()))
    void desktop.settled.then(() => this.refresh())
  }

  selection(): Selection {
    return this.#selection
  }

  expectQuestion(): void {
    this.#expectedUntilMs = this.#parts.clock.nowMs() + expectedForMs
  }

  select(event: SelectionEvent): void {
    const before = this.#selection
    this.#selection = reduceSelection(before, event)
    if (this.#selection === before) return
    const { interactionId: left } = before
    // A secret is seen once: whoever leaves its page has made another one to see it.
    if (left !== null && left !== this.#selection.interactionId) {
      this.#parts.engine.shownSecret.forget(left)
    }
    const { approvalView } = this.#parts.desktop
    const isEmpty = this.#selection.interactionId === null && this.#selection.group === null
    // The small window has served: nothing in it waits any more.
    if (isEmpty && approvalView.isStandalone()) approvalView.close()
    if (isEmpty) this.#wantsFocus = false
    this.refresh()
  }

  open(interactionId: string | null): void {
    const { engine, desktop } = this.#parts
    const interaction = interactionId === null ? null : engine.queue.load(interactionId)
    if (interaction === null || interaction.state !== 'open') return desktop.appWindow.show()
    this.select({ kind: 'chosen', interactionId: interaction.id })
    this.bringUp()
  }

  #openSource(source: string): void {
    const { engine } = this.#parts
    const [first, ...others] = engine.inbox.list().filter((item) => sourceOf(item) === source)
    if (first !== undefined && others.length === 0) return this.open(first.interactionId)
    const group = freezeOnlyGroup(engine, source)
    if (group === null) return this.open(null)
    this.select({ kind: 'group_chosen', group })
    this.bringUp()
  }

  /** With the keyboard in it: else the first press would only move the focus there, and be ignored for that. */
  bringUp(): void {
    this.#wantsFocus = true
    this.#parts.desktop.approvalView.open()
    this.#takeFocus()
  }

  /** Not by the person's act: it takes the keyboard only where that is ours already (threat 38). */
  #comeUp(): void {
    const { desktop } = this.#parts
    // Where the person is answering, it stays; elsewhere it waits in the pane, and a notification says so.
    if (!desktop.approvalView.isStandalone()) desktop.approvalView.openInPane()
    this.#wantsFocus = true
    if (desktop.hasFocus()) this.#takeFocus()
  }

  place(rectangle: Rectangle): void {
    const { desktop } = this.#parts
    desktop.approvalView.place(rectangle)
    if (desktop.hasFocus()) this.#takeFocus()
  }

  /** A pane that is not laid out yet takes the focus with its first place; one of a window without it, when that gets it. */
  #takeFocus(): void {
    const { desktop } = this.#parts
    const { approvalView } = desktop
    if (!this.#wantsFocus || !approvalView.isPlaced()) return
    this.#wantsFocus = !desktop.hasFocus()
    approvalView.contents.focus()
  }

  onCallChanged(call: ToolCall): void {
    this.select({ kind: 'call_changed', callId: call.id, state: call.state })
    this.refresh()
  }

  onCallEnded(call: ToolCall): void {
    this.select({ kind: 'call_changed', callId: call.id, state: call.state })
    if (isWorthTelling(call)) this.#announcing.tellEnd(call)
    this.refresh()
  }

  tellMissed(): void {
    for (const call of findUntoldEndings(this.#parts.engine.store)) this.#announcing.tellEnd(call)
  }

  #busyWords(): string | null {
    const { engine } = this.#parts
    const { followedCallId } = this.#selection
    const call = followedCallId === null ? null : engine.store.calls.load(followedCallId)
    if (call === null || this.#hasOpenCard()) return null
    const connection = connectionName(engine.store, call.connectionId)
    const isSending = call.state === 'approved' || call.state === 'sending'
    return text(isSending ? 'announce.busy.sending' : 'announce.busy.more', { connection })
  }

  refresh(): void {
    if (this.#refreshing) return
    this.#refreshing = true
    this.#parts.clock.after(refreshDelayMs, () => {
      this.#refreshing = false
      this.#follow().catch((error: unknown) => {
        this.#parts.log('error', 'the pages could not be brought up to date', { error })
      })
    })
  }

  async #follow(): Promise<void> {
    const { engine, desktop, push } = this.#parts
    const inbox = engine.inbox.list()
    desktop.tray.update(buildTrayView(engine, this.#parts.clock.nowMs()))
    desktop.showPaused(engine.store.settings.load().paused)
    this.#announcing.update(inbox, this.#onScreen())
    const approval = engine.loadApproval(this.approvalFacts())
    // Before the page can have painted it: what was shown until now stops counting.
    desktop.approvalView.gate.onContent(contentOf(approval))
    push('approval.changed', approval)
    push('overview.changed', await engine.loadOverview(this.overviewFacts()))
  }

  approvalFacts(): Parameters<Engine['loadApproval']>[0] {
    const { interactionId, group } = this.#selection
    const standalone = this.#parts.desktop.approvalView.isStandalone()
    return { interactionId, group, busy: this.#busyWords(), standalone }
  }

  overviewFacts(): Parameters<Engine['loadOverview']>[0] {
    const { desktop, sandboxUrl } = this.#parts
    const { interactionId, group } = this.#selection
    const isRevealed = interactionId !== null && this.#isRevealed(interactionId)
    const isOpen = interactionId !== null && (isRevealed || this.#hasOpenCard())
    const selectedInteractionId =
      isOpen || this.#selection.followedCallId !== null ? interactionId : (group?.groupId ?? null)
    return {
      notifications: desktop.notifier.kind,
      sandboxUrl,
      selectedInteractionId,
      selectedCallId: this.#callOf(selectedInteractionId),
    }
  }

  #callOf(interactionId: string | null): string | null {
    if (interactionId === null) return null
    return this.#parts.engine.queue.load(interactionId)?.callId ?? null
  }

  #hasOpenCard(): boolean {
    const { interactionId } = this.#selection
    if (interactionId === null) return false
    return this.#parts.engine.queue.load(interactionId)?.state === 'open'
  }

  #isRevealed(interactionId: string): boolean {
    return this.#parts.engine.shownSecret.find(interactionId) !== null
  }

  /** What the person has in front of them already is not announced as well. */
  #onScreen(): ReadonlySet<string> {
    if (!this.#parts.desktop.hasFocus()) return new Set()
    const { interactionId, group } = this.#selection
    const members = group?.members.map((each) => each.interactionId) ?? []
    return new Set(interactionId === null ? members : [interactionId])
  }

  #onQueueEvent({ kind, interaction }: InteractionEvent): void {
    const { id: interactionId, callId, state } = interaction
    if (kind === 'opened') {
      const isExpected = this.#parts.clock.nowMs() < this.#expectedUntilMs
      const asked = callId === null && isExpected
      this.select({ kind: 'opened', interactionId, callId, asked })
      if (this.#selection.interactionId === interactionId) this.#comeUp()
    } else if (kind === 'changed') {
      // It showed what is not asked any more; main would refuse its Approve all the same.
      const { desktop, log } = this.#parts
      const failed = (error: unknown): void => log('warn', 'a notification stays', { error })
      desktop.notifier.withdraw(interactionId).catch(failed)
    } else if (kind === 'closed') {
      const positive = state === 'approved' || state === 'answered'
      const reveals = this.#isRevealed(interactionId)
      this.select({ kind: 'ended', interactionId, callId, positive, reveals })
      this.#announcing.onAnswered(interaction)
      this.#leaveEndedGroup(interactionId)
      // What was allowed may ask at once, as a sign-in does.
      if (interaction.widening !== null && state === 'approved') this.expectQuestion()
    }
    this.refresh()
  }

  /** The last of a shown group has ended elsewhere: there is nothing to decide on its card any more. */
  #leaveEndedGroup(interactionId: string): void {
    const { group } = this.#selection
    if (group?.members.some((each) => each.interactionId === interactionId) !== true) return
    const { inbox } = this.#parts.engine
    const isOver = !group.members.some((each) => inbox.has(each.interactionId))
    if (isOver) this.select({ kind: 'group_chosen', group: null })
  }
}
