// Opens and closes the gateway's port as it is wanted, says why it cannot, and tries again by itself.
import { text } from '../../shared/catalogue/text.ts'
import type { Clock, Log } from '../../shared/model/ports.ts'
import type { Settings } from '../../shared/model/settings.ts'
import { createDiscoveryFile } from './discovery-file.ts'
import type { GatewayState } from './gateway-port.ts'
import { startLocalServer, type LocalServer, type LocalServerParts } from './local-server.ts'

export interface Listener {
  /** Never rejects. Call it again only after it has ended. */
  follow(wanted: boolean): Promise<void>
  state(): GatewayState
}

export interface ListenerParts {
  readonly settings: () => Pick<Settings, 'gatewayPort'>
  readonly folder: string
  readonly clock: Clock
  readonly log: Log
  readonly onChanged: () => void
}

const retryAfterMs = 30_000
const silent: GatewayState = { port: null, problem: null }

/** `again`: something is not as it should be, and it is time to look once more. */
export function createListener(
  parts: ListenerParts,
  { server, again }: { server: LocalServerParts; again: () => void },
): Listener {
  const { clock, log, settings, folder } = parts
  const file = createDiscoveryFile(folder, clock.nowMs())
  const slot = createSlot(server)
  let state = silent
  let cancelRetry = (): void => undefined
  const set = (next: GatewayState): void => {
    const isSame = next.port === state.port && next.problem === state.problem
    state = next
    if (!isSame) parts.onChanged()
  }
  /** Null, or why it is not as it should be. */
  const ensure = async (wanted: number | null): Promise<string | null> => {
    try {
      await slot.open(wanted)
    } catch (error) {
      log('warn', 'The gateway does not listen', { port: wanted, error })
      return describe(error, wanted)
    }
    return announce()
  }
  const announce = (): string | null => {
    const port = slot.port()
    try {
      if (port !== null) file.write(port)
      return null
    } catch (error) {
      log('warn', 'The address of the gateway could not be written', { error })
      return text('gateway.file_failed', { folder })
    }
  }
  return {
    state: () => state,
    async follow(wanted) {
      cancelRetry()
      if (!wanted) {
        file.remove()
        await slot.close()
        return set(silent)
      }
      const port = settings().gatewayPort
      if (slot.isOpen(port) && state.problem === null) return
      const problem = await ensure(port)
      if (problem !== null) cancelRetry = clock.after(retryAfterMs, again)
      set({ port: slot.port(), problem })
    },
  }
}

/** The one server that is open, if any. */
interface Slot {
  port(): number | null
  /** On this port; for null, on any. */
  isOpen(port: number | null): boolean
  /** Where the new port cannot be had it rejects, and the old one stays. */
  open(port: number | null): Promise<void>
  /** Its connections too. */
  close(): Promise<void>
}

function createSlot(parts: LocalServerParts): Slot {
  let server: LocalServer | null = null
  const isOpen = (port: number | null): boolean =>
    server !== null && (port === null || port === server.port)
  const close = async (): Promise<void> => {
    const closing = server?.close()
    server = null
    parts.exchanges.endUnless(() => false)
    parts.connections.closeAll()
    await closing
  }
  return {
    port: () => server?.port ?? null,
    isOpen,
    close,
    async open(port) {
      if (isOpen(port)) return
      const next = await startLocalServer(parts, port)
      await close()
      server = next
    },
  }
}

function describe(error: unknown, port: number | null): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  if (code === 'EADDRINUSE' && port !== null) return text('gateway.port_taken', { port })
  return text('gateway.no_port', { reason: code })
}
