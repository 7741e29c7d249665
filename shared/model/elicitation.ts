// The elicitation noun: a structured question from an authorization server, already reduced to what our widgets can show.
import { z } from 'zod'

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
])
export type ElicitationKind = z.infer<typeof elicitationKindSchema>

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
})
export type ElicitationView = z.infer<typeof elicitationViewSchema>

/** The person's answer. For passkeys `accept` starts the ceremony; the assertion never passes through here. */
export const elicitationAnswerSchema = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('accept'),
    content: z.record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
    ),
  }),
  z.object({ action: z.literal('decline') }),
])
export type ElicitationAnswer = z.infer<typeof elicitationAnswerSchema>
