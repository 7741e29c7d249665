// Sorts the operations of a document into groups, so that a person can choose among more than can be offered. Pure.
import { restGroup } from '../../../shared/api-group.ts'
import type { ApiGroup } from '../../../shared/model/http-operation.ts'
import { asList, asText, memberOf } from './json-value.ts'
import type { OperationSource } from './operation.ts'

/** More groups than a person chooses among; operations of further ones are chosen together. */
export const mostGroups = 300
const longestName = 100

type Grouped = Pick<OperationSource, 'path' | 'operation'>

export interface Grouping {
  /** In the document's order. */
  readonly groups: ApiGroup[]
  nameOf(source: Grouped): string
}

/** Each operation is in one group: its first tag (OpenAPI 3.1.1, 4.8.10), else the first part of its path that tells. */
export function groupOperations(sources: readonly Grouped[]): Grouping {
  const counts = new Map<string, number>()
  for (const source of sources) {
    const name = findName(source)
    const known = counts.has(name) || counts.size < mostGroups - 1 ? name : restGroup
    counts.set(known, (counts.get(known) ?? 0) + 1)
  }
  return {
    groups: [...counts].map(([name, count]) => ({ name, count })),
    nameOf: (source) => {
      const name = findName(source)
      return counts.has(name) ? name : restGroup
    },
  }
}

function findName({ path, operation }: Grouped): string {
  const tags = asList(memberOf(operation, 'tags')).flatMap((each) => asText(each)?.trim() ?? [])
  const tag = tags.find((each) => each !== '')
  const part = path.split('/').find((each) => each !== '' && !saysNothing.test(each))
  const name = tag ?? (part === undefined ? restGroup : `/${part}`)
  // Half a character would not be the same any more once it was stored.
  return name.slice(0, longestName).replaceAll(/\p{Cs}/gu, '\uFFFD')
}

/** A version, the word that every path begins with, a parameter. */
const saysNothing = /^(?:v?\d[\d.-]*|api|rest|\{.*)$/i
