// What the gateway's local endpoint owes the person: who may come in, from where, in what form, and how much at once.
import type { Requirement } from './requirement.ts'

const mcpTransport = 'MCP 2025-11-25, Transports, Security warning'

export const gatewayEndpointRequirements = [
  {
    id: 'GWE-01',
    behaviour:
      'Only a request whose one Host is exactly this computer’s loopback address or localhost with the gateway’s port is answered.',
    source: mcpTransport,
    threat: 114,
  },
  {
    id: 'GWE-02',
    behaviour:
      'Whatever a browser sends for a page is refused before its body is read, and no header of CORS is ever sent.',
    source: mcpTransport,
    threat: 115,
  },
  {
    id: 'GWE-03',
    behaviour:
      'Only a known secret in the one Authorization header opens the gateway; a wrong one, one in the query, a session id or a revoked agent’s does not.',
    source: 'RFC 6750 section 2.1; RFC 9700 section 4.3.2',
    threat: 116,
  },
  {
    id: 'GWE-04',
    behaviour: 'The gateway listens on loopback only, whatever is set.',
    source: mcpTransport,
    threat: 117,
  },
  {
    id: 'GWE-05',
    behaviour: 'Another user of this computer without a secret gets nothing.',
    threat: 118,
  },
  {
    id: 'GWE-06',
    behaviour:
      'A body is one strict JSON text: a duplicate key, a lone surrogate, a number that would change, or bytes that are no UTF-8 are refused before anything parses it.',
    source: 'RFC 8259 section 4; RFC 7493 section 2',
    threat: 122,
  },
  {
    id: 'GWE-07',
    behaviour:
      'A request whose end two readers could see differently, or that is meant for a hop between, is refused and its connection closed.',
    source: 'RFC 9112 sections 5.2, 6.3 and 9.3.2; RFC 9110 section 7.6.1',
    threat: 123,
  },
  {
    id: 'GWE-08',
    behaviour:
      'An answer is streamed no faster than it is read; when its client goes away, the agent is revoked or the gateway stops, what it asked for is aborted.',
    threat: 131,
  },
  {
    id: 'GWE-09',
    behaviour:
      'GET and DELETE of older clients reach their handler like every other request, and never without a secret.',
    source: 'MCP 2025-11-25, Transports, Session management',
    threat: 133,
  },
  {
    id: 'GWE-10',
    behaviour:
      'The discovery file is this person’s alone, replaced in one step, without a secret, gone when the gateway stops; a reader takes no link, no foreign file and none of a dead process.',
    threat: 134,
  },
  {
    id: 'GWE-11',
    behaviour:
      'Slow, half-open and never-read connections end in their time and give way to an agent that shows its secret.',
    threat: 156,
  },
  {
    id: 'GWE-12',
    behaviour:
      'A body that is too large, too deep or of too many values is refused by a cap while it streams, and costs no more memory than the cap.',
    threat: 157,
  },
  {
    id: 'GWE-13',
    behaviour: 'No regular expression of the app takes more than its share of time on 64 KB.',
    threat: 158,
  },
  {
    id: 'GWE-14',
    behaviour:
      'Where the system gives no further file, nothing crashes, and calls go on when there are files again.',
    threat: 160,
  },
  {
    id: 'GWE-15',
    behaviour:
      'The gateway listens only while an agent may call, ends what is under way of one that may not any more, and says when its port is taken and tries again.',
  },
  {
    id: 'GWE-16',
    behaviour:
      'An agent that asks too much is told to wait; somebody guessing secrets is slowed, told of once a minute, and keeps no agent out.',
    source: 'RFC 6585 section 4',
  },
  {
    id: 'GWE-17',
    behaviour:
      'The settings show where the gateway listens and what is wrong, and take a port that stays.',
  },
  {
    id: 'GWE-18',
    behaviour: 'An event stream without end is taken from its handler only as it is read.',
    threat: 159,
  },
] as const satisfies readonly Requirement[]
