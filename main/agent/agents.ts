// The agents of others: added and named by the person, known by their secret, limited, paused and revoked at once.
import { createHash, timingSafeEqual } from 'node:crypto'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { ActivityKind } from '../../shared/model/activity.ts'
import type { Agent, AgentAccess, AgentClient } from '../../shared/model/agent.ts'
import type { Clock, MakeId, Randomness } from '../../shared/model/ports.ts'
import { Secret } from '../../shared/model/secret.ts'
import { allowsTool, narrowAccess, widenAccess, type ToolUse } from './agent-access.ts'
import { cutName, readAgentName } from './agent-name.ts'
import type { Agents } from './agents-port.ts'
import { endAllOf, endBeyondAccess, type AgentEndParts } from './end-agent.ts'
import { createSeenClients } from './seen-clients.ts'

export interface AgentsParts extends AgentEndParts {
  readonly clock: Clock
  readonly makeId: MakeId
  readonly randomness: Pick<Randomness, 'bytes'>
  /** Something that the pages show of agents has changed. */
  readonly onChanged: () => void
}

const secretBytes = 32

export function createAgents(parts: AgentsParts): Agents {
  return new StoredAgents(parts)
}

class StoredAgents implements Agents {
  readonly #parts: AgentsParts
  /** Read from the rows when it is asked for the first time after a change. */
  #known: readonly { readonly agentId: string; readonly hash: Buffer }[] | null = null
  readonly #listeners: (() => void)[] = []
  readonly #seen = createSeenClients()

  constructor(parts: AgentsParts) {
    this.#parts = parts
  }

  add(name: string): Agent {
    const { store, makeId, clock } = this.#parts
    const agent: Agent = {
      id: makeId(),
      name: readAgentName(store, name, null),
      kind: 'gateway',
      access: [],
      secretHash: null,
      lastClient: null,
      lastSeenAtMs: null,
      createdAtMs: clock.nowMs(),
      paused: false,
      revokedAtMs: null,
    }
    this.#save(agent, 'agent_added', { name: agent.name })
    this.#parts.onChanged()
    return agent
  }

  makeSecret(agentId: string): Secret {
    const agent = this.#load(agentId)
    if (agent.kind !== 'gateway') throw gone()
    const secret = new Secret(
      Buffer.from(this.#parts.randomness.bytes(secretBytes)).toString('base64url'),
    )
    const isNew = agent.secretHash == null
    const secretHash = hashOf(secret.reveal()).toString('hex')
    this.#save({ ...agent, secretHash }, 'agent_changed', {
      change: isNew ? 'secret' : 'secret_again',
    })
    return secret
  }

  findBySecret(secret: string): Agent | null {
    const hash = hashOf(secret)
    let found: string | null = null
    // All of them are compared, so that time tells nothing of which one it was, nor how many there are before it.
    for (const known of this.#readKnown()) {
      if (timingSafeEqual(known.hash, hash)) found = known.agentId
    }
    const agent = found === null ? null : this.#parts.store.tasks.loadAgent(found)
    // The row alone says what holds: the list may be from before a transaction that was rolled back.
    const holds = agent?.revokedAtMs == null && agent?.secretHash === hash.toString('hex')
    return holds ? agent : null
  }

  mayUse(agentId: string): (use: ToolUse) => boolean {
    const agent = this.#parts.store.tasks.loadAgent(agentId)
    return (use) => agent !== null && allowsTool(agent, use)
  }

  rename(agentId: string, name: string): void {
    const agent = this.#load(agentId)
    const named = readAgentName(this.#parts.store, name, agentId)
    if (named === agent.name) return
    this.#save({ ...agent, name: named }, 'agent_changed', { change: 'name', before: agent.name })
    this.#parts.onChanged()
  }

  limit(agentId: string, access: readonly AgentAccess[]): void {
    const agent = this.#load(agentId)
    const narrowed = narrowAccess(agent.access ?? null, access)
    if (JSON.stringify(narrowed) === JSON.stringify(agent.access)) return
    const limited = { ...agent, access: narrowed }
    this.#parts.store.transaction(() => {
      this.#save(limited, 'narrowed', { what: 'agent_access', access: narrowed })
      endBeyondAccess(this.#parts, limited, this.#parts.clock.nowMs())
    })
    this.tellCallersChanged()
  }

  allow(agentId: string, access: readonly AgentAccess[]): void {
    const agent = this.#load(agentId)
    // The built-in agent without limits has everything by now.
    if (agent.access === undefined) return
    this.#parts.store.tasks.saveAgent({ ...agent, access: widenAccess(agent.access, access) })
  }

  pause(agentId: string): void {
    const agent = this.#load(agentId)
    if (agent.paused === true) return
    this.#save({ ...agent, paused: true }, 'agent_paused', {})
    this.#parts.onChanged()
  }

  endPause(agentId: string): void {
    const agent = this.#load(agentId)
    if (agent.paused !== true) return
    this.#save({ ...agent, paused: false }, 'agent_resumed', {})
  }

  revoke(agentId: string): void {
    const agent = this.#load(agentId)
    if (agent.kind !== 'gateway') throw gone()
    const { store, clock } = this.#parts
    const ended = { ...agent, access: [], secretHash: null, revokedAtMs: clock.nowMs() }
    store.transaction(() => {
      this.#save(ended, 'agent_revoked', {})
      endAllOf(this.#parts, ended, clock.nowMs())
    })
    this.#parts.queue.withdrawForAgent(agentId)
    this.tellCallersChanged()
  }

  noteSeen(agentId: string, said: AgentClient): void {
    const { store, clock } = this.#parts
    const agent = store.tasks.loadAgent(agentId)
    if (agent === null || agent.revokedAtMs != null) return
    const { version, protocol } = said
    const client: AgentClient = {
      ...said,
      name: cutName(said.name),
      version: version === null ? null : cutName(version),
      protocol: protocol === null ? null : cutName(protocol),
    }
    const nowMs = clock.nowMs()
    if (this.#seen.isKnown(agentId, client, nowMs)) return
    store.tasks.saveAgent({ ...agent, lastClient: client, lastSeenAtMs: nowMs })
    this.#seen.note(agentId, client, nowMs)
    this.#parts.onChanged()
  }

  onCallersChanged(listener: () => void): void {
    this.#listeners.push(listener)
  }

  tellCallersChanged(): void {
    for (const listener of this.#listeners) listener()
    this.#parts.onChanged()
  }

  #load(agentId: string): Agent {
    const agent = this.#parts.store.tasks.loadAgent(agentId)
    if (agent === null || agent.revokedAtMs != null) throw gone()
    return agent
  }

  #save(agent: Agent, kind: ActivityKind, facts: Readonly<Record<string, unknown>>): void {
    const { store } = this.#parts
    this.#known = null
    const detail = { agentId: agent.id, name: agent.name, ...facts }
    store.transaction(() => {
      store.tasks.saveAgent(agent)
      store.activity.append({ kind, callId: null, taskId: null, connectionId: null, detail })
    })
    this.#known = null
  }

  #readKnown(): readonly { readonly agentId: string; readonly hash: Buffer }[] {
    this.#known ??= this.#parts.store.tasks.listAgents().flatMap(({ id, secretHash }) => {
      const hash = Buffer.from(secretHash ?? '', 'hex')
      return hash.length === 32 ? [{ agentId: id, hash }] : []
    })
    return this.#known
  }
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest()
const gone = () => new CountersignError('agent/gone', text('agents.gone'))
