// The operation noun: how one tool of an HTTP API becomes a request, as its OpenAPI document said when it was read.
import { z } from 'zod'

export const httpMethodSchema = z.enum(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'])
export type HttpMethod = z.infer<typeof httpMethodSchema>

export const parameterStyleSchema = z.enum([
  'simple',
  'form',
  'spaceDelimited',
  'pipeDelimited',
  'deepObject',
  /** `content: application/json`: the value as JSON text. */
  'json',
])

export const httpParameterSchema = z.object({
  /** Name of the argument that it takes its value from. */
  argument: z.string(),
  /** Name on the wire. */
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  style: parameterStyleSchema,
  explode: z.boolean(),
})
export type HttpParameter = z.infer<typeof httpParameterSchema>

export const httpBodySchema = z.object({
  /** A JSON media type, or `application/x-www-form-urlencoded`. */
  contentType: z.string(),
  required: z.boolean(),
  /** The argument that is the whole body; null where `members` of it are arguments of their own. */
  argument: z.string().nullable(),
  members: z.array(z.string()),
})
export type HttpBody = z.infer<typeof httpBodySchema>

/** Everything that a request is built from, beside the arguments. All of it is in the tool's definition hash. */
export const httpOperationSchema = z.object({
  method: httpMethodSchema,
  /** Absolute URL without query, fragment and closing slash. */
  serverUrl: z.string(),
  /** Begins with a slash; `{name}` stands for a path parameter. */
  path: z.string(),
  parameters: z.array(httpParameterSchema),
  body: httpBodySchema.nullable(),
  /** Scopes it says it needs; null where it takes no credentials: then none are sent. */
  scopes: z.array(z.string()).nullable(),
})
export type HttpOperation = z.infer<typeof httpOperationSchema>

/** Why an operation of the document is not offered. */
export const hiddenReasonSchema = z.enum([
  'api_key',
  'basic',
  'mutual_tls',
  'bearer',
  'flow',
  'unknown_scheme',
  'combined',
  'body',
  'parameter',
  'path',
  'method',
  'elsewhere',
  'unresolved',
  'server',
  'unreadable',
  'large',
  'invisible',
  'too_many',
  'not_chosen',
])
export type HiddenReason = z.infer<typeof hiddenReasonSchema>

/** Operations that belong together, as the document has it. */
const apiGroupSchema = z.object({
  /** The document's word, or a part of its paths. Untrusted text. */
  name: z.string(),
  count: z.number(),
})
export type ApiGroup = z.infer<typeof apiGroupSchema>

/** What is known of an HTTP API beside its connection's own facts. */
export const httpApiSchema = z.object({
  documentUrl: z.string(),
  /** What the person typed: one address is one connection. */
  typedUrl: z.string(),
  /** Origin beside the document's own that the person agreed to. */
  agreedOrigin: z.string().optional(),
  /** A server of another origin, of which nothing is used until the person agrees. */
  offeredServer: z.string().optional(),
  /** Operations in the document. */
  operations: z.number(),
  hiddenCount: z.number(),
  /** The first of the hidden ones. `operation`: method and path, the document's words. */
  hidden: z.array(z.object({ operation: z.string(), reason: hiddenReasonSchema })),
  /** Present where the document has more operations than are offered, or the person has chosen among them. */
  groups: z.array(apiGroupSchema).optional(),
  /** Names of the groups that the person chose; absent: the first operations of the document, as many as are offered. */
  chosen: z.array(z.string()).optional(),
  /** Issuers that the document hints at, for a server that does not say who protects it. */
  issuerHints: z.array(z.string()),
})
export type HttpApi = z.infer<typeof httpApiSchema>
