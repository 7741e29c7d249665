// What must hold for the set-up, the packages and the checks.
import type { Requirement } from './requirement.ts'

/** Requirements of the room `build`. */
export const buildRequirements = [
  {
    id: 'BLD-01',
    behaviour: 'The fuses of a packaged app are exactly the safe ones, read back from its binary.',
    threat: 19,
  },
  { id: 'BLD-02', behaviour: 'A packaged app starts from its archive and shows its window.' },
  { id: 'BLD-03', behaviour: 'Imports between rooms go only in the direction of the table.' },
  { id: 'BLD-04', behaviour: 'Every gate finds a planted bad file.' },
  { id: 'BLD-05', behaviour: 'A requirement without a running, proving test fails the checks.' },
  {
    id: 'BLD-06',
    behaviour: 'A downloaded runtime is unpacked only when it is byte for byte the pinned one.',
  },
  { id: 'BLD-07', behaviour: 'The last line of a test run counts everything that failed.' },
  {
    id: 'BLD-08',
    behaviour: 'A private desktop shows notifications, presses their buttons and ends completely.',
  },
  { id: 'BLD-09', behaviour: 'Two set-ups at once do not write the same folder at the same time.' },
  {
    id: 'BLD-10',
    behaviour:
      'Pages hold no inline script, style or data: address, and each preload is one file that loads only Electron.',
  },
  {
    id: 'BLD-11',
    behaviour: 'Arguments given to a second start of the app never reach the pages of the first.',
    threat: 16,
  },
  {
    id: 'BLD-12',
    behaviour:
      'The packaged app, driven from outside, runs a held call once after its notification is approved.',
  },
  {
    id: 'BLD-13',
    behaviour:
      'The heavy tests run at full count by finding themselves, and each run replaces only its own figures.',
  },
  {
    id: 'BLD-14',
    behaviour:
      'The app opens beside its sandbox, comes back with what it had when it is killed, and ends with the terminal.',
  },
  {
    id: 'BLD-15',
    behaviour:
      'The modules that decide what is safe are changed in every small way, and the quick tests notice at least 80 % of the changes of each.',
  },
] as const satisfies Requirement[]
