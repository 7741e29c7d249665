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
  {
    id: 'STEP-06',
    behaviour: 'Every kind of elicitation is told apart, with the passkey forms others use.',
    source: 'FiPA structured elicitations',
  },
  {
    id: 'STEP-07',
    behaviour: 'An elicitation outside the restricted flat schema is refused as a whole.',
    threat: 102,
  },
  {
    id: 'STEP-08',
    behaviour: 'No free-text field of an unknown form is ever shown; the browser is used instead.',
    threat: 97,
  },
  {
    id: 'STEP-09',
    behaviour: 'An answer is checked before it is sent and holds declared properties only.',
    threat: 103,
  },
  { id: 'STEP-10', behaviour: 'A pattern sent by a server is never run.', threat: 102 },
  {
    id: 'STEP-11',
    behaviour: 'A passkey is used only for the issuer itself or a registrable parent of its host.',
    source: 'WebAuthn Level 3 5.1',
    threat: 105,
  },
  {
    id: 'STEP-12',
    behaviour:
      'Passkey options are rebuilt: verification forced, extensions dropped, time clamped.',
    threat: 106,
  },
  {
    id: 'STEP-13',
    behaviour: 'Each refusal of a resource server leads to the flow of its row.',
    source: 'RFC 6750 3, RFC 9470 3',
  },
  {
    id: 'STEP-14',
    behaviour: 'A call uses at most one refresh, two interactive rounds, and each row once.',
  },
  {
    id: 'STEP-15',
    behaviour:
      'A passkey is registered and then used in-band, by the ceremony with the issuer’s origin.',
  },
  {
    id: 'STEP-16',
    behaviour: 'A cancelled or impossible passkey leaves the call unsent and says why.',
  },
  {
    id: 'STEP-17',
    behaviour: 'Elicitations are shown only for issuers the person marked first-party.',
    threat: 96,
  },
  {
    id: 'STEP-18',
    behaviour: 'The newest auth_session is kept and used; an invalid one is dropped once.',
    source: 'OAuth for First-Party Apps 5.3.1',
    threat: 99,
  },
  { id: 'STEP-19', behaviour: 'An endless authorization challenge ends by itself.', threat: 100 },
  { id: 'STEP-20', behaviour: 'Five wrong codes in 15 minutes lock the issuer.', threat: 101 },
  {
    id: 'STEP-21',
    behaviour: 'A grant that an ID token shows to be weaker or older than asked is not used.',
    source: 'RFC 9470 5',
    threat: 112,
  },
  {
    id: 'STEP-22',
    behaviour:
      'Refreshes of one grant share one request, and a rotated token is stored before use.',
  },
] as const satisfies Requirement[]
