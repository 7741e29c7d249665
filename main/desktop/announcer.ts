// Turns open questions into notifications and back: shows what is new, withdraws what is gone, hands on what was pressed.
import { text } from '../../shared/catalogue/text.ts'
import type { Log } from '../../shared/model/ports.ts'
import type { InboxItem } from '../../shared/overview.ts'
import type { NotificationRequest, Notifier } from './notifier.ts'

export interface AnnouncerOptions {
  readonly notifier: Notifier
  readonly log: Log
  /** The person left approving from notifications on. Read for each notification. */
  readonly mayApprove: () => boolean
  /** Presses come back here; `approve` may throw, and then the person is told. */
  readonly onPress: (interactionId: string, action: 'approve' | 'deny' | 'open') => void
}

export interface Announcer {
  /** All open interactions as they are now; `quiet` ones are on screen already and are not announced. */
  update(items: readonly InboxItem[], quiet: ReadonlySet<string>): void
  /** Says once that something ended. */
  tell(key: string, title: string, body: string): void
}

export function createAnnouncer(options: AnnouncerOptions): Announcer {
  const known = new Set<string>()
  const safely = (work: Promise<void>): void => {
    work.catch((error: unknown) => options.log('warn', 'a notification failed', { error }))
  }
  options.notifier.onAction((key, action) => options.onPress(key, action))
  return {
    update(items, quiet) {
      const open = new Set(items.map((item) => item.interactionId))
      for (const key of known) {
        if (open.has(key)) continue
        known.delete(key)
        safely(options.notifier.withdraw(key))
      }
      for (const item of items) {
        if (known.has(item.interactionId)) continue
        known.add(item.interactionId)
        if (quiet.has(item.interactionId)) continue
        safely(options.notifier.show(buildQuestion(item, options.mayApprove())))
      }
    },
    tell: (key, title, body) =>
      safely(
        options.notifier.show({
          key,
          title,
          body,
          actions: [{ id: 'open', label: text('announce.open') }],
          urgency: 'normal',
          resident: false,
        }),
      ),
  }
}

/** The notification of one question. Approve is offered for low and elevated risk only. */
export function buildQuestion(item: InboxItem, mayApprove: boolean): NotificationRequest {
  const canApprove = item.kind === 'approval' && item.risk !== 'high' && mayApprove
  const open = { id: 'open', label: text('announce.open') } as const
  const deny = { id: 'deny', label: text('announce.deny') } as const
  const approve = { id: 'approve', label: text('announce.approve') } as const
  return {
    key: item.interactionId,
    title: item.title,
    body: buildWords(item, canApprove),
    actions: canApprove ? [approve, deny, open] : [open, deny],
    urgency: item.risk === 'high' ? 'critical' : 'normal',
    resident: true,
  }
}

function buildWords(item: InboxItem, canApprove: boolean): string {
  const from = [item.agentName, item.connectionName].filter((name) => name !== null).join(' · ')
  const what =
    item.kind === 'approval' && item.riskReason !== null
      ? text(`interaction.risk.${item.riskReason}`)
      : text(item.kind === 'widening' ? 'announce.widening' : 'announce.elicitation')
  const where = canApprove ? [] : [text('announce.decide_inside')]
  return [from, what, ...where].filter((line) => line !== '').join('\n')
}
