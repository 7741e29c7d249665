// What a scenario tells the client under test beside the address of its server.
import { z } from 'zod'

const contextSchema = z.looseObject({
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  issuer: z.string().optional(),
  /** PKCS #8, for `private_key_jwt`. */
  private_key_pem: z.string().optional(),
  signing_algorithm: z.string().optional(),
  idp_issuer: z.string().optional(),
  idp_client_id: z.string().optional(),
  idp_id_token: z.string().optional(),
  idp_token_endpoint: z.string().optional(),
  toolCalls: z
    .array(z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) }))
    .optional(),
})
export type ScenarioContext = z.infer<typeof contextSchema>

/** From `MCP_CONFORMANCE_CONTEXT`; empty when the scenario gives none. Throws for what is no such document. */
export function readContext(environment: NodeJS.ProcessEnv): ScenarioContext {
  return contextSchema.parse(JSON.parse(environment['MCP_CONFORMANCE_CONTEXT'] ?? '{}'))
}
