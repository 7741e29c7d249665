// The gateway's life: it listens while an agent may call, moves when its port changes, and ends what it carries with it.
import type { Agent } from '../../shared/model/agent.ts'
import type { Clock, Log } from '../../shared/model/ports.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { Agents } from '../agent/agents-port.ts'
import { createAdmission } from './admission.ts'
import { createConnections } from './connections.ts'
import { createExchanges } from './exchange.ts'
import { gatewayLimits, type GatewayLimits } from './gateway-limits.ts'
import type { Gateway, GatewayRoutes } from './gateway-port.ts'
import { createListener } from './listener.ts'

export interface GatewayParts {
  readonly agents: Pick<Agents, 'findBySecret'>
  /** As they are now, the revoked ones too. */
  readonly listAgents: () => readonly Agent[]
  readonly routes: GatewayRoutes
  readonly settings: () => Pick<Settings, 'gatewayPort'>
  /** The data folder, private to this person. */
  readonly folder: string
  readonly clock: Clock
  readonly log: Log
  /** `state()` gives something else than before. */
  readonly onChanged: () => void
  /** Somebody on this computer showed a secret that is nobody's. May be called often. */
  readonly onWrongSecret: () => void
  readonly limits?: Partial<GatewayLimits>
}

/** Listens to nothing before the first `refresh`. */
export function createGateway(parts: GatewayParts): Gateway {
  const { clock, log } = parts
  const limits = { ...gatewayLimits, ...parts.limits }
  const connections = createConnections(clock, limits)
  const admit = createAdmission({ ...parts, connections, limits })
  const exchanges = createExchanges({ admit, clock, limits, log })
  const onTrouble = (error: unknown): void =>
    log('warn', 'No further connection was taken', { error })
  const server = { connections, exchanges, limits, onTrouble }
  const listener = createListener(parts, { server, again: () => void refresh() })
  let stopped = false
  let turn: Promise<void> = Promise.resolve()
  const inTurn = (run: () => Promise<void>): Promise<void> => {
    turn = turn.then(run)
    return turn
  }
  const refresh = async (): Promise<void> => {
    // At once, whatever else is under way: a revoked agent gets nothing more.
    const now = new Map(parts.listAgents().map((agent) => [agent.id, agent]))
    exchanges.endUnless(({ id, secretHash }) => {
      const agent = now.get(id)
      return agent !== undefined && mayCall(agent) && agent.secretHash === secretHash
    })
    await inTurn(async () => {
      if (!stopped) await listener.follow(parts.listAgents().some(mayCall))
    })
  }
  return {
    refresh,
    state: () => listener.state(),
    async stop() {
      stopped = true
      exchanges.endUnless(() => false)
      connections.closeAll()
      await inTurn(() => listener.follow(false))
    },
  }
}

function mayCall({ kind, secretHash, revokedAtMs }: Agent): boolean {
  return kind === 'gateway' && typeof secretHash === 'string' && (revokedAtMs ?? null) === null
}
