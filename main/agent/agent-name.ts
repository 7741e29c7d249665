// Reads the name that the person gives an agent: cards say by it who asks, so no two may have the same.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import { makeVisibleLine } from '../interaction/visible.ts'
import type { Store } from '../store/repositories.ts'

const longestName = 60
/** Of what an agent says of itself, in characters. */
const longestClaim = 200

/** Throws `ipc/bad_input` for an empty or long one, one with signs that cannot be seen, and one that another agent has. */
export function readAgentName(
  store: Pick<Store, 'tasks'>,
  given: string,
  ownId: string | null,
): string {
  const name = given.normalize('NFC').trim().replaceAll(/\s+/gu, ' ')
  const isPlain = name !== '' && name.length <= longestName && makeVisibleLine(name) === name
  if (!isPlain) throw new CountersignError('ipc/bad_input', text('agents.bad_name'))
  const taken = store.tasks
    .listAgents()
    .some((each) => each.id !== ownId && each.revokedAtMs == null && isAlike(each.name, name))
  if (taken) throw new CountersignError('ipc/bad_input', text('agents.name_taken', { name }))
  return name
}

const isAlike = (one: string, other: string): boolean =>
  one.toLocaleLowerCase() === other.toLocaleLowerCase()

export const cutName = (said: string): string => said.slice(0, longestClaim)
