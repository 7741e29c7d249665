// Shows agents in plain facts: what each is, holds and did, without anything it proves itself by.
import type { AgentDetail, AgentView } from '../../shared/agent-view.ts'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Agent } from '../../shared/model/agent.ts'
import { buildCallTitle } from '../interaction/interaction-title.ts'
import { makeVisibleLine } from '../interaction/visible.ts'
import type { Store } from '../store/repositories.ts'
import { localConnectionId } from './agent-access.ts'

const shownCalls = 12

/** Pure over the store. Revoked ones stay in the list for what they did. */
export function buildAgentViews(store: Store): AgentView[] {
  return store.tasks.listAgents().map((agent) => buildAgentView(store, agent))
}

function buildAgentView(store: Store, { secretHash, ...facts }: Agent): AgentView {
  const own = store.connections.load(localConnectionId(facts.id))
  return {
    ...facts,
    held: store.calls.countHeld(facts.id),
    admitted: secretHash != null,
    ownTools: own && {
      connectionId: own.id,
      trustedForReading: own.trustedForReading,
      names: store.connections.listTools(own.id).map(({ name }) => makeVisibleLine(name)),
    },
  }
}

/** Throws `agent/gone` for one that is not there. */
export function loadAgentDetail(
  store: Store,
  agentId: string,
  gateway: { readonly port: number | null; readonly problem: string | null },
): AgentDetail {
  if (store.tasks.loadAgent(agentId) === null) {
    throw new CountersignError('agent/gone', text('agents.gone'))
  }
  return {
    agentId,
    calls: store.calls.listLast(agentId, shownCalls).map((call) => ({
      callId: call.id,
      title: buildCallTitle(store, call),
      state: call.state,
      atMs: call.receivedAtMs,
    })),
    port: gateway.port,
    portIsFixed: store.settings.load().gatewayPort !== null,
    portProblem: gateway.problem,
  }
}
