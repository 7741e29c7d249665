// Shows what is known of an HTTP API beside its connection.
import type { ApiView } from '../../shared/connection-view.ts'
import type { Connection } from '../../shared/model/connection.ts'
import { hostOf } from '../interaction/interaction-title.ts'

/** Nothing for an MCP server. */
export function buildApiView({ api }: Connection): { readonly api?: ApiView } {
  if (api === undefined) return {}
  const { documentUrl, operations, hidden, hiddenCount, offeredServer = null, chosen } = api
  const isChosen = new Set(chosen)
  const groups =
    api.groups?.map((group) => ({ ...group, isChosen: isChosen.has(group.name) })) ?? null
  const offered = Math.max(0, operations - hiddenCount)
  const documentHost = hostOf(documentUrl)
  return {
    api: {
      documentUrl,
      documentHost,
      operations,
      offered,
      hiddenCount,
      hidden,
      groups,
      offeredServer,
    },
  }
}
