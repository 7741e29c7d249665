// Visits a server over MCP: is it there, does it speak MCP, does it let us in, which tools does it have.
import { isCountersignError } from '../../shared/errors.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Challenge } from '../../shared/model/tool-call.ts'
import type { GuardedFetch } from '../http/guarded-fetch.ts'
import type { DpopKeyRing } from '../oauth/dpop.ts'
import type { DpopProofs } from '../oauth/dpop-proofs.ts'
import { loadAccess } from './access.ts'
import type { McpConnector } from './mcp-connection.ts'
import { createMcpFetch } from './mcp-fetch.ts'
import { readChallenge } from './send-outcome.ts'
import { requestTools, type ToolList } from './tool-catalogue.ts'

export interface VisitParts {
  readonly fetch: GuardedFetch
  readonly proofs: Pick<DpopProofs, 'sendWithProof'>
  readonly keys: Pick<DpopKeyRing, 'load'>
  readonly connector: McpConnector
}

export type Visit =
  /** `name` is the server's own. Untrusted text. */
  | { readonly kind: 'open'; readonly list: ToolList; readonly name: string | null }
  | { readonly kind: 'refused'; readonly challenge: Challenge }
  | { readonly kind: 'not_mcp'; readonly error: unknown }

/** No call is ever sent from here. Throws the `http/` error when no server answers, `oauth/not_bound` without a key. */
export async function visitServer(
  parts: VisitParts,
  connection: Connection,
  grant: Grant | null,
): Promise<Visit> {
  const { fetch, facts } = createMcpFetch({
    fetch: parts.fetch,
    proofs: parts.proofs,
    url: connection.url,
    access: await loadAccess(grant, parts.keys),
    frozen: null,
    onCallBodyEnd: () => undefined,
  })
  try {
    const session = await parts.connector.connect({
      key: connection.id,
      url: connection.url,
      fetch,
    })
    try {
      const list = await requestTools(session.client, connection.id)
      const server = session.client.getServerVersion()
      const name = (server?.title ?? server?.name ?? '').slice(0, 200)
      return { kind: 'open', list, name: name === '' ? null : name }
    } finally {
      await session.close()
    }
  } catch (error) {
    parts.connector.forget(connection.id)
    if (facts.refusal !== null) {
      const challenge = readChallenge(facts.refusal, grant?.tokenType ?? null)
      return { kind: 'refused', challenge }
    }
    if (isCountersignError(facts.networkError)) throw facts.networkError
    return { kind: 'not_mcp', error }
  }
}
