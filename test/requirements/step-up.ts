// Requirements of the step-up room.
import type { Requirement } from './requirement.ts'

export const stepUpRequirements = [
  {
    id: 'STEP-01',
    behaviour: 'At a first-party issuer the person signs in by elicitations, without a browser.',
    source: 'OAuth for First-Party Apps 5',
  },
  {
    id: 'STEP-02',
    behaviour: 'A proof given in-band yields a grant for that call alone, and the call runs.',
    source: 'RFC 9470 4',
  },
  {
    id: 'STEP-03',
    behaviour: 'A refusal for scope becomes a deferred token exchange for exactly that scope.',
    source: 'RFC 8693 2, DTR -01 1.4',
  },
  {
    id: 'STEP-04',
    behaviour:
      'Three wrong codes end the authorization challenge with clear words; nothing is lost.',
    threat: 101,
  },
  { id: 'STEP-05', behaviour: 'Declining an elicitation sends nothing and cancels the step-up.' },
] as const satisfies Requirement[]
