// Looks up what is true of a call at the moment of sending, to be compared with what was frozen and shown.
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Policy } from '../interaction/policy.ts'
import type { Store } from '../store/repositories.ts'
import type { DispatchFacts } from './call-event.ts'
import { digestNow } from './freeze-call.ts'

/** Reads the stored call, its connection and its tool as they are now; judges by the policy as it is now. */
export function findDispatchFacts(store: Store, call: ToolCall, policy: Policy): DispatchFacts {
  const stored = store.calls.load(call.id) ?? call
  const connection = store.connections.load(call.connectionId)
  const tools = connection === null ? [] : store.connections.listTools(connection.id)
  return {
    digest: connection === null ? null : digestNow(stored, connection),
    toolDefinitionHash: tools.find((tool) => tool.name === stored.tool)?.definitionHash ?? null,
    policy: policy(stored),
    paused: store.settings.load().paused,
  }
}
