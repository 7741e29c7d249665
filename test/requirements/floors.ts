// Requirements on what the app is built from and what of the system it may use at all.
import type { Requirement } from './requirement.ts'

export const floorRequirements = [
  {
    id: 'THREAT-017',
    behaviour:
      'At most one file opens paths of this computer, and it takes no path from a page, an agent or a server.',
    threat: 17,
  },
  {
    id: 'THREAT-020',
    behaviour:
      'Packages for people get an Electron of the latest three majors and an SQLite without known faults; the older Electron of the test build stays there.',
    threat: 20,
  },
] as const satisfies Requirement[]
