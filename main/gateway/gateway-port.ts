// The port between the guarded local endpoint and what it serves: every request here has passed Host, Origin and secret.
import type { Agent } from '../../shared/model/agent.ts'

export interface GatewayRequest {
  /** Known by its secret, and not revoked. */
  readonly agent: Agent
  readonly method: string
  /** Lower case names; the agent's `authorization` is not among them. */
  readonly headers: Headers
  /** As received, at most 4 MB; empty for other methods than POST. */
  readonly bodyText: string
  /** `bodyText` read as JSON without duplicate keys, lone surrogates, or more than 64 levels; undefined when it is empty. */
  readonly body: unknown
  /** Aborts when the agent has gone away, and with the reason `endedHere` when the gateway ended the connection. */
  readonly signal: AbortSignal
}

/** The agent did not leave: it was revoked or given another secret, the port was changed, or the app goes down. */
export const endedHere = new Error('The gateway ended the connection')

/** Never rejects on purpose: what does is answered with 500 and logged. */
export type GatewayHandler = (request: GatewayRequest) => Promise<Response>

/** By path, e.g. `/mcp`; any other path is 404. */
export type GatewayRoutes = ReadonlyMap<string, GatewayHandler>

export interface GatewayState {
  /** Null while it does not listen. */
  readonly port: number | null
  /** Why it does not listen where it should (port taken) or cannot be found, in words for people; else null. */
  readonly problem: string | null
}

export interface Gateway {
  /** Listens while there is an agent that may call. Call again whenever agents or settings changed. */
  refresh(): Promise<void>
  state(): GatewayState
  /** Ends every connection, takes away the discovery file. */
  stop(): Promise<void>
}
