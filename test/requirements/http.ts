// Requirements of the http room.
import type { Requirement } from './requirement.ts'

export const httpRequirements = [
  {
    id: 'HTTP-01',
    behaviour: 'No redirect is ever followed, with or without a body.',
    source: 'protocols 0.3',
    case: 49,
    threat: 58,
  },
  {
    id: 'HTTP-02',
    behaviour: 'Plain http is spoken to this computer only; elsewhere nothing is sent.',
    source: 'protocols 0.3',
  },
  {
    id: 'HTTP-03',
    behaviour:
      'A name or number that leads to a private, local or metadata address is refused at connect.',
    threat: 59,
  },
  {
    id: 'HTTP-04',
    behaviour: 'Bodies, events and headers over their cap are dropped with a clear error.',
    threat: 71,
  },
  {
    id: 'HTTP-05',
    behaviour: 'Every error says whether the request may have reached the server.',
  },
  {
    id: 'HTTP-06',
    behaviour: 'A certificate that does not verify is refused, whatever the environment says.',
    threat: 70,
  },
  {
    id: 'HTTP-07',
    behaviour:
      "What a person types becomes a server's address, or a message that says what is wrong.",
  },
  { id: 'HTTP-08', behaviour: 'A server that falls silent ends in a time-out.', threat: 71 },
  {
    id: 'HTTP-09',
    behaviour: "The MCP SDK's Streamable HTTP transport works over the guarded fetch.",
  },
  {
    id: 'HTTP-10',
    behaviour:
      'An origin that failed several times in a row is left alone for a growing time; polls are never held back.',
    threat: 84,
  },
  {
    id: 'HTTP-11',
    behaviour: 'Line breaks and control characters never get into a header.',
    threat: 73,
  },
  {
    id: 'HTTP-12',
    behaviour: 'A proxy named in the environment sees nothing.',
    threat: 70,
  },
] as const satisfies Requirement[]
