// Requirements of the ways from a refusal to a grant: which way, in which order, how often, and what is remembered.
import type { Requirement } from './requirement.ts'

export const routesRequirements = [
  {
    id: 'ROUTE-01',
    behaviour:
      'The ways to a sign-in come in the order of the decision table, each only where it is offered and allowed.',
  },
] as const satisfies Requirement[]
