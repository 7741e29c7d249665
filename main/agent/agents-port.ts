// The port of the agents: who they are, what they may use, and how the gateway knows them by their secret.
import type { Agent, AgentAccess, AgentClient } from '../../shared/model/agent.ts'
import type { Secret } from '../../shared/model/secret.ts'

export interface Agents {
  /** A gateway agent without access, and without a secret until `makeSecret`. */
  add(name: string): Agent
  /**
   * Danger: what comes back is shown to the person once, in the approval view, and kept nowhere; an earlier secret ends
   * with it. Throws `agent/gone` for one that is not a gateway agent or was revoked.
   */
  makeSecret(agentId: string): Secret
  /** The agent that this secret belongs to, in constant time; null for a wrong one and for a revoked agent. */
  findBySecret(secret: string): Agent | null
  /** Tells of each tool of a connection whether the agent was given it: as it is now, for the moment and not to be kept. */
  mayUse(agentId: string): (use: { connectionId: string; tool: string }) => boolean
  rename(agentId: string, name: string): void
  /** Narrowing only: what is not in what it has by now is left out. */
  limit(agentId: string, access: readonly AgentAccess[]): void
  /** Danger: only for an `agent_access` widening that was approved. Runs in the caller's transaction. */
  allow(agentId: string, access: readonly AgentAccess[]): void
  /** Holds its calls; what was not sent stays. */
  pause(agentId: string): void
  /** Danger: only for a widening that was approved. */
  endPause(agentId: string): void
  /** At once: its secret ends, its rules and plans end, its calls are cancelled. For good. */
  revoke(agentId: string): void
  /** What it said of itself when it came; saved at most once a minute per client of an agent, ten of them. */
  noteSeen(agentId: string, client: AgentClient): void
  /** Heard after who may call, or what with, has changed: the gateway listens anew and ends what it must. */
  onCallersChanged(listener: () => void): void
  /** After a widening was saved; the narrowing ones above tell of themselves. */
  tellCallersChanged(): void
}
