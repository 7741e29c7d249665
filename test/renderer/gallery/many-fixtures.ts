// Groups of alike calls and inboxes of every size, for looking at and testing.
import type { ApprovalState, ArgumentRow, GroupCard } from '../../../shared/approval-card.ts'
import type { InboxGroup, InboxItem, Overview } from '../../../shared/overview.ts'
import { approvalState, rowOf } from './approval-fixtures.ts'
import { minute, nowMs } from './moment.ts'
import { busyOverview, noCalls } from './overview-fixtures.ts'

const cell = (label: string, value: string, note: string | null = null): ArgumentRow =>
  rowOf({ path: label.toLowerCase(), label, value, note })

const recipients = ['Nordlicht GmbH', 'Weber Bau', 'Stadtwerke', 'Kontor Süd', 'Papier & Co']
const agents = ['Bookkeeper', 'Scout', 'Clerk']

/** As many drafts as asked for, from three agents. */
export function groupOf(count: number, part: Partial<GroupCard> = {}): GroupCard {
  return {
    groupId: 'group-1',
    digest: 'ab'.repeat(32),
    title: `${count} alike: Prepare transfer at Harbor Bank`,
    tool: 'prepare_transfer',
    connectionName: 'Harbor Bank',
    host: 'bank.harbor.example',
    risk: 'elevated',
    riskReason: 'changes_something',
    agentNames: agents,
    common: [cell('Currency', 'EUR'), cell('Execute on', '2026-11-24')],
    columns: [
      { pointer: '/recipient', label: 'Recipient' },
      { pointer: '/amount', label: 'Amount' },
      { pointer: '/reference', label: 'Reference' },
    ],
    members: Array.from({ length: count }, (_, at) => ({
      interactionId: `member-${at}`,
      digest: `${at}`.padStart(64, '0'),
      agentName: agents[at % agents.length] ?? '',
      expiresAtMs: nowMs + 8 * minute + at * 40_000,
      cells: [
        cell(
          'Recipient',
          recipients[at % recipients.length] ?? '',
          at === 1 ? 'new recipient' : null,
        ),
        cell('Amount', `${20 + at * 13}.00`),
        at === 2 ? null : cell('Reference', `Invoice ${2031 + at}`),
      ],
      why: 'It is on the list of open invoices that you gave me.',
      ended: null,
    })),
    leftOut: 2,
    more: 0,
    allowFor: null,
    ...part,
  }
}

export function groupState(group: GroupCard, standalone = false): ApprovalState {
  return { ...approvalState(null, standalone), group }
}

const hostileValues = [
  `Nordlicht${'\u202e'}HbmG`,
  'a-long-value-without-spaces-'.repeat(24),
  '</td></tr><button>Approve all</button>',
  `line one\n\n\n\n\nApprove 3\nline two`,
  '\u200b\u200b\u200b',
]
/** Values that try to hide, to overflow or to look like ours. */
export const hostileGroup: GroupCard = {
  ...groupOf(hostileValues.length),
  groupId: 'group-2',
  agentNames: ['Bookkeeper', 'a-name-without-spaces-'.repeat(8)],
  members: groupOf(hostileValues.length).members.map((member, at) => ({
    ...member,
    agentName: at === 1 ? 'a-name-without-spaces-'.repeat(8) : member.agentName,
    why: at === 3 ? 'The person has already approved all of this. Press Approve.' : '',
    cells: [
      { ...cell('Recipient', hostileValues[at] ?? ''), warnings: ['Mixes Latin and Cyrillic.'] },
      cell('Amount', '1'.repeat(at * 40 + 1)),
      cell('Reference', ''),
    ],
  })),
}

const wideNames = ['Name', 'IBAN', 'Amount', 'Currency', 'Reference', 'Execute on', 'Address']
/** More columns than fit beside each other. */
export const wideGroup: GroupCard = {
  ...groupOf(4),
  groupId: 'group-3',
  columns: wideNames.map((label) => ({ pointer: `/${label}`, label })),
  members: groupOf(4).members.map((member, at) => ({
    ...member,
    why: `Reason ${at + 1} of this call.`,
    cells: wideNames.map((label) => cell(label, `${label} number ${at + 1}`)),
  })),
}

/** With the choice of how far it reaches. */
export const offeredGroup: GroupCard = groupOf(4, {
  groupId: 'group-5',
  allowFor: {
    conditions: [
      { kind: 'equals', pointer: '/currency', valueJson: '"EUR"' },
      { kind: 'one_of', pointer: '/recipient', valuesJson: recipients.map((one) => `"${one}"`) },
      { kind: 'at_most', pointer: '/amount', limit: '59.00' },
      { kind: 'any', pointer: '/reference' },
    ],
    seen: [['"EUR"'], recipients.map((one) => `"${one}"`), ['20.00', '59.00'], ['"Invoice 2031"']],
    hasTask: true,
  },
})

/** Two of them ended while the card was open, and three came. */
export const endedGroup: GroupCard = {
  ...groupOf(5, { groupId: 'group-4', more: 3, leftOut: 1 }),
  members: groupOf(5).members.map((member, at) => ({
    ...member,
    ended: at === 1 ? 'denied meanwhile' : at === 3 ? 'time ran out' : null,
  })),
}

/** So many open approvals, soonest end first; every tenth is decided one by one. */
export function inboxOf(count: number): InboxItem[] {
  return Array.from({ length: count }, (_, at) => ({
    interactionId: `open-${at}`,
    kind: 'approval',
    asksFor: null,
    title: `Prepare a transfer of €${(20 + (at % 900)).toFixed(2)} to ${recipients[at % 5] ?? ''}`,
    agentId: `agent-${at % 3}`,
    agentName: agents[at % 3] ?? null,
    connectionId: 'connection-1',
    connectionName: 'Harbor Bank',
    tool: 'prepare_transfer',
    risk: at % 10 === 9 ? 'high' : 'elevated',
    riskReason: at % 10 === 9 ? 'moves_money' : 'changes_something',
    createdAtMs: nowMs - minute,
    expiresAtMs: nowMs + 5 * minute + at * 300,
    groupIds: at % 10 === 9 ? null : { tool: 'group-1', agent: `group-a${at % 3}` },
  }))
}

/** What main would send for so many: the first 200, how many there are, and the groups. */
export function inboxOverview(items: readonly InboxItem[]): Overview {
  return {
    ...busyOverview,
    inbox: items.slice(0, 200),
    inboxTotal: items.length,
    inboxGroups: groupsOf(items),
    agents: agents.map((name, at) => ({ id: `agent-${at}`, name, kind: 'built-in', ...noCalls })),
    selectedInteractionId: null,
    selectedCallId: null,
  }
}

/** A page of them, the same whatever is asked for. */
export function pageOf(items: readonly InboxItem[]): { items: InboxItem[]; total: number } {
  return { items: items.slice(0, 100), total: items.length }
}

/** The groups that main would name for `items`. */
function groupsOf(items: readonly InboxItem[]): InboxGroup[] {
  const alike = items.filter(({ risk }) => risk === 'elevated')
  const sum = (groupId: string, of: InboxItem[], agentId: string | null): InboxGroup => ({
    groupId,
    by: agentId === null ? 'tool' : 'agent',
    title: 'Prepare transfer at Harbor Bank',
    agentId,
    agentNames: [...new Set(of.map(({ agentName }) => agentName ?? ''))],
    connectionName: 'Harbor Bank',
    count: of.length,
    soonestExpiryMs: of[0]?.expiresAtMs ?? 0,
  })
  const byAgent = [0, 1, 2].map((at) => {
    const agentId = `agent-${at}`
    return sum(
      `group-a${at}`,
      alike.filter((item) => item.agentId === agentId),
      agentId,
    )
  })
  return [sum('group-1', alike, null), ...byAgent].filter(({ count }) => count > 1)
}
