// Checks arguments against a tool's schema. Danger: only inside a worker that can be ended, because a schema is the server's.
import { Ajv, type ErrorObject, type Options } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { findSchemaDraft } from './schema-bounds.ts'

export type SchemaVerdict =
  | { readonly kind: 'fits' }
  /** `pointer` (RFC 6901) is where; `words` are those of the checker, English and short. */
  | { readonly kind: 'misfits'; readonly pointer: string; readonly words: string }
  /** Nothing can be said: the schema does not compile, leads elsewhere, or is too large. */
  | { readonly kind: 'unusable' }

/** Nothing of the schema is trusted: unknown keywords and formats say nothing, and nothing is filled in or changed. */
const options: Options = {
  strict: false,
  strictSchema: false,
  validateFormats: false,
  validateSchema: true,
  addUsedSchema: false,
  ownProperties: true,
  unicodeRegExp: true,
  $data: false,
  logger: false,
}

/** `argumentsJson` is canonical JSON of an object. Never throws; may take for ever. */
export function checkArguments(
  schema: Readonly<Record<string, unknown>>,
  argumentsJson: string,
): SchemaVerdict {
  const draft = findSchemaDraft(schema)
  if (draft === null) return { kind: 'unusable' }
  try {
    const { $schema: _draft, $id: _id, ...rest } = schema
    const ajv = draft === '2020-12' ? new Ajv2020(options) : new Ajv(options)
    const fits = ajv.compile(rest)
    const value: unknown = JSON.parse(argumentsJson)
    if (fits(value) === true) return { kind: 'fits' }
    const error = fits.errors?.[0]
    return error === undefined ? { kind: 'unusable' } : describeMisfit(error)
  } catch {
    return { kind: 'unusable' }
  }
}

function describeMisfit({ instancePath, message, params }: ErrorObject): SchemaVerdict {
  const { additionalProperty, allowedValues } = params as Readonly<Record<string, unknown>>
  const inside = typeof additionalProperty === 'string' ? `/${escape(additionalProperty)}` : ''
  const values = Array.isArray(allowedValues)
    ? `: ${allowedValues.map((value) => JSON.stringify(value)).join(', ')}`
    : ''
  const words = `${message ?? 'does not fit'}${values}`.slice(0, longestWords)
  return { kind: 'misfits', pointer: `${instancePath}${inside}`.slice(0, longestWords), words }
}

const longestWords = 300
const escape = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')
