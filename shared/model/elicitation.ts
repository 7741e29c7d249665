// The elicitation noun: a structured question from a server, already reduced to what our widgets can show.
import { z } from 'zod'
import { clientAuthenticationSchema } from './authorization-server.ts'
import { languageModelSchema } from './language-model.ts'

const optionSchema = z.object({ value: z.string(), label: z.string() })

/** One field of a form elicitation (MCP primitive schema set, protocols 10.5), reduced. */
export const elicitationFieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  description: z.string().nullable(),
  kind: z.enum(['text', 'number', 'integer', 'boolean', 'choice', 'choices']),
  required: z.boolean(),
  options: z.array(optionSchema),
  minLength: z.number().nullable(),
  maxLength: z.number().nullable(),
  pattern: z.string().nullable(),
  format: z.string().nullable(),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  defaultValue: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable(),
})
export type ElicitationField = z.infer<typeof elicitationFieldSchema>

export const elicitationKindSchema = z.enum([
  'authenticator_choice',
  'totp',
  'passkey',
  'passkey_registration',
  'form',
  /** Not a server's question but ours: which OAuth client to be there, and its secret. */
  'client',
  /** Ours too: whether a language model is to be used, and its key. */
  'model',
  /** A page to open in the system browser (URL mode of MCP), */
  'url',
  /** and the question that follows it: what was done there is done. */
  'url_opened',
])
export type ElicitationKind = z.infer<typeof elicitationKindSchema>

/** A question that an MCP server puts in the middle of a call (protocols 4.4, 10.4). */
export const relaySchema = z.object({
  /** Host of the MCP server: it asks, and the answer goes to it. */
  host: z.string(),
  /** The authorization server it stands before, for proofs; else null. */
  issuerHost: z.string().nullable(),
})

/** The page of a URL elicitation, in full and in the parts of it that are shown apart. */
export const elicitationUrlSchema = z.object({
  /** Exactly what the browser is given. */
  address: z.string(),
  host: z.string(),
  /** Set when the host has letters outside ASCII: how it would read, and that it may imitate another. */
  unicodeHost: z.string().nullable(),
})

/** The client that the person asked to be at an authorization server; its secret is typed in the approval view. */
export const elicitationClientSchema = z.object({
  issuer: z.string(),
  clientId: z.string(),
  authentication: clientAuthenticationSchema,
})

/** The language model that the person asked to use; its key is typed in the approval view. */
export const elicitationModelSchema = languageModelSchema
  .pick({ name: true, provider: true, baseUrl: true, model: true })
  .extend({
    /** `key`: it is there already and gets another key. */
    change: z.enum(['add', 'key']),
    /** Without encryption, to another computer of one's own network. */
    plain: z.boolean(),
  })

/** What the approval view needs to show an elicitation. WebAuthn options stay in main. */
export const elicitationViewSchema = z.object({
  kind: elicitationKindSchema,
  /** The server's message: untrusted, shown as a quotation. */
  message: z.string(),
  fields: z.array(elicitationFieldSchema),
  /** Our own count of tries left for a code, or null where it does not apply. */
  triesLeft: z.number().nullable(),
  /** Host the answer goes to, and nowhere else. */
  answersTo: z.string(),
  /** True while a passkey can be used here; else the reason is in `passkeyUnavailable`. */
  passkeyUnavailable: z.string().nullable(),
  /** What went wrong with the previous answer, in plain words, or null. */
  problem: z.string().nullable(),
  /** Set for questions that an MCP server relays; absent for those of an authorization server itself. */
  relay: relaySchema.optional(),
  url: elicitationUrlSchema.optional(),
  client: elicitationClientSchema.optional(),
  model: elicitationModelSchema.optional(),
})
export type ElicitationView = z.infer<typeof elicitationViewSchema>

/**
 * The person's answer. For passkeys `accept` starts the ceremony; the assertion never passes through here.
 * `decline` says no; `cancel` puts it away undecided (both are words of MCP).
 */
export const elicitationAnswerSchema = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('accept'),
    content: z.record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
    ),
  }),
  z.object({ action: z.literal('decline') }),
  z.object({ action: z.literal('cancel') }),
])
export type ElicitationAnswer = z.infer<typeof elicitationAnswerSchema>
