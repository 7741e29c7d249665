// What the MCP conformance suite holds the client side to, proved by playing it.
import type { Requirement } from './requirement.ts'

export const conformanceRequirements = [
  {
    id: 'CONF-01',
    behaviour: 'Every scenario of the suite is played, or is set apart by name with a reason.',
  },
  {
    id: 'CONF-02',
    behaviour: 'The engine passes each client scenario that applies, at the newest revision.',
    source: 'MCP 2026-07-28 and 2025-11-25',
  },
  {
    id: 'CONF-03',
    behaviour: 'A result of a modern MCP server that names no type counts as complete.',
    source: 'MCP 2026-07-28, base protocol',
  },
  {
    id: 'CONF-04',
    behaviour:
      'The gateway passes each server scenario that applies, at the newest revision; every other one is set apart with a reason.',
    source: 'MCP 2026-07-28 and 2025-11-25',
    threat: 122,
  },
] as const satisfies Requirement[]
