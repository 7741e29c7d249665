// Parses YAML that a server wrote. Only the YAML worker imports it: a hostile document may take as long as it likes.
import { parse } from 'yaml'
import type { YamlAnswer } from './read-yaml.ts'

/** How often anchors may be repeated in all (the answer to a “billion laughs” of aliases). */
const mostAliases = 100

/** One document of YAML 1.2's core schema. Danger: in this thread, for as long as it takes. */
export function parseYaml(source: string): YamlAnswer {
  try {
    const value: unknown = parse(source, {
      schema: 'core',
      merge: false,
      uniqueKeys: true,
      maxAliasCount: mostAliases,
      logLevel: 'error',
    })
    return { kind: 'value', value }
  } catch {
    return { kind: 'bad' }
  }
}
