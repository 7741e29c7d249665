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
  {
    id: 'CRS-07',
    behaviour:
      'On a full disk the app starts and shows what is asked, says what cannot be saved, lets its log grow nowhere, and goes on without a restart when there is room.',
    threat: 139,
  },
  {
    id: 'CRS-08',
    behaviour:
      'A home that can only be read is said in words that help, and nothing is tried again and again.',
    threat: 155,
  },
  {
    id: 'CRS-09',
    behaviour: 'The write-ahead log stays below 8 MB, whatever is written.',
    threat: 141,
  },
  {
    id: 'CRS-10',
    behaviour:
      'A damaged file is kept as it was found, with what belongs to it; the app starts and tells; no secret opens to another.',
    threat: 142,
  },
  {
    id: 'CRS-11',
    behaviour:
      'A sealed value is refused in another row, column or account, in part, in an older form; no vector is used twice.',
    source: 'RFC 7518 section 5.3',
    threat: 143,
  },
  {
    id: 'CRS-12',
    behaviour:
      'In every state of the keychain nothing hangs or is lost, no entry is replaced, and neither key nor token is in clear on the disk.',
    threat: 145,
  },
  {
    id: 'CRS-13',
    behaviour:
      'Every file of the profile is for its person alone, under any umask and whatever was there before; links are not followed.',
    threat: 146,
  },
  {
    id: 'CRS-14',
    behaviour: 'No secret is on the disk in any form, and the search for it finds each form.',
    threat: 147,
  },
  {
    id: 'CRS-15',
    behaviour: 'Of a deleted secret not even its sealed form is left.',
    threat: 148,
  },
  {
    id: 'CRS-16',
    behaviour:
      'No secret reaches the log, by whatever error, cause, stack, symbol or bytes it comes.',
    threat: 149,
  },
  {
    id: 'CRS-17',
    behaviour:
      'A step of the schema that is cut off anywhere leaves the version before or the one after; a copy is made first, and a disk without room for it changes nothing.',
    threat: 150,
  },
  {
    id: 'CRS-18',
    behaviour:
      'While the disk fails the whole engine claims nothing that is not so, tells the person, and goes on when it works again.',
    threat: 137,
  },
  {
    id: 'CRS-19',
    behaviour:
      'Under a long mixed load of tasks and gateway calls descriptors stay, the write-ahead log stays small, and every answered call ran once.',
    threat: [141, 161],
  },
  {
    id: 'CRS-20',
    behaviour: 'A flood of log lines fills two small files and no disk.',
    threat: 165,
  },
] as const satisfies Requirement[]
