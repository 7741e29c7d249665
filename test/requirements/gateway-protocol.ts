// What the gateway's MCP server owes other agents and the person: the right tools, calls that are never lost, no mixing.
import type { Requirement } from './requirement.ts'

const calls2025 = 'MCP 2025-11-25, Basic utilities, Cancellation'
const streams2026 = 'MCP 2026-07-28, Transports, Streamable HTTP, Cancellation'

export const gatewayProtocolRequirements = [
  {
    id: 'GWP-01',
    behaviour:
      'An agent is offered exactly the tools it was given, under unique legal names, and our own wait_for_call; nothing administrative.',
    threat: 129,
  },
  {
    id: 'GWP-02',
    behaviour:
      'Names of tools are at most 46 ASCII characters, unique, mapped back exactly, and no server can take the name of another.',
  },
  {
    id: 'GWP-03',
    behaviour:
      'A call of an unmodified client of either era is held, runs once it is approved, and gives its result.',
  },
  {
    id: 'GWP-04',
    behaviour:
      'A call that is held for 20 seconds is answered with a receipt, and wait_for_call gives its result after any time-out of the client.',
  },
  {
    id: 'GWP-05',
    behaviour: 'While a call is held its client hears every five seconds who is waited for.',
    source: 'MCP 2025-11-25, Basic utilities, Progress',
  },
  {
    id: 'GWP-06',
    behaviour:
      'A client that declares tasks gets one at once when its call is held; get, result, list, update and cancel reach only its own.',
    source: 'MCP 2025-11-25, Tasks; MCP extension io.modelcontextprotocol/tasks',
  },
  {
    id: 'GWP-07',
    behaviour:
      'In 2026-07-28 closing the stream takes the call back and its question disappears, unless a durable handle was given.',
    source: streams2026,
    threat: 131,
  },
  {
    id: 'GWP-08',
    behaviour:
      'In 2025-11-25 only notifications/cancelled takes a call back, and not one that another request has a receipt of; one whose client left stays held, and the same call attaches to it instead of asking twice.',
    source: calls2025,
  },
  {
    id: 'GWP-09',
    behaviour:
      'A call that ended while nobody listened gives its result to the next same call of that agent, once and within its lifetime.',
  },
  {
    id: 'GWP-10',
    behaviour:
      'Handles, results, tasks, sessions and lists of one agent are refused to every other, whatever happens in which order.',
    threat: 120,
  },
  {
    id: 'GWP-11',
    behaviour: 'Fifty clients at once each get the answers to their own calls and no other.',
    threat: 121,
  },
  {
    id: 'GWP-12',
    behaviour:
      'Batches, ids that are null, objects, fractions, huge or in use, and unknown methods get the errors of the specification.',
    source: 'JSON-RPC 2.0; MCP 2026-07-28, Error codes',
    threat: 122,
  },
  {
    id: 'GWP-13',
    behaviour:
      'Headers that say something else than the body are refused, and what is done is decided by the body alone.',
    source: 'MCP 2026-07-28, Transports, Standard headers',
    threat: 122,
  },
  {
    id: 'GWP-14',
    behaviour:
      'The arguments that are frozen are the bytes of the message, not what a parser made of them.',
  },
  {
    id: 'GWP-15',
    behaviour:
      'An agent hears in plain words how its call ended: denied with the reason, expired, cancelled, failed, or not known and not to be repeated.',
  },
  {
    id: 'GWP-16',
    behaviour:
      'No answer carries a token, a challenge header, a cookie or an address to act at; the structured result passes as it was.',
    threat: 119,
  },
  {
    id: 'GWP-17',
    behaviour:
      'Open sessions and subscriptions hear when what they may use has changed, and only then.',
    source: 'MCP 2026-07-28, Subscriptions; MCP 2025-11-25, Tools',
  },
  {
    id: 'GWP-18',
    behaviour:
      'All calls of an agent belong to one task, which ends when nothing of it is alive and nothing was heard for half an hour, or when the app ends.',
  },
  {
    id: 'GWP-19',
    behaviour:
      'The app’s end takes no call back: after the restart the handle still gives the result, and the same call attaches.',
  },
  {
    id: 'GWP-20',
    behaviour:
      'A receipt passes the checks of a client that validates results by the output schema.',
  },
  {
    id: 'GWP-21',
    behaviour:
      'countersign-mcp carries unmodified stdio clients of both eras to the gateway, with progress while a call is held.',
  },
  {
    id: 'GWP-22',
    behaviour:
      'Over standard streams only notifications/cancelled takes a call back, in both eras; the end of the process does not.',
    source: 'MCP 2026-07-28, Transports, stdio, Cancellation',
  },
  {
    id: 'GWP-23',
    behaviour:
      'countersign-mcp says in plain words that the app does not run, works once it does, and survives its restart.',
  },
  {
    id: 'GWP-24',
    behaviour:
      'countersign-mcp answers garbage, batches and lines that are too long, writes nothing but protocol, and never prints its secret.',
  },
  {
    id: 'GWP-25',
    behaviour:
      'A real agent from npm, set up with our own snippet, goes through the gateway, is held, approved and given its result.',
  },
  {
    id: 'GWP-26',
    behaviour:
      'The official inspector’s command line lists and calls through the gateway, over HTTP and by countersign-mcp.',
  },
  {
    id: 'GWP-27',
    behaviour:
      'Through the whole engine an agent of somebody else is held, hears the server’s own result, and is limited and revoked at once.',
    threat: 120,
  },
] as const satisfies readonly Requirement[]
