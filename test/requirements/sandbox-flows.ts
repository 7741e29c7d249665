// What the sandbox must do beyond payments and documents: approvers, delegates, tickets, reviews, other dialects.
import type { Requirement } from './requirement.ts'

const dtr = 'draft-ietf-oauth-deferred-token-response-01'

export const sandboxFlowRequirements = [
  {
    id: 'SBX-14',
    behaviour:
      'Two of three approvers release a payment, one denial ends it, and nobody counts twice.',
  },
  {
    id: 'SBX-15',
    behaviour: 'A delegate answers for somebody on leave, and the client is not told who decided.',
  },
  {
    id: 'SBX-16',
    behaviour: 'A ticket system decides by its own clock, asks for patience and shows its ticket.',
    source: dtr,
  },
  {
    id: 'SBX-17',
    behaviour:
      'A reviewed sign-in waits where that was asked for and answers like the code it came from; without asking it gives little or nothing.',
    source: dtr,
  },
  {
    id: 'SBX-18',
    behaviour:
      'A deferred refresh keeps the old refresh token alive and extends the same grant in the end.',
    source: dtr,
  },
  {
    id: 'SBX-19',
    behaviour:
      'A notification token, a repeated opt-in and an opt-in that was not repeated are recorded.',
    source: dtr,
  },
] as const satisfies Requirement[]
