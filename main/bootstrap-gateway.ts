// Wires the gateway: what it serves, when it listens, and what the person hears of who knocks in vain.
import { text } from '../shared/catalogue/text.ts'
import type { Agents } from './agent/agents-port.ts'
import type { GatewayCalls } from './bootstrap-gateway-calls.ts'
import type { NoticeBoard } from './bootstrap-notices.ts'
import type { Engine, World } from './engine.ts'
import type { Gateway, GatewayRoutes } from './gateway/gateway-port.ts'
import { createGateway } from './gateway/gateway.ts'
import type { GatewayServices } from './ipc/gateway-handlers.ts'
import type { Store } from './store/repositories.ts'

export interface GatewayWiring extends Pick<World, 'clock' | 'log' | 'folder' | 'onChanged'> {
  readonly store: Store
  readonly agents: Agents
  readonly notices: NoticeBoard
  readonly calls: GatewayCalls
}

const wrongToldEveryMs = 60_000

/** Listens from the first `refresh` on; it follows agents and settings by itself from then. */
export function wireGateway(wiring: GatewayWiring): Gateway {
  const { store, agents, calls } = wiring
  const gateway = createGateway({
    ...wiring,
    routes: buildRoutes(wiring),
    listAgents: () => store.tasks.listAgents(),
    settings: () => store.settings.load(),
    onWrongSecret: createWrongSecretTeller(wiring),
  })
  agents.onCallersChanged(() => void gateway.refresh())
  return {
    ...gateway,
    refresh: () => {
      calls.start()
      return gateway.refresh()
    },
    stop: () => {
      calls.stop()
      return gateway.stop()
    },
  }
}

/** What is served, by path. Nothing administrative, ever (threat 129). */
function buildRoutes({ calls }: GatewayWiring): GatewayRoutes {
  return new Map([
    ['/mcp', calls.mcp.handle],
    ['/hook', calls.hook],
  ])
}

/** Once a minute, in place of what was told before, so that knocking cannot push other news off the board. */
function createWrongSecretTeller({
  clock,
  log,
  notices,
}: Pick<GatewayWiring, 'clock' | 'log' | 'notices'>): () => void {
  let told: { readonly id: string; readonly atMs: number } | null = null
  return () => {
    const atMs = clock.monotonicMs()
    if (told !== null && atMs - told.atMs < wrongToldEveryMs) return
    if (told !== null) notices.dismiss(told.id)
    log('warn', 'The gateway was called with a secret that is not known')
    const words = { title: text('gateway.wrong_title'), body: text('gateway.wrong') }
    told = { id: notices.post({ ...words, tone: 'warn', callId: null }).id, atMs }
  }
}

/** Chosen in the settings; it moves at once, and says so where the port is taken. */
export function buildGatewayServices(
  { store, gateway }: Pick<Engine, 'store' | 'gateway'>,
  onChanged: () => void,
): GatewayServices {
  return {
    gateway: {
      async setPort(gatewayPort) {
        store.transaction(() => {
          store.settings.save({ ...store.settings.load(), gatewayPort })
          const about = { callId: null, taskId: null, connectionId: null }
          store.activity.append({ kind: 'settings_changed', ...about, detail: { gatewayPort } })
        })
        await gateway.refresh()
        onChanged()
      },
    },
  }
}
