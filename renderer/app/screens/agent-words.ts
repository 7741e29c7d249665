// How an agent stands and when it was last heard of, in words.
import type { AgentView } from '../../../shared/agent-view.ts'
import { text } from '../../../shared/catalogue/text.ts'
import { momentOf } from '../../parts/format.ts'
import type { Tone } from '../../parts/tag.tsx'

export function agentTag(agent: AgentView): { tone: Tone; words: string } {
  if (agent.revokedAtMs != null) return { tone: 'plain', words: text('agents.state_revoked') }
  if (agent.paused === true) return { tone: 'mid', words: text('agents.state_paused') }
  if (agent.kind === 'built-in') return { tone: 'ok', words: text('agents.state_here') }
  if (!agent.admitted) return { tone: 'mid', words: text('agents.state_no_secret') }
  return { tone: 'ok', words: text('agents.state_ready') }
}

export function seenWords({ kind, lastSeenAtMs }: AgentView, nowMs: number): string {
  if (kind === 'built-in') return text('agents.runs_here')
  return lastSeenAtMs == null
    ? text('agents.never_seen')
    : text('agents.seen', { moment: momentOf(lastSeenAtMs, nowMs) })
}
