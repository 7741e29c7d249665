// What the vault must do.
import type { Requirement } from './requirement.ts'

export const vaultRequirements = [
  {
    id: 'VLT-01',
    behaviour: 'A value sealed under the keychain key can be opened after a restart.',
    threat: 145,
  },
  {
    id: 'VLT-02',
    behaviour:
      'A sealed value that was changed or moved to another table, row or column is refused.',
    source: 'RFC 7516 section 5.2',
    threat: 143,
  },
  {
    id: 'VLT-03',
    behaviour:
      'Without a usable keychain values are sealed in memory only, the app is told, and nothing waits for ever.',
    threat: 145,
  },
  {
    id: 'VLT-04',
    behaviour: 'A keychain entry that exists is never replaced.',
    threat: 145,
  },
  {
    id: 'VLT-05',
    behaviour: 'The key lives in a real Secret Service keychain, under the profile it belongs to.',
  },
] as const satisfies Requirement[]
