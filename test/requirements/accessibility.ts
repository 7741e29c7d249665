// Requirements of what everybody can use, whatever they see, hear or press with.
import type { Requirement } from './requirement.ts'

export const accessibilityRequirements = [
  {
    id: 'A11Y-01',
    behaviour:
      'No screen has a serious fault for people with assistive technology, in light, dark and forced colours.',
  },
  {
    id: 'A11Y-02',
    behaviour:
      'At 360 pixels and at a zoom of 200 % nothing is lost, and only tables are scrolled in two directions.',
  },
  {
    id: 'A11Y-03',
    behaviour:
      'The keyboard reaches every control of every screen in the order of reading, with a ring around it.',
  },
  {
    id: 'A11Y-04',
    behaviour:
      'What changes by itself is announced: a new card, a button that has armed, an error, an end.',
  },
  {
    id: 'A11Y-05',
    behaviour:
      'What is read out is what is shown: names of controls, exact values, and marks for what cannot be seen.',
    threat: 46,
  },
  {
    id: 'A11Y-06',
    behaviour:
      'Who asked for less motion gets none; who forces colours still sees every edge and state.',
  },
  {
    id: 'A11Y-07',
    behaviour: 'A person decides with the keyboard alone: from the list into the card, and back.',
  },
] as const satisfies Requirement[]
