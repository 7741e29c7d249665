// Requirements of hearing between calls that a server changed its tools.
import type { Requirement } from './requirement.ts'

export const listeningRequirements = [
  {
    id: 'LISTEN-01',
    behaviour:
      'Where a server offers it, changed tools are heard of between calls, and read again.',
    source: 'MCP 2026-07-28, subscriptions/listen',
  },
  {
    id: 'LISTEN-02',
    behaviour:
      'A stream that breaks is opened again, later each time, and what was missed meanwhile is looked for.',
    source: 'MCP 2026-07-28, subscriptions/listen',
  },
  {
    id: 'LISTEN-03',
    behaviour:
      'A server without such a stream is left alone: no session, no second question; its changes are heard during calls.',
    source: 'MCP 2026-07-28, versioning; MCP 2025-11-25, tools, list changed',
  },
  {
    id: 'LISTEN-04',
    behaviour:
      'Hearing goes with a token that serves and renews none; it ends with its connection and begins anew after sleep.',
  },
] as const satisfies readonly Requirement[]
