// Holds the requirements against the conformance cases and threats that must be proved.
import { expect, test } from 'vitest'
import { openCases, openThreats, requiredCases, requiredThreats } from '../open-cases.ts'
import { loadRequirements } from '../requirements.ts'

const requirements = await loadRequirements()
const flatten = (values: readonly (number | readonly number[] | undefined)[]): Set<number> =>
  new Set(values.flatMap((value) => value ?? []))

// Dies if: a requirement loses its number, or a number is taken from the list without a requirement for it.
test.each([
  ['case', requiredCases, openCases, flatten(requirements.map((each) => each.case))],
  ['threat', requiredThreats, openThreats, flatten(requirements.map((each) => each.threat))],
] as const)(
  '[COVER-01] every %s is proved or listed as open, never both',
  (_kind, required, open, proved) => {
    expect(required.filter((number) => !proved.has(number) && !open.includes(number))).toEqual([])
    expect(open.filter((number) => proved.has(number))).toEqual([])
    expect(open.filter((number) => !required.includes(number))).toEqual([])
    expect(open).toEqual([...new Set(open)].toSorted((a, b) => a - b))
  },
)
