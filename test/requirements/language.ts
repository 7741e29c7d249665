// Requirements of the languages that the app speaks.
import type { Requirement } from './requirement.ts'

export const languageRequirements = [
  {
    id: 'LANG-01',
    behaviour:
      'Every text of the catalogue is there in German with the same placeholders, written as German is written, and found in the index.',
  },
  {
    id: 'LANG-02',
    behaviour:
      'The language is the one chosen, else the first of the system’s that the app speaks, else English; odd settings of the system change nothing.',
  },
  {
    id: 'LANG-03',
    behaviour:
      'Pages, menu, tray, ceremony and the page the browser comes back to speak the language and name it.',
  },
  {
    id: 'LANG-04',
    behaviour:
      'A change in the settings is kept, takes effect at once on every surface, and leaves exact values and recorded words as they were.',
  },
  {
    id: 'LANG-05',
    behaviour:
      'Moments, spans, sizes and amounts in our own sentences are written as the language writes them.',
  },
  {
    id: 'LANG-06',
    behaviour:
      'From right to left every screen keeps its order and its width, and foreign values neither move nor reorder what stands beside them.',
    threat: 47,
  },
  {
    id: 'LANG-07',
    behaviour: 'German fits every screen, from 360 pixels on.',
  },
] as const satisfies Requirement[]
