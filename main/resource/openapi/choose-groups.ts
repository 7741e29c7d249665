// The person chooses which groups of a large document's operations become tools.
import { text } from '../../../shared/catalogue/text.ts'
import { CountersignError } from '../../../shared/errors.ts'
import type { Connection } from '../../../shared/model/connection.ts'
import { save, type Work } from '../connection-work.ts'

/** Throws `ipc/bad_input` for a group that the document of this connection does not have. */
export function validateGroups(connection: Connection | null, groups: readonly string[]): void {
  const known = new Set(connection?.api?.groups?.map(({ name }) => name))
  if (groups.length > 0 && groups.every((each) => known.has(each))) return
  throw new CountersignError('ipc/bad_input', text('openapi.no-such-group'))
}

/** The connection with that choice, which is kept also where the document cannot be read just now. */
export function chooseGroups(
  work: Work,
  connection: Connection,
  chosen: readonly string[],
): Connection {
  const { api } = connection
  if (api === undefined) return connection
  const now: Connection = { ...connection, api: { ...api, chosen: [...new Set(chosen)] } }
  save(work, now)
  return now
}
