// Keeps a bounded number of entries of each agent by itself, so that none can push out what belongs to another.

export interface KeptByAgent {
  /** Oldest first. */
  of(agentId: string): ReadonlyMap<string, string>
  /** Takes the place of one with the same key; the oldest of this agent goes where it has too many. */
  keep(agentId: string, key: string, value: string): void
  drop(agentId: string, key: string): void
}

const none: ReadonlyMap<string, string> = new Map()

export function createKeptByAgent(mostOfEach: number): KeptByAgent {
  const byAgent = new Map<string, Map<string, string>>()
  const drop = (agentId: string, key: string): void => {
    const own = byAgent.get(agentId)
    own?.delete(key)
    if (own?.size === 0) byAgent.delete(agentId)
  }
  return {
    of: (agentId) => byAgent.get(agentId) ?? none,
    keep: (agentId, key, value) => {
      const own = byAgent.get(agentId) ?? new Map<string, string>()
      byAgent.set(agentId, own)
      own.delete(key)
      own.set(key, value)
      const oldest = own.size > mostOfEach ? own.keys().next().value : undefined
      if (oldest !== undefined) own.delete(oldest)
    },
    drop,
  }
}
