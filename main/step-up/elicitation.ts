// Reads the `elicitations` of an authorization challenge: strict, closed against everything we cannot show.
import { z } from 'zod'
import type {
  ElicitationField,
  ElicitationKind,
  ElicitationView,
} from '../../shared/model/elicitation.ts'
import { parseElicitationField } from './elicitation-field.ts'

const maxEntries = 5
const maxProperties = 10
const maxEntryBytes = 65_536
const propertyName = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/

const formSchema = z.strictObject({
  $schema: z.string().optional(),
  type: z.literal('object'),
  title: z.string().optional(),
  description: z.string().optional(),
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()).max(maxProperties).optional(),
  additionalProperties: z.literal(false).optional(),
})
const entrySchema = z.object({
  mode: z.literal('form').optional(),
  message: z.string().max(4_000),
  requestedSchema: z.unknown().optional(),
  publicKey: z.unknown().optional(),
  authn_params_public_key: z.unknown().optional(),
})
type Entry = z.infer<typeof entrySchema>
type FormSchema = z.infer<typeof formSchema>

/** One elicitation entry, ready to show. `webauthn` holds unchecked options: see `checkPasskeyOptions`. */
export interface ParsedElicitation {
  readonly kind: ElicitationKind
  readonly message: string
  readonly fields: readonly ElicitationField[]
  /** WebAuthn options as the server sent them (JSON form), for the two passkey kinds, else null. */
  readonly webauthn: Readonly<Record<string, unknown>> | null
}

export type ElicitationsAnswer =
  | { readonly kind: 'ask'; readonly entries: readonly ParsedElicitation[] }
  /** `mode: "url"`: leave for the browser. */
  | { readonly kind: 'web' }
  /** Nothing we may show; `problem` is for the log. */
  | { readonly kind: 'refused'; readonly problem: string }

/** Parses the `elicitations` member (draft ANA; protocols 4.4 and 4.5). Several entries must be disjoint. */
export function parseElicitations(value: unknown): ElicitationsAnswer {
  if (!Array.isArray(value)) return { kind: 'refused', problem: 'elicitations is not an array' }
  if (value.length === 0) return { kind: 'refused', problem: 'no elicitation' }
  if (value.length > maxEntries) return { kind: 'refused', problem: 'too many elicitations' }
  if (value.some(isUrlMode)) return { kind: 'web' }
  const entries: ParsedElicitation[] = []
  const names = new Set<string>()
  for (const item of value) {
    const entry = parseEntry(item)
    if (typeof entry === 'string') return { kind: 'refused', problem: entry }
    for (const name of namesOf(entry)) {
      if (names.has(name)) return { kind: 'refused', problem: 'property names overlap' }
      names.add(name)
    }
    entries.push(entry)
  }
  return { kind: 'ask', entries }
}

/** What the approval view shows of an entry. WebAuthn options stay in main. */
export function buildElicitationView(
  entry: ParsedElicitation,
  facts: Omit<ElicitationView, 'kind' | 'message' | 'fields'>,
): ElicitationView {
  return { kind: entry.kind, message: entry.message, fields: [...entry.fields], ...facts }
}

function isUrlMode(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'mode' in item && item.mode === 'url'
}

function namesOf(entry: ParsedElicitation): string[] {
  return entry.webauthn === null ? entry.fields.map((field) => field.name) : ['webauthn_response']
}

function parseEntry(item: unknown): ParsedElicitation | string {
  if (new TextEncoder().encode(JSON.stringify(item) ?? '').length > maxEntryBytes) {
    return 'elicitation too large'
  }
  const entry = entrySchema.safeParse(item)
  if (!entry.success) return 'elicitation malformed'
  const schema = formSchema.safeParse(entry.data.requestedSchema)
  const webauthn = findWebauthn(entry.data, schema.success ? schema.data : null)
  if (webauthn !== null) return buildPasskeyEntry(entry.data.message, webauthn)
  if (!schema.success) return 'requestedSchema is not a flat object schema'
  const fields = parseFields(schema.data)
  if (typeof fields === 'string') return fields
  return { kind: kindOf(fields), message: entry.data.message, fields, webauthn: null }
}

function parseFields(schema: FormSchema): ElicitationField[] | string {
  const properties = Object.entries(schema.properties)
  const required = new Set(schema.required)
  if (properties.length === 0) return 'no properties'
  if (properties.length > maxProperties) return 'too many properties'
  if ([...required].some((name) => !Object.hasOwn(schema.properties, name))) {
    return 'a required property is not declared'
  }
  const fields: ElicitationField[] = []
  for (const [name, value] of properties) {
    const field = propertyName.test(name)
      ? parseElicitationField(name, value, required.has(name))
      : null
    if (field === null) return 'a property is outside the primitive schema set'
    fields.push(field)
  }
  return fields
}

function kindOf(fields: readonly ElicitationField[]): ElicitationKind {
  const only = fields.length === 1 ? fields[0] : undefined
  if (only?.name === 'authenticator' && only.kind === 'choice') return 'authenticator_choice'
  if (only?.name === 'otp' && isOneTimeCode(only)) return 'totp'
  return 'form'
}

/** A code of 6 to 8 digits; anything else under this name is an ordinary form. */
function isOneTimeCode(field: ElicitationField): boolean {
  return (
    field.kind === 'text' &&
    field.format === null &&
    (field.minLength ?? 6) >= 6 &&
    (field.maxLength ?? 8) <= 8
  )
}

/** Canonical `webauthn-form/1` first, then the accepted variants (protocols 4.5). */
function findWebauthn(entry: Entry, schema: FormSchema | null): Record<string, unknown> | null {
  const properties = schema?.properties ?? {}
  const names = Object.keys(properties)
  if (names.some((name) => name !== 'webauthn_request' && name !== 'webauthn_response')) return null
  const response = asObject(properties['webauthn_response'])
  const request = asObject(properties['webauthn_request'])
  const carried = response?.['type'] === 'string' ? [parseJson(request?.['default'])] : []
  const candidates = [
    ...carried,
    asObject(response?.['x-webauthn-request']),
    asObject(entry.publicKey),
    asObject(entry.authn_params_public_key),
  ]
  return candidates.find((options) => typeof options?.['challenge'] === 'string') ?? null
}

function buildPasskeyEntry(
  message: string,
  webauthn: Readonly<Record<string, unknown>>,
): ParsedElicitation {
  const kind = 'pubKeyCredParams' in webauthn ? 'passkey_registration' : 'passkey'
  return { kind, message, fields: [], webauthn }
}

function asObject(value: unknown): Record<string, unknown> | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? Object.fromEntries(Object.entries(value)) : null
}

function parseJson(value: unknown): Record<string, unknown> | null {
  if (typeof value !== 'string') return null
  try {
    return asObject(JSON.parse(value))
  } catch {
    return null
  }
}
