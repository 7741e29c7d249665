// Carries one request through: admitted by its head, read, given to its handler, answered; whatever fails ends it alone.
import type { IncomingMessage } from 'node:http'
import type { Agent } from '../../shared/model/agent.ts'
import type { Clock, Log } from '../../shared/model/ports.ts'
import type { Admit, Admitted } from './admission.ts'
import { endedHere } from './gateway-port.ts'
import type { GatewayLimits } from './gateway-limits.ts'
import { parseBody, receiveBytes, type ReadBody } from './read-body.ts'
import { refuse, type Refused, type Turn } from './refuse.ts'
import { buildSeenHeaders } from './request-head.ts'
import { sendAnswer } from './send-answer.ts'

export interface ExchangeParts {
  readonly admit: Admit
  readonly clock: Pick<Clock, 'after'>
  readonly limits: GatewayLimits
  readonly log: Log
}

export interface Exchanges {
  /** Never rejects. `port`: the one that it was received on. */
  run(turn: Turn, port: number): Promise<void>
  /** Ends what is under way for agents that are not as they were when they came in. */
  endUnless(isStill: (agent: Agent) => boolean): void
}

interface Running {
  readonly agent: Agent
  readonly end: () => void
}

export function createExchanges(parts: ExchangeParts): Exchanges {
  const running = new Set<Running>()
  const budget = createBudget(parts.limits.bodyBytesPerAgent)
  const track = (agent: Agent, { response }: Turn): AbortSignal => {
    const gone = new AbortController()
    const end = (): void => {
      gone.abort(endedHere)
      response.destroy()
    }
    const own = { agent, end }
    running.add(own)
    response.once('close', () => {
      running.delete(own)
      gone.abort()
    })
    return gone.signal
  }
  return {
    async run(turn, port) {
      const admitted = parts.admit(turn.request, port)
      if ('reason' in admitted) return refuse(parts.clock, turn, admitted)
      const signal = track(admitted.agent, turn)
      await carry(parts, { ...admitted, budget, signal }, turn).catch((error: unknown) => {
        if (signal.aborted) return
        parts.log('error', 'A request of an agent failed', { error, agent: admitted.agent.id })
        fail(parts, turn)
      })
    },
    endUnless(isStill) {
      for (const each of running) if (!isStill(each.agent)) each.end()
    },
  }
}

type Carried = Admitted & { readonly budget: Budget; readonly signal: AbortSignal }

async function carry(parts: ExchangeParts, carried: Carried, turn: Turn): Promise<void> {
  const { agent, handler, head, signal } = carried
  const read = await receive(parts, carried, turn.request)
  if ('reason' in read) return refuse(parts.clock, turn, read)
  const headers = buildSeenHeaders(head)
  const answer = await handler({ agent, method: head.method, headers, ...read, signal })
  await sendAnswer(turn.response, answer, { ...parts, idleMs: parts.limits.idleMs, signal })
}

async function receive(
  { limits }: ExchangeParts,
  { agent, budget }: Carried,
  request: IncomingMessage,
): Promise<ReadBody | Refused> {
  const share = budget.open(agent.id)
  try {
    const bytes = await receiveBytes(request, limits.bodyBytes, (count) => share.take(count))
    if (bytes === null) return { reason: share.isOver() ? 'many' : 'too_large' }
    const read = parseBody(bytes, limits)
    return typeof read === 'string' ? { reason: read } : read
  } finally {
    share.close()
  }
}

interface Budget {
  open(agentId: string): { take(bytes: number): boolean; isOver(): boolean; close(): void }
}

/** What each agent has in flight, so that many bodies at once cost no more memory than a few. */
function createBudget(maximum: number): Budget {
  const used = new Map<string, number>()
  return {
    open(agentId) {
      let own = 0
      const total = (): number => used.get(agentId) ?? 0
      return {
        take(bytes) {
          own += bytes
          used.set(agentId, total() + bytes)
          return total() <= maximum
        },
        isOver: () => total() > maximum,
        close() {
          const left = total() - own
          if (left > 0) used.set(agentId, left)
          else used.delete(agentId)
        },
      }
    },
  }
}

function fail(parts: ExchangeParts, turn: Turn): void {
  if (turn.response.headersSent) turn.response.destroy()
  else refuse(parts.clock, turn, { reason: 'failed' })
}
