// What the approval view shows of a call: readings beside exact values, comparisons, warnings, and what stays in sight.
import type { Requirement } from './requirement.ts'

export const cardRequirements = [
  {
    id: 'CARD-01',
    behaviour:
      'An amount is read with its currency, also nested; one that may be in cents is never read as money.',
  },
  {
    id: 'CARD-02',
    behaviour:
      'A date is read with its weekday and distance, a moment with its time zone; a date that can be read two ways is not read.',
  },
  {
    id: 'CARD-03',
    behaviour:
      'An account number is checked by its check digits, and a recipient that looks like another one is warned of.',
    threat: 32,
  },
  {
    id: 'CARD-04',
    behaviour:
      'An address is shown with the host it really goes to, in ASCII, and everything in it that pretends otherwise is warned of.',
    threat: 32,
  },
  {
    id: 'CARD-05',
    behaviour: 'A file path is read as name and folder, and what leads elsewhere is warned of.',
  },
  {
    id: 'CARD-06',
    behaviour:
      'Encoded bytes are named with their size, and called uninspectable when they are no text.',
  },
  {
    id: 'CARD-07',
    behaviour:
      'A long text is shown whole, and what differs from the last similar call is marked by shape and words.',
  },
  {
    id: 'CARD-08',
    behaviour:
      'Words that mix writing systems, and names that look like other names, are warned of with their code points.',
    threat: 32,
  },
  {
    id: 'CARD-09',
    behaviour:
      'Whatever the arguments hold, every value is in the rows or in the exact bytes beside them.',
    threat: 30,
  },
  {
    id: 'CARD-10',
    behaviour: 'After an edit every changed value shows what the agent asked for.',
  },
  {
    id: 'CARD-11',
    behaviour: 'The card of a megabyte of arguments is built without making anybody wait.',
  },
  {
    id: 'CARD-12',
    behaviour:
      'The verified name of an agent stands first; what it calls itself is said to be that.',
    threat: 36,
  },
  {
    id: 'CARD-13',
    behaviour:
      'Nothing can be approved unless the host and the whole button are in sight at that moment.',
    threat: 41,
  },
  {
    id: 'CARD-14',
    behaviour: 'What a screen reader says of a card is the text that stands there.',
    threat: 46,
  },
  {
    id: 'CARD-15',
    behaviour:
      'A card keeps one order: who, what and where, exactly, why, before, until when, choices.',
  },
  {
    id: 'SPOOF-01',
    behaviour:
      'Whatever string stands in a field of a card, what is displayed there is that string and nothing else.',
    threat: [30, 31],
  },
  {
    id: 'SPOOF-02',
    behaviour: 'No string in any field changes a word of what the card itself says.',
    threat: [33, 35],
  },
  {
    id: 'SPOOF-03',
    behaviour: 'Marks piled on a letter cover nothing of the rows around it.',
    threat: 32,
  },
  {
    id: 'SPOOF-04',
    behaviour: 'However it overflows, a card cannot be approved before its end was in sight.',
    threat: 30,
  },
] as const satisfies readonly Requirement[]
