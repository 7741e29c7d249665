// Lets a request in by its head alone: form, Host, origin, secret, path, pace, and what it says of its body, in this order.
import type { IncomingMessage } from 'node:http'
import type { Agent } from '../../shared/model/agent.ts'
import type { Clock } from '../../shared/model/ports.ts'
import type { Agents } from '../agent/agents-port.ts'
import type { Connections } from './connections.ts'
import type { GatewayHandler, GatewayRoutes } from './gateway-port.ts'
import type { GatewayLimits } from './gateway-limits.ts'
import type { RefusalReason } from './refusal.ts'
import type { Refused } from './refuse.ts'
import {
  isFromPage,
  isOwnHost,
  judgeBody,
  judgeForm,
  readBearer,
  readHeaders,
  type RequestHead,
} from './request-head.ts'
import { createTokenBuckets } from './token-bucket.ts'

export interface AdmissionParts {
  readonly agents: Pick<Agents, 'findBySecret'>
  readonly routes: GatewayRoutes
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly connections: Pick<Connections, 'claim'>
  readonly limits: GatewayLimits
  /** A secret was shown that is nobody's. May be called often. */
  readonly onWrongSecret: () => void
}

export interface Admitted {
  readonly agent: Agent
  readonly handler: GatewayHandler
  readonly head: RequestHead
}

/** Whether a request may be read on, by its head. Danger: the order keeps the answers from telling who may not know. */
export type Admit = (request: IncomingMessage, port: number) => Admitted | Refused

export function createAdmission(parts: AdmissionParts): Admit {
  const { agents, routes, connections, limits, clock } = parts
  const paces = createTokenBuckets(clock, limits)
  const wrong = createTokenBuckets(clock, {
    burst: limits.wrongBurst,
    perSecond: limits.wrongPerSecond,
  })
  const refuseSecret = (isGiven: boolean): Refused => {
    if (isGiven) parts.onWrongSecret()
    const retryAfterSeconds = wrong.take('all')
    return retryAfterSeconds === null
      ? { reason: 'secret' }
      : { reason: 'tries', retryAfterSeconds }
  }
  return (request, port) => {
    const head = readHead(request)
    const reason = judgePlace(head, port)
    if (reason !== null) return { reason }
    const secret = readBearer(head)
    const agent = secret === null ? null : agents.findBySecret(secret)
    // Looked for first, so that whoever guesses cannot use up the pace of those who know.
    if (agent === null) return refuseSecret(secret !== null)
    if (!connections.claim(request.socket, agent.id)) return { reason: 'many' }
    const retryAfterSeconds = paces.take(agent.id)
    if (retryAfterSeconds !== null) return { reason: 'rate', retryAfterSeconds }
    const handler = routes.get(head.target)
    if (handler === undefined) return { reason: 'path' }
    const problem = judgeBody(head, limits.bodyBytes)
    return problem === null ? { agent, handler, head } : { reason: problem }
  }
}

function judgePlace(head: RequestHead, port: number): RefusalReason | null {
  const problem = judgeForm(head)
  if (problem !== null) return problem
  if (!isOwnHost(head, port)) return 'host'
  return isFromPage(head) ? 'origin' : null
}

function readHead({ method, url, httpVersion, rawHeaders }: IncomingMessage): RequestHead {
  const headers = readHeaders(rawHeaders)
  return { method: method ?? '', target: url ?? '', httpVersion, headers }
}
