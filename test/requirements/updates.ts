// Requirements of updates and of the packages people install.
import type { Requirement } from './requirement.ts'

export const updateRequirements = [
  {
    id: 'UPD-01',
    behaviour: 'A package without a feed never asks anybody about updates, and says so.',
  },
  {
    id: 'UPD-02',
    behaviour:
      'Where a feed is configured, looking, fetching and installing are each a press of the person; an older version is never taken.',
  },
  {
    id: 'UPD-03',
    behaviour:
      'An update that fails is told in words of ours, changes nothing, and can be tried again.',
  },
  {
    id: 'PKG-01',
    behaviour:
      'A feed, a signing team and a provisioning profile come from the environment of the one who packages; what is not sound is refused before anything is built.',
  },
] as const satisfies Requirement[]
