// What the record says about agents, in our words: whom it was about, and what was changed.
import { text } from '../../shared/catalogue/text.ts'
import { makeVisibleLine } from '../interaction/visible.ts'
import type { Store } from '../store/repositories.ts'

type Detail = Readonly<Record<string, unknown>>

const changes = {
  name: 'agents.line_name',
  secret: 'agents.line_secret',
  secret_again: 'agents.line_secret_again',
} as const
const widened = {
  agent_access: 'agents.line_access',
  agent_secret: 'agents.line_secret_asked',
  agent_resume: 'agents.line_resume',
} as const

const isIn = <Map extends object>(map: Map, key: unknown): key is keyof Map =>
  typeof key === 'string' && key in map

/** Null where it is not about an agent. */
export function describeAgentRow(store: Store, detail: Detail): string | null {
  const { agentId, name: recorded, change, what, before } = detail
  if (typeof agentId !== 'string') return null
  const now = store.tasks.loadAgent(agentId)?.name
  const agent = makeVisibleLine(typeof recorded === 'string' ? recorded : (now ?? '?'))
  if (isIn(changes, change)) {
    const old = typeof before === 'string' ? makeVisibleLine(before) : ''
    return text(changes[change], { agent, before: old })
  }
  return isIn(widened, what) ? text(widened[what], { agent }) : agent
}
