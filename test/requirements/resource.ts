// Requirements of the resource room.
import type { Requirement } from './requirement.ts'

export const resourceRequirements = [
  {
    id: 'CONN-01',
    behaviour: 'A server without sign-in is added and used without OAuth.',
    source: 'MCP, transports',
  },
  { id: 'CONN-02', behaviour: 'One address is one connection.' },
  {
    id: 'CONN-03',
    behaviour:
      'A protected server is discovered, registered at, signed in to and called with a bound token.',
    source: 'RFC 9728 5, RFC 7591, RFC 8252, RFC 9449',
  },
  { id: 'CONN-04', behaviour: 'A registration is made once per issuer and kept.' },
  {
    id: 'CONN-05',
    behaviour: 'Removing a connection revokes its tokens and deletes what is held of it.',
    source: 'RFC 7009 2',
  },
  {
    id: 'CONN-06',
    behaviour:
      'Where an issuer offers a sign-in in the app, nothing is opened before the person chooses.',
  },
  {
    id: 'CONN-07',
    behaviour:
      'A wrong issuer or a refused registration is said in plain words, and no registration is kept.',
    source: 'RFC 8414 3.3',
  },
  { id: 'CONN-08', behaviour: 'What is no usable server is said in plain words.' },
  {
    id: 'CONN-09',
    behaviour: 'A sign-in whose browser tab was closed can be begun again at once.',
  },
  {
    id: 'CONN-10',
    behaviour: 'An access token that ended early is renewed, else a sign-in is asked for.',
  },
  {
    id: 'SEND-01',
    behaviour: 'A tool’s answer becomes text for the agent; failures are told apart.',
  },
  {
    id: 'SEND-02',
    behaviour: 'A 401 or 403 is a definite refusal, with every parameter of its challenge.',
    source: 'RFC 9470 3, RFC 6750 3',
  },
  {
    id: 'SEND-03',
    behaviour: 'A call whose bytes left and whose answer was lost is unknown and not sent again.',
  },
  { id: 'SEND-04', behaviour: 'A call whose bytes never left is reported as not sent.' },
  { id: 'SEND-05', behaviour: 'An access token that a server echoes never reaches an agent.' },
  {
    id: 'SEND-06',
    behaviour: 'A form by which a resource server asks for a secret is refused.',
    source: 'MCP, elicitation',
    threat: 97,
  },
  { id: 'SEND-07', behaviour: 'What leaves is, byte for byte, the call that was shown, and once.' },
  { id: 'SEND-08', behaviour: 'Credentials go to the connection’s own address only.' },
  {
    id: 'SEND-09',
    behaviour:
      'The rest of an answer whose stream broke is asked for, when the server said; the call is not sent again.',
    source: 'MCP 2025-11-25, resumability and redelivery',
  },
] as const satisfies Requirement[]
