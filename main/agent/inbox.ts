// What is open, kept in memory in the order in which it ends, so that showing thousands costs as little as showing ten.
import { currentLanguage } from '../../shared/catalogue/text.ts'
import type { Log } from '../../shared/model/ports.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { InboxGroup, InboxItem } from '../../shared/overview.ts'
import type { GroupKind } from '../interaction/group.ts'
import type { InteractionQueue } from '../interaction/queue.ts'
import type { Store } from '../store/repositories.ts'
import { buildEntry, withRememberedNames, type InboxEntry } from './inbox-entry.ts'
import { buildGroups } from './inbox-groups.ts'
import { InboxOrder } from './inbox-order.ts'

export interface InboxQuery {
  /** Only what belongs to this group. */
  readonly groupId: string | null
  /** Leaves out what is in a group of this kind. */
  readonly without: GroupKind | null
  /** Words that title, agent or connection must contain; empty for all. */
  readonly words: string
  readonly offset: number
  readonly limit: number
}

export interface Inbox {
  /** Soonest end first. The same array as long as nothing changes. */
  list(): readonly InboxItem[]
  total(): number
  page(query: InboxQuery): { items: InboxItem[]; total: number }
  /** What can be decided together: two or more each, soonest end first. */
  groups(): readonly InboxGroup[]
  /** Interaction ids of a group, soonest end first. */
  membersOf(groupId: string): readonly string[]
  /** How many high-risk calls are left out of a group because they are decided one by one. */
  leftOutOf(groupId: string): number
  has(interactionId: string): boolean
  /** The open interaction about this call, or null. */
  interactionOf(callId: string): string | null
  /** Everything open that this agent asked. */
  openOfAgent(agentId: string): readonly string[]
  /** The journey's news: an edited call has another title. */
  onCallChanged(call: ToolCall): void
}

interface InboxParts {
  readonly store: Store
  readonly queue: Pick<InteractionQueue, 'onEvent'>
  readonly log: Log
}

/** Built from the store when it is first asked, then kept by the events of `queue`. The store is right where they differ. */
export function createInbox(parts: InboxParts): Inbox {
  return new KeptInbox(parts)
}

class KeptInbox implements Inbox {
  readonly #parts: InboxParts
  readonly #entries = new Map<string, InboxEntry>()
  readonly #byCall = new Map<string, string>()
  readonly #all = new InboxOrder()
  readonly #groups = new Map<string, InboxOrder>()
  readonly #leftOut = new Map<string, number>()
  #names: string | null = null
  /** Open ones that cannot be read: the store counts them, and nobody can be shown them. */
  #unread = 0
  #list: readonly InboxItem[] | null = null
  #groupList: readonly InboxGroup[] | null = null

  constructor(parts: InboxParts) {
    this.#parts = parts
    parts.queue.onEvent(({ kind, interaction }) => {
      if (this.#names === null) return
      this.#remove(interaction.id)
      if (kind !== 'closed') this.#load(parts.store, interaction.id)
    })
  }

  list(): readonly InboxItem[] {
    this.#agree()
    this.#list ??= this.#all.entries.map(({ item }) => item)
    return this.#list
  }

  total(): number {
    return this.list().length
  }

  page({ groupId, without, words, offset, limit }: InboxQuery): {
    items: InboxItem[]
    total: number
  } {
    this.#agree()
    const from = groupId === null ? this.#all.entries : (this.#groups.get(groupId)?.entries ?? [])
    const left = without === null ? from : from.filter((entry) => !this.#isGrouped(entry, without))
    const wanted = words.trim().toLowerCase()
    const found = wanted === '' ? left : left.filter(({ words: its }) => its.includes(wanted))
    const items = found.slice(offset, offset + limit).map(({ item }) => item)
    return { items, total: found.length }
  }

  groups(): readonly InboxGroup[] {
    this.#agree()
    this.#groupList ??= buildGroups(this.#groups)
    return this.#groupList
  }

  membersOf(groupId: string): readonly string[] {
    this.#agree()
    return (this.#groups.get(groupId)?.entries ?? []).map(({ item }) => item.interactionId)
  }

  leftOutOf(groupId: string): number {
    this.#agree()
    return this.#leftOut.get(groupId) ?? 0
  }

  has(interactionId: string): boolean {
    this.#agree()
    return this.#entries.has(interactionId)
  }

  interactionOf(callId: string): string | null {
    this.#agree()
    return this.#byCall.get(callId) ?? null
  }

  openOfAgent(agentId: string): readonly string[] {
    return this.list()
      .filter((item) => item.agentId === agentId)
      .map(({ interactionId }) => interactionId)
  }

  onCallChanged({ id, digest }: ToolCall): void {
    const entry = this.#entries.get(this.#byCall.get(id) ?? '')
    if (entry === undefined || entry.callDigest === digest) return
    const { interactionId } = entry.item
    this.#remove(interactionId)
    this.#load(this.#parts.store, interactionId)
  }

  #isGrouped(entry: InboxEntry, kind: GroupKind): boolean {
    const groupId = entry.groupIds?.[kind]
    return groupId !== undefined && (this.#groups.get(groupId)?.entries.length ?? 0) > 1
  }

  /** Other names or another language: everything anew. Else only what the events did not tell of. */
  #agree(): void {
    const { store } = this.#parts
    const names = namesOf(store)
    if (names !== this.#names) {
      for (const id of this.#entries.keys()) this.#remove(id)
      this.#names = names
      this.#unread = 0
    }
    const isComplete = store.interactions.countOpen() === this.#entries.size + this.#unread
    if (!isComplete) this.#readAnew()
  }

  #readAnew(): void {
    const open = new Set(this.#parts.store.interactions.listOpenIds())
    for (const id of this.#entries.keys()) if (!open.has(id)) this.#remove(id)
    const remembering = withRememberedNames(this.#parts.store)
    const missing = [...open].filter((id) => !this.#entries.has(id))
    for (const id of missing) this.#load(remembering, id)
    const unread = open.size - this.#entries.size
    if (unread > this.#unread) this.#parts.log('warn', 'Questions could not be read', { unread })
    this.#unread = unread
  }

  #load(store: Store, interactionId: string): void {
    const interaction = store.interactions.load(interactionId)
    if (interaction === null || interaction.state !== 'open') return
    const entry = buildEntry(store, interaction)
    this.#changed()
    this.#entries.set(interactionId, entry)
    if (interaction.callId !== null) this.#byCall.set(interaction.callId, interactionId)
    this.#all.add(entry)
    for (const groupId of Object.values(entry.groupIds ?? {})) {
      const group = this.#groups.get(groupId) ?? new InboxOrder()
      group.add(entry)
      this.#groups.set(groupId, group)
    }
    for (const groupId of entry.leftOutOf) this.#countLeftOut(groupId, 1)
  }

  #remove(interactionId: string): void {
    const entry = this.#entries.get(interactionId)
    if (entry === undefined) return
    this.#changed()
    this.#entries.delete(interactionId)
    const { callId } = entry
    if (callId !== null && this.#byCall.get(callId) === interactionId) this.#byCall.delete(callId)
    this.#all.remove(entry)
    for (const groupId of Object.values(entry.groupIds ?? {})) {
      const group = this.#groups.get(groupId)
      group?.remove(entry)
      if (group?.entries.length === 0) this.#groups.delete(groupId)
    }
    for (const groupId of entry.leftOutOf) this.#countLeftOut(groupId, -1)
  }

  #countLeftOut(groupId: string, change: 1 | -1): void {
    const count = (this.#leftOut.get(groupId) ?? 0) + change
    if (count === 0) this.#leftOut.delete(groupId)
    else this.#leftOut.set(groupId, count)
  }

  #changed(): void {
    this.#list = null
    this.#groupList = null
  }
}

/** Titles name agents and connections, in one language. */
function namesOf({ tasks, connections }: Store): string {
  const agents = tasks.listAgents().map(({ id, name }) => [id, name])
  const servers = connections.list().map(({ id, name }) => [id, name])
  return JSON.stringify([currentLanguage(), agents, servers])
}
