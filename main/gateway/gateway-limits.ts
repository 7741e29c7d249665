// How much one computer's agents may ask of the gateway at once, and for how long a slow one is waited for.

export interface GatewayLimits {
  /** Connections that are open at once, over all agents. */
  readonly connections: number
  readonly connectionsPerAgent: number
  /** A connection that has not shown a secret for this long gives way to a new one when there is no room. */
  readonly graceMs: number
  readonly headerBytes: number
  readonly headerMs: number
  /** From the first byte of a request to the last of its body. */
  readonly bodyMs: number
  /** For a connection between two requests, and for an answer that nobody reads. */
  readonly idleMs: number
  readonly bodyBytes: number
  /** Bodies of one agent that are being received at once. */
  readonly bodyBytesPerAgent: number
  readonly jsonDepth: number
  /** Elements and values of one body, the inner ones too: what bounds the time that reading it takes. */
  readonly jsonValues: number
  /** Requests of one agent: at once, and each second from then on. */
  readonly burst: number
  readonly perSecond: number
  /** The same for requests with a wrong secret, whoever sends them. */
  readonly wrongBurst: number
  readonly wrongPerSecond: number
}

export const gatewayLimits: GatewayLimits = {
  connections: 256,
  connectionsPerAgent: 32,
  graceMs: 250,
  headerBytes: 16 * 1024,
  headerMs: 5_000,
  bodyMs: 30_000,
  idleMs: 60_000,
  bodyBytes: 4 * 1024 * 1024,
  bodyBytesPerAgent: 16 * 1024 * 1024,
  jsonDepth: 64,
  jsonValues: 100_000,
  burst: 1_000,
  perSecond: 500,
  wrongBurst: 20,
  wrongPerSecond: 1,
}
