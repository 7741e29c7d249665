// Reads out of a request how it wants to be answered: progress, how long it can wait, and what goes with every answer.
import { z } from 'zod'
import type { AgentClient } from '../../shared/model/agent.ts'
import type { GatewayRequest } from './gateway-port.ts'
import type { RpcId, RpcRequest } from './json-rpc.ts'
import { holdHeader, stdioHeader } from './mcp-names.ts'
import { longestHoldMs } from './serve-call.ts'

const tokenSchema = z.looseObject({
  _meta: z.looseObject({ progressToken: z.union([z.string().max(256), z.number()]) }),
})

/** The token under which progress is told; null where nobody asked, or the client takes no stream. */
export function readProgressToken(message: RpcRequest, headers: Headers): RpcId | null {
  const parsed = tokenSchema.safeParse(message.params)
  const takesStream = (headers.get('accept') ?? '').includes('text/event-stream')
  return parsed.success && takesStream ? parsed.data._meta.progressToken : null
}

/** How long it may be answered with nothing, in ms: 20 s, or less where the client says that it gives up earlier. */
export function readHoldMs(headers: Headers, longestMs = longestHoldMs): number {
  const seconds = Number(headers.get(holdHeader) ?? Number.NaN)
  const isGiven = Number.isFinite(seconds) && seconds >= 1
  return isGiven ? Math.min(seconds * 1_000, longestMs) : longestMs
}

/** The process behind `countersign-mcp`, else null. It says so itself: it decides only whose stream may end. */
export function readStdio({ headers }: Pick<GatewayRequest, 'headers'>): string | null {
  const name = headers.get(stdioHeader)
  return name !== null && /^[\w-]{8,64}$/.test(name) ? name : null
}

const infoSchema = z.looseObject({ name: z.string(), version: z.string().optional() })

/** What it says of itself; untrusted. Null where it says nothing. */
export function readClient(
  info: unknown,
  { protocol, headers }: { protocol: string; headers: Headers },
): AgentClient | null {
  const parsed = infoSchema.safeParse(info)
  if (!parsed.success) return null
  const { name, version = null } = parsed.data
  return { name, version, protocol, transport: readStdio({ headers }) === null ? 'http' : 'stdio' }
}
