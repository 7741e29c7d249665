// What the person is shown of connections, grants, authorization servers and waits, and what they can do about them.
import type { Requirement } from './requirement.ts'

export const viewRequirements = [
  {
    id: 'VIEW-01',
    behaviour:
      'Each grant says for what it is, who granted it and how, whether it is bound to this device, and until when; no secret is opened to say it.',
  },
  {
    id: 'VIEW-02',
    behaviour:
      'The end of an authorization is warned of from seven days before, and can be renewed from there.',
    source: 'draft-ietf-oauth-refresh-token-expiration',
  },
  {
    id: 'VIEW-03',
    behaviour: 'What was disconnected and is not revoked yet is said per authorization server.',
    source: 'RFC 7009 2.2',
    threat: 72,
  },
  {
    id: 'VIEW-04',
    behaviour:
      'A wait for a sign-in is shown as one: without an agent or a task, with what is asked for and what follows.',
  },
  {
    id: 'VIEW-05',
    behaviour:
      'A user code is always shown and can be copied; a binding message is shown as the words of both devices.',
    source: 'RFC 8628 3.3; OpenID CIBA 7.1',
    case: 78,
  },
  {
    id: 'VIEW-06',
    behaviour:
      'Stopping a wait promises a withdrawal only for what its dialect and the metadata let us withdraw.',
    source: 'draft-ietf-oauth-deferred-token-response-01 7',
  },
  {
    id: 'VIEW-07',
    behaviour:
      'Waits that ended within seven days, twenty at most, say how they ended, a lost answer as such.',
  },
  {
    id: 'VIEW-08',
    behaviour:
      'A client secret is typed in the approval view only, and ways to obtain tokens without a sign-in are allowed there.',
  },
  {
    id: 'VIEW-09',
    behaviour:
      'A client that was entered is kept once it is confirmed; one that cannot be meant is asked again with the reason, three times at most.',
  },
  {
    id: 'VIEW-10',
    behaviour:
      'A person sets an authorization server up from the real app: client ID, options, renewal, and a disconnection while it is away.',
  },
  {
    id: 'VIEW-11',
    behaviour:
      'How a sign-in that was waited for ended is told once, by a notification too where the person looks elsewhere; stopping a wait is told once.',
  },
  {
    id: 'VIEW-12',
    behaviour: 'The inbox calls what is asked as its card does; only a proof is called one.',
  },
  {
    id: 'VIEW-13',
    behaviour: 'Who goes back from a second step or a form stands where they began.',
    source: 'WCAG 2.2, 2.4.3',
  },
] as const satisfies Requirement[]
