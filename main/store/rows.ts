// Turns stored JSON back into nouns: a row that does not parse is reported and left out, never thrown.
import type { ZodType } from 'zod'
import type { Log } from '../../shared/model/ports.ts'
import type { Row } from './database.ts'

/** The noun in the column `json`, or null (with a log line) when it does not satisfy `schema`. */
export type ParseRow = <Noun>(schema: ZodType<Noun>, row: Row | null) => Noun | null

export function createRowParser(log: Log): ParseRow {
  return (schema, row) => {
    if (row === null) return null
    try {
      return schema.parse(JSON.parse(String(row['json'])))
    } catch (cause) {
      log('error', 'A stored row cannot be read and was left out', { id: row['id'], cause })
      return null
    }
  }
}

/** Every row that parses. */
export function parseRows<Noun>(
  parse: ParseRow,
  schema: ZodType<Noun>,
  rows: readonly Row[],
): Noun[] {
  return rows.flatMap((row) => parse(schema, row) ?? [])
}
