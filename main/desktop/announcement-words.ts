// Writes the notifications: of one question, of several, of what may not be named, and of what has ended.
import { text } from '../../shared/catalogue/text.ts'
import type { InboxItem } from '../../shared/overview.ts'
import { summaryKey, type Ending } from './ending-pace.ts'
import type { NotificationRequest } from './notifier.ts'

type Action = NotificationRequest['actions'][number]

const openAction = (): Action => ({ id: 'open', label: text('announce.open') })

/** The notification of one question. Approve is offered for low and elevated risk only. */
export function buildQuestion(item: InboxItem, mayApprove: boolean): NotificationRequest {
  const canApprove = item.kind === 'approval' && item.risk !== 'high' && mayApprove
  const deny = { id: 'deny', label: text('announce.deny') } as const
  const approve = { id: 'approve', label: text('announce.approve') } as const
  return {
    key: item.interactionId,
    title: item.title,
    body: buildWords(item, canApprove),
    actions: canApprove ? [approve, deny, openAction()] : [openAction(), deny],
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

/** Of several of one source. It only opens: what would be approved cannot be read here. */
export function buildGroup(key: string, name: string, count: number): NotificationRequest {
  return {
    key,
    title: text(count === 1 ? 'notify.group_one' : 'notify.group_many', { name, count }),
    body: text('announce.decide_inside'),
    actions: [openAction()],
    urgency: 'normal',
    resident: true,
  }
}

/** On a locked screen: no name, no amount, no number. */
export function buildLocked(): NotificationRequest {
  return {
    key: 'locked',
    title: text('notify.locked_title'),
    body: text('notify.locked_body'),
    actions: [],
    urgency: 'normal',
    resident: true,
  }
}

export function buildEnded({ key, title, body }: Ending): NotificationRequest {
  return { key, title, body, actions: [openAction()], urgency: 'normal', resident: false }
}

export function buildSummary(endings: readonly Ending[]): NotificationRequest {
  return {
    key: summaryKey,
    title: text('notify.summary_title', { count: endings.length }),
    body: text('notify.summary_body'),
    actions: [openAction()],
    urgency: 'normal',
    resident: false,
  }
}
