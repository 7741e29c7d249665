// Bounds how much one agent may have waiting for the person, so that no agent can bury the questions of the others.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'

/** Calls of one agent that may be held at the same time (threats 37). */
export const mostHeld = 500

/**
 * Returns the judged call; throws `agent/busy`, with words that tell the agent what to do, when it would be held beside
 * as many as may be. Call inside the transaction that takes it, so that nothing of it is kept then. Counted in the store:
 * it holds after a restart too. What needs no person is not held, and not refused.
 */
export function requireRoom({ calls }: Pick<Store, 'calls'>, call: ToolCall): ToolCall {
  const isHeld = call.state === 'asking' || call.state === 'received'
  if (!isHeld || calls.countHeld(call.agentId) <= mostHeld) return call
  const { agentId } = call
  throw new CountersignError('agent/busy', text('many.busy', { count: mostHeld }), {
    detail: { agentId },
  })
}
