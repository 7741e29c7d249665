// Requirements of links in results, which only the person has fetched.
import type { Requirement } from './requirement.ts'

export const linkRequirements = [
  {
    id: 'LINK-01',
    behaviour:
      'A link of a result is read when the person asks and not before, shown as the server’s words, and saved as it came.',
    source: 'MCP 2026-07-28, resources, reading resources',
  },
  {
    id: 'LINK-02',
    behaviour:
      'It is only named to the server that gave it, with that connection’s sign-in; no other address is called, and the token comes nowhere.',
    source: 'MCP 2026-07-28, tools, resource links',
    threat: 128,
  },
  {
    id: 'LINK-03',
    behaviour: 'What cannot be read is said in words of its own; the result stays as it was.',
    source: 'MCP 2026-07-28, resources, error handling',
  },
  {
    id: 'LINK-04',
    behaviour:
      'What is too large, endless or no answer is left in time, and only a few of what was fetched are remembered.',
    threat: 128,
  },
  {
    id: 'LINK-05',
    behaviour:
      'An agent is given links as they are; the gateway offers no resources, and says so to whoever reads one.',
    source: 'MCP 2026-07-28, resources, capabilities',
  },
] as const satisfies readonly Requirement[]
