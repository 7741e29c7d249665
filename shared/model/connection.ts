// The connection noun: a resource server the person added, and its tools.
import { z } from 'zod'
import { httpApiSchema, httpOperationSchema } from './http-operation.ts'

export const connectionStatusSchema = z.enum([
  'discovering',
  'needs_sign_in',
  'signing_in',
  /** The authorization server has not decided the sign-in yet. */
  'waiting',
  'ready',
  'unreachable',
  'failed',
])
export const connectionSchema = z.object({
  id: z.string(),
  /**
   * Absent means `mcp`. `http`: an HTTP API with an OpenAPI document. `local`: the tools that an agent runs itself and
   * asks about by the hook; nothing is ever sent to it.
   */
  kind: z.enum(['mcp', 'http', 'local']).optional(),
  /** The server's own name where it gave one, else its host. Untrusted text. */
  name: z.string(),
  /** MCP endpoint, or the server of an HTTP API below which its calls go; absolute URL without fragment. */
  url: z.string(),
  /** Present for kind `http` only. */
  api: httpApiSchema.optional(),
  /** Resource identifier of RFC 9728, or null for an open server. */
  resource: z.string().nullable(),
  /** Issuer of the authorization server chosen for it, or null for an open server. */
  issuer: z.string().nullable(),
  /** Every authorization server that the resource server names, its first choice first; absent means `issuer` alone. */
  authorizationServers: z.array(z.string()).optional(),
  /** The issuer under which the tools were accepted (null for none); absent where no tools were read yet. */
  toolsIssuer: z.string().nullable().optional(),
  /** When its tools were read last, Unix ms. */
  toolsReadAtMs: z.number().optional(),
  scopesSupported: z.array(z.string()),
  /** The resource server takes DPoP-bound access tokens only (RFC 9728); absent means it did not say so. */
  dpopRequired: z.boolean().optional(),
  status: connectionStatusSchema,
  /** Plain words for the person when status is unreachable or failed, else null. */
  statusText: z.string().nullable(),
  /** True only after the person said so in the approval view: its reads may run unasked. */
  trustedForReading: z.boolean(),
  /**
   * The issuer for which the person marked this very connection first-party: only then may its server relay that
   * authorization server's questions. Absent: not marked. Another server's claim to the same issuer is worth nothing.
   */
  firstPartyIssuer: z.string().optional(),
  addedAtMs: z.number(),
})
export type Connection = z.infer<typeof connectionSchema>
export type ConnectionStatus = z.infer<typeof connectionStatusSchema>

const definitionShape = {
  title: z.string().nullable(),
  description: z.string(),
  /** JSON Schema of the arguments, as parsed JSON. */
  inputSchema: z.record(z.string(), z.unknown()),
  annotations: z.object({
    readOnlyHint: z.boolean().optional(),
    destructiveHint: z.boolean().optional(),
    idempotentHint: z.boolean().optional(),
    openWorldHint: z.boolean().optional(),
  }),
  /** JSON Schema of the structured result, where the server names one. */
  outputSchema: z.record(z.string(), z.unknown()).optional(),
}

/** Why no agent is offered a tool, whatever the person says. */
export const toolHiddenSchema = z.enum(['name', 'twice', 'large', 'invisible', 'header'])
export type ToolHidden = z.infer<typeof toolHiddenSchema>

export const toolSchema = z.object({
  connectionId: z.string(),
  name: z.string(),
  ...definitionShape,
  /** How a call becomes a request, for a tool of an HTTP API. */
  http: httpOperationSchema.optional(),
  /**
   * SHA-256 (hex) over the canonical JSON of name, description, schema, annotations, and of title, result schema and `http`
   * where they are there. A tool that was pinned before title and result schema counted keeps the hash without them for
   * as long as they are what they were.
   */
  definitionHash: z.string(),
  /** Its result schema was kept with this row, or there was none; absent in rows from before it was. */
  outputKnown: z.literal(true).optional(),
  /** The server runs it as a task of MCP 2025-11-25 (experimental); absent means forbidden. */
  taskSupport: z.enum(['optional', 'required']).optional(),
  /**
   * The definition that agents may use: the first one seen, or the one that the person accepted after it changed.
   * Another one than `definitionHash`: the tool is blocked. Absent: nothing was pinned yet, and the next reading does.
   */
  acceptedHash: z.string().optional(),
  /** What was accepted, kept while a change waits to be reviewed. */
  accepted: z.object(definitionShape).optional(),
  /** The server began to offer it after the connection was made; absent for those of the first reading. */
  addedAtMs: z.number().optional(),
  hidden: toolHiddenSchema.optional(),
  /** The server offers it no more; what was accepted is remembered, so that it cannot come back as another. */
  gone: z.literal(true).optional(),
})
export type Tool = z.infer<typeof toolSchema>

/** True while the server's definition is not the one that was accepted: it is not run, and no agent is offered it. */
export function isToolBlocked(tool: Pick<Tool, 'definitionHash' | 'acceptedHash'>): boolean {
  return tool.acceptedHash !== undefined && tool.acceptedHash !== tool.definitionHash
}
