// Arms a call: picks the grant it is sent with, the one obtained for it first, else a standing one.
import canonicalize from 'canonicalize'
import { z } from 'zod'
import type { Grant } from '../../shared/model/grant.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { GrantRepository } from '../store/repositories.ts'

/** Null when there is none: the call is then sent without, and the server's refusal says what is needed. */
export async function pickGrant(
  grants: GrantRepository,
  call: ToolCall,
  nowMs: number,
): Promise<Grant | null> {
  if (call.grantId !== null) {
    const own = await grants.load(call.grantId)
    if (own !== null && maySend(own, call)) return own
  }
  const standing = await grants.listStanding(call.connectionId)
  const alive = standing.find((grant) => grant.expiresAtMs === null || grant.expiresAtMs > nowMs)
  return alive ?? standing[0] ?? null
}

/** A grant of purpose `call` serves only that call, and a grant only its own connection. */
function maySend(grant: Grant, call: ToolCall): boolean {
  const forThis = grant.purpose === 'standing' || grant.callId === call.id
  return forThis && grant.connectionId === call.connectionId
}

const intentSchema = z.looseObject({
  type: z.literal('agent_intent'),
  action: z.looseObject({ name: z.string() }),
  resource: z.looseObject({
    type: z.string(),
    id: z.string(),
    properties: z
      .looseObject({
        aud: z.string().optional(),
        arguments: z.record(z.string(), z.unknown()).optional(),
      })
      .optional(),
  }),
})

/**
 * False when the server granted intents (`agent_intent`, RFC 9396 details) and none of them is this call: its tool, at
 * this resource, with every argument that was granted. A grant without intents is not limited by them (protocols 5.4).
 */
export function allowsCall(grant: Grant, call: Pick<ToolCall, 'tool' | 'argumentsJson'>): boolean {
  const details: unknown = JSON.parse(grant.authorizationDetailsJson ?? '[]')
  const entries = (Array.isArray(details) ? details : []).filter(isIntent)
  return entries.length === 0 || entries.some((entry) => matches(entry, grant, call))
}

function isIntent(entry: unknown): boolean {
  return z.looseObject({ type: z.literal('agent_intent') }).safeParse(entry).success
}

/** An intent that cannot be read allows nothing. */
function matches(
  entry: unknown,
  { resource }: Grant,
  { tool, argumentsJson }: Pick<ToolCall, 'tool' | 'argumentsJson'>,
): boolean {
  const intent = intentSchema.safeParse(entry)
  if (!intent.success) return false
  const { action, resource: granted } = intent.data
  const { aud = resource, arguments: approved = {} } = granted.properties ?? {}
  const isThisTool = granted.type === 'mcp-tool' && granted.id === tool
  if (action.name !== 'tools/call' || !isThisTool || aud !== resource) return false
  const actual: unknown = JSON.parse(argumentsJson)
  const given = z.record(z.string(), z.unknown()).catch({}).parse(actual)
  return Object.entries(approved).every(
    ([name, value]) =>
      Object.hasOwn(given, name) && canonicalize(given[name]) === canonicalize(value),
  )
}

/** The grants that were obtained for exactly this call. */
export async function listCallGrants(grants: GrantRepository, callId: string): Promise<Grant[]> {
  const all = await grants.listAll()
  return all.filter((grant) => grant.purpose === 'call' && grant.callId === callId)
}
