// Columns that are read out of a row's JSON: a row that was damaged has nothing in them, and stops no step of the schema.

const jsonTypes = { TEXT: `('text')`, REAL: `('integer', 'real')` } as const
type ColumnType = keyof typeof jsonTypes

/** SQL for one member of a JSON text; NULL where the text is damaged or the member is of another type. */
export function readMember(json: string, name: string, type: ColumnType = 'TEXT'): string {
  const isOfType = `json_type(${json}, '$.${name}') IN ${jsonTypes[type]}`
  // In this order: SQLite reports a damaged text as an error, except to `json_valid`.
  return `CASE WHEN NOT json_valid(${json}) THEN NULL WHEN ${isOfType} THEN ${json} ->> '${name}' END`
}

/** Adds a column that is computed when it is read, or indexed. */
export function addColumn(
  table: string,
  { name, type, value }: { name: string; type: ColumnType; value: string },
): string {
  return `ALTER TABLE ${table} ADD COLUMN ${name} ${type} GENERATED ALWAYS AS (${value}) VIRTUAL;`
}
