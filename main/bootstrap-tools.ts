// Wires what becomes of tools that their server changed: they are blocked, said so, reviewed and accepted.
import { text } from '../shared/catalogue/text.ts'
import { CountersignError } from '../shared/errors.ts'
import { isToolBlocked, type Tool } from '../shared/model/connection.ts'
import type { Widening } from '../shared/model/interaction.ts'
import { endedCallStates } from '../shared/model/tool-call.ts'
import type { Journey } from './agent/journey-port.ts'
import type { NoticeBoard } from './bootstrap-notices.ts'
import { connectionName } from './interaction/interaction-title.ts'
import type { InteractionQueue } from './interaction/queue.ts'
import { makeVisibleLine } from './interaction/visible.ts'
import type { ToolServices } from './ipc/tool-handlers.ts'
import { acceptTool } from './resource/pin-tools.ts'
import type { Store } from './store/repositories.ts'

export interface ToolWiring {
  readonly store: Store
  readonly queue: Pick<InteractionQueue, 'openWidening' | 'withdraw'>
  readonly journey: Pick<Journey, 'cancel'>
  readonly notices: Pick<NoticeBoard, 'tell'>
}

export interface ToolReview {
  /** The tools of this connection may have been read anew. */
  onToolsRead(connectionId: string): void
  /** Only asks: the approval view shows what changed and confirms. Throws `agent/gone` where nothing is blocked. */
  ask(connectionId: string, tool: string | null): void
}

type ToolChange = Extract<Widening, { what: 'tool_change' }>
const mostAtOnce = 20

export function wireTools(wiring: ToolWiring): ToolReview {
  /** Blocked definitions that the person was told of, by connection. */
  const told = new Map<string, ReadonlySet<string>>()
  return {
    onToolsRead: (connectionId) => {
      const { store } = wiring
      const blocked = store.connections.listTools(connectionId).filter(isToolBlocked)
      const keyOf = ({ name, definitionHash }: Tool): string => `${name} ${definitionHash}`
      const before = told.get(connectionId) ?? new Set()
      told.set(connectionId, new Set(blocked.map(keyOf)))
      withdrawStale(wiring, connectionId)
      endCalls(wiring, connectionId, blocked)
      const news = blocked.filter((tool) => !before.has(keyOf(tool)))
      if (news.length > 0) tellBlocked(wiring, connectionId, news)
    },
    ask: (connectionId, name) => {
      const tools = wiring.store.connections.listTools(connectionId).filter(isToolBlocked)
      const asked = tools.filter((tool) => name === null || tool.name === name)
      const list = asked.slice(0, mostAtOnce).map((tool) => ({
        name: tool.name,
        definitionHash: tool.definitionHash,
      }))
      if (list.length === 0) throw new CountersignError('agent/gone', text('tools.nothing_blocked'))
      wiring.queue.openWidening({ what: 'tool_change', connectionId, tools: list }, connectionId)
    },
  }
}

/** As the page may use it: asking brings the question up. */
export function buildToolReview(parts: {
  readonly engine: { readonly toolReview: ToolReview }
  readonly shell: { expectQuestion(): void }
}): Pick<ToolServices['toolReview'], 'ask'> {
  return {
    ask: (connectionId, tool) => {
      parts.shell.expectQuestion()
      parts.engine.toolReview.ask(connectionId, tool)
    },
  }
}

/** What a question would accept is not there any more. */
function withdrawStale({ store, queue }: ToolWiring, connectionId: string): void {
  for (const { id, widening } of store.interactions.listOpenWidenings()) {
    if (widening?.what !== 'tool_change' || widening.connectionId !== connectionId) continue
    if (isStale(store, connectionId, widening)) queue.withdraw(id)
  }
}

function isStale(store: Store, connectionId: string, widening: ToolChange): boolean {
  const tools = store.connections.listTools(connectionId)
  return widening.tools.some(({ name, definitionHash }) => {
    const tool = tools.find((each) => each.name === name)
    return tool?.definitionHash !== definitionHash || !isToolBlocked(tool)
  })
}

/** What was asked about one definition is never run as another: nobody needs to decide it any more. */
function endCalls(
  { store, journey }: ToolWiring,
  connectionId: string,
  blocked: readonly Tool[],
): void {
  const names = new Set(blocked.map(({ name }) => name))
  if (names.size === 0) return
  const held = store.calls
    .listAlive()
    .filter((call) => call.connectionId === connectionId && names.has(call.tool))
  for (const call of held) {
    if (call.state === 'sending' || endedCallStates.has(call.state)) continue
    journey.cancel(call.id, text('agent.refused_tool_changed'))
  }
}

function tellBlocked(
  { store, notices }: ToolWiring,
  connectionId: string,
  [first, ...others]: readonly Tool[],
): void {
  if (first === undefined) return
  const connection = connectionName(store, connectionId)
  const tool = makeVisibleLine(first.name)
  const count = others.length + 1
  const title = text(count === 1 ? 'tools.changed_title' : 'tools.changed_titles', {
    tool,
    connection,
    count,
  })
  notices.tell({ tone: 'warn', title, body: text('tools.changed_body'), callId: null })
}

/**
 * Danger: call only with what was approved in the approval view, inside the transaction that records it. A definition
 * that changed once more since it was shown stays blocked.
 */
export function acceptTools(store: Store, { connectionId, tools }: ToolChange): void {
  const accepted = new Map(tools.map(({ name, definitionHash }) => [name, definitionHash]))
  const kept = store.connections
    .listAllTools(connectionId)
    .map((tool) => (accepted.get(tool.name) === tool.definitionHash ? acceptTool(tool) : tool))
  store.connections.saveTools(connectionId, kept)
}
