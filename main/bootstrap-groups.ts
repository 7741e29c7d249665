// Many questions at once, for the pages: opens a group of alike calls as it is, and carries out what was decided about it.
import type { ApprovalState } from '../shared/approval-card.ts'
import { text } from '../shared/catalogue/text.ts'
import { CountersignError } from '../shared/errors.ts'
import type { Inbox } from './agent/inbox.ts'
import type { Engine } from './engine.ts'
import type { Shell } from './bootstrap-desktop.ts'
import {
  digestOfGroup,
  largestGroup,
  type ShownGroup,
  type ShownMember,
} from './interaction/group.ts'
import type { TogetherOutcome, TogetherRequest } from './interaction/queue.ts'
import { refusalError } from './interaction/refusal-words.ts'
import type { ManyServices } from './ipc/many-handlers.ts'
import type { Store } from './store/repositories.ts'

export interface ManyParts {
  readonly engine: Pick<Engine, 'store' | 'queue' | 'inbox' | 'notices'>
  readonly shell: Pick<Shell, 'select' | 'selection' | 'bringUp'>
}

/** The group as it is at this moment, the soonest to end first; null when fewer than one of it waits. */
export function freezeGroup(
  { store, inbox }: { store: Store; inbox: Pick<Inbox, 'membersOf'> },
  groupId: string,
): ShownGroup | null {
  const members = inbox
    .membersOf(groupId)
    .slice(0, largestGroup)
    .flatMap((interactionId): ShownMember[] => {
      const interaction = store.interactions.load(interactionId)
      return interaction === null ? [] : [{ interactionId, digest: interaction.digest }]
    })
  return members.length === 0 ? null : { groupId, members }
}

/** The group of this agent, where there is but one: of several the inbox shows which. */
export function freezeOnlyGroup(
  engine: { store: Store; inbox: Pick<Inbox, 'groups' | 'membersOf'> },
  agentId: string,
): ShownGroup | null {
  const own = engine.inbox.groups().filter((group) => group.agentId === agentId)
  const [only] = own
  return only === undefined || own.length > 1 ? null : freezeGroup(engine, only.groupId)
}

/** What is left of a group by now, in the same order; null when nothing is. */
function keepOpen(store: Store, { groupId, members }: ShownGroup): ShownGroup | null {
  const open = members.filter(({ interactionId, digest }) => {
    const interaction = store.interactions.load(interactionId)
    return interaction?.state === 'open' && interaction.digest === digest
  })
  return open.length === 0 ? null : { groupId, members: open }
}

/** What the shown gate counts the time of: a card or a group, each by its digest. */
export function contentOf({
  card,
  group,
}: ApprovalState): { interactionId: string; digest: string } | null {
  return group === null ? card : { interactionId: group.groupId, digest: group.digest }
}

export function buildMany(parts: ManyParts): ManyServices {
  const { engine, shell } = parts
  return {
    inbox: {
      page: (query) => engine.inbox.page(query),
      denyAll: (agentId) => denyAll(engine, agentId),
    },
    groups: {
      open: (groupId) => {
        choose(parts, groupId)
        shell.bringUp()
      },
      renew: (groupId) => {
        if (shell.selection().group?.groupId === groupId) choose(parts, groupId)
      },
      approve: ({ members, allowFor, ...named }) => {
        const shown = requireShown(parts, named)
        return decide(parts, shown, { answer: 'approve', shown, members, allowFor })
      },
      deny: ({ members, reason, ...named }) => {
        const shown = requireShown(parts, named)
        const known = new Set(shown.members.map(({ interactionId }) => interactionId))
        const interactionIds = members
          .map(({ interactionId }) => interactionId)
          .filter((id) => known.has(id))
        return decide(parts, shown, { answer: 'deny', interactionIds, surface: 'approval', reason })
      },
    },
  }
}

function choose({ engine, shell }: ManyParts, groupId: string): void {
  const group = freezeGroup(engine, groupId)
  if (group === null) throw new CountersignError('interaction/gone', text('many.gone'))
  shell.select({ kind: 'group_chosen', group })
}

/** An answer must name what is shown now, so that a late press decides nothing else. */
function requireShown(
  { shell }: ManyParts,
  { groupId, digest }: { groupId: string; digest: string },
): ShownGroup {
  const { group } = shell.selection()
  if (group?.groupId === groupId && digestOfGroup(group) === digest) return group
  throw new CountersignError('interaction/gone', text('many.gone'))
}

function decide(
  { engine, shell }: ManyParts,
  shown: ShownGroup,
  request: TogetherRequest,
): { decided: number; left: number } {
  const outcome = engine.queue.answerTogether(request)
  const { decided, left } = outcome
  if (decided.length === 0) throw refusalOf(outcome)
  if (left.length > 0) tellLeft(engine, outcome)
  shell.select({ kind: 'group_chosen', group: keepOpen(engine.store, shown) })
  return { decided: decided.length, left: left.length }
}

function refusalOf({ left }: TogetherOutcome): CountersignError {
  const refusal = left[0]?.refusal ?? 'interaction/gone'
  if (refusal !== 'interaction/gone') return refusalError(refusal)
  return new CountersignError(refusal, text('many.gone'))
}

function tellLeft({ notices }: ManyParts['engine'], { decided, left }: TogetherOutcome): void {
  const count = decided.length + left.length
  const title = text('many.some_left_title', { left: left.length, count })
  notices.post({ tone: 'warn', title, body: text('many.some_left_body'), callId: null })
}

/** Everything this agent waits for, also what its servers ask. Denying works from everywhere. */
function denyAll({ store, queue, inbox, notices }: ManyParts['engine'], agentId: string): number {
  const interactionIds = inbox.openOfAgent(agentId)
  const surface = 'app'
  const outcome = queue.answerTogether({ answer: 'deny', interactionIds, surface, reason: null })
  const count = outcome.decided.length
  // All of it had ended meanwhile.
  if (count === 0) return 0
  const agent = store.tasks.listAgents().find(({ id }) => id === agentId)?.name ?? agentId
  const title = text('many.denied_title', { count, agent })
  notices.post({ tone: 'info', title, body: text('many.denied_body'), callId: null })
  return count
}
