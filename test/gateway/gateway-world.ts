// A gateway of its own on a free port, with agents known by their secrets and routes that a test gives.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { GatewayHandler, GatewayRequest } from '../../main/gateway/gateway-port.ts'
import type { GatewayLimits } from '../../main/gateway/gateway-limits.ts'
import { createGateway } from '../../main/gateway/gateway.ts'
import type { Gateway } from '../../main/gateway/gateway-port.ts'
import { createSystemClock } from '../../main/system-clock.ts'
import type { Agent } from '../../shared/model/agent.ts'
import type { Clock } from '../../shared/model/ports.ts'
import { buildRequest, type Fields } from './raw-client.ts'

export interface GatewayWorldOptions {
  readonly limits?: Partial<GatewayLimits>
  readonly handler?: GatewayHandler
  readonly clock?: Clock
  readonly agents?: readonly string[]
  readonly gatewayPort?: number | null
}

export interface GatewayWorld {
  readonly gateway: Gateway
  readonly folder: string
  /** What handlers were given, in order. */
  readonly seen: GatewayRequest[]
  readonly logged: string[]
  readonly settings: { gatewayPort: number | null }
  readonly changes: () => number
  readonly wrongSecrets: () => number
  port(): number
  secretOf(name: string): string
  change(name: string, facts: Partial<Agent>): Promise<void>
}

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Answers what it was asked, so that a test sees what came through. */
const echo: GatewayHandler = async ({ body, method, agent }) =>
  Response.json({ agent: agent.name, method, body: body ?? null })

/** Listens when this resolves; ends with the test. */
export async function openGateway(options: GatewayWorldOptions = {}): Promise<GatewayWorld> {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-gateway-'))
  const agents = new Map((options.agents ?? ['ada', 'bob']).map((name) => [name, buildAgent(name)]))
  const seen: GatewayRequest[] = []
  const logged: string[] = []
  const settings = { gatewayPort: options.gatewayPort ?? null }
  let changes = 0
  let wrongSecrets = 0
  const handler: GatewayHandler = async (request) => {
    seen.push(request)
    return await (options.handler ?? echo)(request)
  }
  const gateway = createGateway({
    agents: {
      findBySecret: (secret) =>
        [...agents.values()].find(
          (agent) => agent.secretHash === hashOf(secret) && agent.revokedAtMs == null,
        ) ?? null,
    },
    listAgents: () => [...agents.values()],
    routes: new Map([['/mcp', handler]]),
    settings: () => settings,
    folder,
    clock: options.clock ?? createSystemClock(),
    log: (_level, message) => void logged.push(message),
    onChanged: () => (changes += 1),
    onWrongSecret: () => (wrongSecrets += 1),
    ...(options.limits !== undefined && { limits: options.limits }),
  })
  await gateway.refresh()
  onTestFinished(async () => {
    await gateway.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    gateway,
    folder,
    seen,
    logged,
    settings,
    changes: () => changes,
    wrongSecrets: () => wrongSecrets,
    port: () => gateway.state().port ?? 0,
    secretOf,
    async change(name, facts) {
      agents.set(name, { ...(agents.get(name) ?? buildAgent(name)), ...facts })
      await gateway.refresh()
    },
  }
}

export const secretOf = (name: string): string => `secret-of-${name}`

function buildAgent(name: string): Agent {
  return { id: name, name, kind: 'gateway', access: [], secretHash: hashOf(secretOf(name)) }
}

/** The fields of a request that passes; a test changes one of them. */
export function soundFields(port: number, body: string, name = 'ada'): Fields {
  return [
    ['Host', `127.0.0.1:${port}`],
    ['Authorization', `Bearer ${secretOf(name)}`],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(Buffer.byteLength(body))],
  ]
}

export function soundRequest(port: number, body = '{"a":1}', name = 'ada'): string {
  return buildRequest('POST /mcp HTTP/1.1', soundFields(port, body, name), body)
}

/** As an ordinary client asks. */
export function ask(port: number, name = 'ada', init: RequestInit = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/mcp`, {
    method: 'POST',
    body: '{"a":1}',
    ...init,
    headers: {
      authorization: `Bearer ${secretOf(name)}`,
      'content-type': 'application/json',
      ...init.headers,
    },
  })
}
