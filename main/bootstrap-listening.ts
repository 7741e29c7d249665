// Wires hearing of changed tools between calls: streams of their own, beside the requests that calls need.
import type { ConnectionWiring } from './bootstrap-connections.ts'
import { createGuardedFetch } from './http/guarded-fetch.ts'
import type { ConnectionService } from './resource/connection-service.ts'
import { createToolListening, type ToolListening } from './resource/tool-listening.ts'

/**
 * A fetch of its own: streams that stay open take no place from calls, and one that breaks again and again says nothing
 * about whether calls get through.
 */
export function wireListening(wiring: ConnectionWiring): ToolListening {
  const { clock, oauth, toolNews } = wiring
  return createToolListening({
    ...wiring,
    fetch: createGuardedFetch({ clock }),
    proofs: oauth.proofs,
    onToolsChanged: (connectionId) => toolNews.onChanged(connectionId),
  })
}

/** The same service, with listening beginning and ending as it does. */
export function withListening(
  service: ConnectionService,
  listening: ToolListening,
): Pick<ConnectionService, 'start' | 'stop' | 'onWake'> {
  return {
    start: () => {
      service.start()
      listening.start()
    },
    stop: () => {
      listening.stop()
      service.stop()
    },
    onWake: () => {
      service.onWake()
      listening.onWake()
    },
  }
}
