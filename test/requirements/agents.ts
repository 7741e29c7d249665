// What agents of others are held to: known by a secret, given by approval, stopped at once, each proved by a test.
import type { Requirement } from './requirement.ts'

export const agentsRequirements = [
  {
    id: 'AGN-01',
    behaviour: 'The secret of an agent has 256 bits of its own and is kept only as a hash.',
    threat: 116,
  },
  {
    id: 'AGN-02',
    behaviour:
      'A secret lets in its own agent alone, compared over the hashes of all; a replaced, revoked or unsaved one counts nothing.',
    threat: 116,
  },
  {
    id: 'AGN-03',
    behaviour:
      'A secret is made by an approval in the approval view, shown there once, and kept nowhere after it was left.',
    threat: 116,
  },
  {
    id: 'AGN-04',
    behaviour:
      'What an agent may use is widened by approval only, by exactly what was named, and narrowed at once.',
    threat: 45,
  },
  {
    id: 'AGN-05',
    behaviour: 'Who may use which tool is decided on every call by the identity of the agent.',
    threat: 120,
  },
  {
    id: 'AGN-06',
    behaviour: 'What was taken from an agent ends what waits for it and what rules allowed for it.',
  },
  {
    id: 'AGN-07',
    behaviour:
      'A revoked agent ends at once and for good: secret, access, held calls, questions, rules and tasks.',
  },
  {
    id: 'AGN-08',
    behaviour: 'The pause of one agent holds its calls, and only an approval ends it.',
  },
  {
    id: 'AGN-09',
    behaviour: 'No two agents have one name, and a name has no signs that cannot be seen.',
  },
  {
    id: 'AGN-10',
    behaviour:
      'What an agent says of itself is cut, kept apart from its name and saved at most once a minute.',
  },
  {
    id: 'AGN-11',
    behaviour:
      'What a person pastes into another agent is sound in its form, and names address, command and secret exactly.',
  },
  {
    id: 'AGN-12',
    behaviour: 'A copied secret is taken off the clipboard again, and nothing else is.',
  },
  {
    id: 'AGN-13',
    behaviour:
      'The page of a new secret stays until the person leaves it, and nothing opens over it by itself.',
  },
  {
    id: 'AGN-14',
    behaviour: 'What was done with an agent itself is found among its activity.',
  },
  {
    id: 'E2E-95',
    behaviour:
      'On the real app an agent is added, and its secret stands in the approval view once and nowhere else.',
    threat: 116,
  },
  {
    id: 'E2E-96',
    behaviour:
      'On the real app a real MCP client uses what its agent was given, held and approved, and is out at once when revoked.',
    threat: 120,
  },
] as const satisfies readonly Requirement[]
