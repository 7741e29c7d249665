// Finds the scope that a call needs: what its server asked for last, else what an API's document says beforehand.
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'

/** Space-separated, as spelled there; null where nobody has said so. */
export function findNeededScope(
  store: { readonly connections: Pick<Store['connections'], 'listTools'> },
  call: Pick<ToolCall, 'connectionId' | 'toolDefinitionHash' | 'lastChallenge'>,
): string | null {
  const { connectionId, toolDefinitionHash, lastChallenge } = call
  if (lastChallenge?.scope != null) return lastChallenge.scope
  const tools = store.connections.listTools(connectionId)
  const tool = tools.find(({ definitionHash }) => definitionHash === toolDefinitionHash)
  return tool?.http?.scopes?.join(' ') || null
}
