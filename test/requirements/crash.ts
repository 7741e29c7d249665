// What must hold when the process, the disk or the keychain fails at any moment.
import type { Requirement } from './requirement.ts'

export const crashRequirements = [
  {
    id: 'CRS-01',
    behaviour:
      'Killed at random moments of mixed work of several agents, nothing said to be kept is lost, nothing runs twice or after its end, no poll is early.',
    threat: 135,
  },
  {
    id: 'CRS-02',
    behaviour:
      'Killed at any write or flush of a whole story, nothing that was said to be kept is lost, nothing runs twice, and the next start goes on.',
    threat: 136,
  },
  {
    id: 'CRS-03',
    behaviour:
      'A write, flush, cut, opening or renaming that fails, once or for ever, leaves no lie: kept is kept, not kept stays away, what is not known is said so.',
    source: 'SQLite: How SQLite Is Tested, section 3.2 (I/O error testing)',
    threat: 137,
  },
  {
    id: 'CRS-04',
    behaviour:
      'Whatever a loss of power leaves of unflushed writes, every acknowledged row is there and the file is sound.',
    threat: 138,
  },
  {
    id: 'CRS-05',
    behaviour: 'The rig that shows it finds lost rows where commits are not flushed.',
    threat: 138,
  },
  {
    id: 'CRS-06',
    behaviour:
      'A flush that failed is never trusted when it works again: everything is written anew from what was committed, read and checked.',
    source: 'Can Applications Recover from fsync Failures?, USENIX ATC 2020',
    threat: 140,
  },
] as const satisfies Requirement[]
