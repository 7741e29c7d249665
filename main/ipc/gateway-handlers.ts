// Answers the verb about where the gateway listens.
import type { Handlers } from './handlers.ts'

export interface GatewayServices {
  readonly gateway: {
    /** Null: any free port. Resolves when it has moved, or was found taken. */
    setPort(port: number | null): Promise<void>
  }
}

export function gatewayHandlers(
  services: () => Promise<GatewayServices>,
): Pick<Handlers, 'settings.gateway-port'> {
  return {
    'settings.gateway-port': async ({ port }) => {
      const { gateway } = await services()
      await gateway.setPort(port)
      return { done: true }
    },
  }
}
