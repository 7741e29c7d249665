// The one sentence that names an interaction: in the inbox, the notification and the tray, and on its own card.
import { text } from '../../shared/catalogue/text.ts'
import type { ElicitationKind, ElicitationView } from '../../shared/model/elicitation.ts'
import type { Interaction, Widening } from '../../shared/model/interaction.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import { buildTitle } from './title.ts'
import { makeVisibleLine } from './visible.ts'

/** The name of a connection for people; a removed one has none. */
export function connectionName(store: Store, connectionId: string | null): string {
  const connection = connectionId === null ? null : store.connections.load(connectionId)
  if (connection === null) return text('interaction.unknown_connection')
  const name = makeVisibleLine(connection.name)
  return connection.kind === 'local' ? text('hook.own_tools', { agent: name }) : name
}

/** What a call would do, in one sentence of ours. */
export function buildCallTitle(
  store: Store,
  call: Pick<ToolCall, 'tool' | 'argumentsJson' | 'connectionId'>,
): string {
  const { tool, argumentsJson } = call
  return buildTitle({
    tool,
    argumentsJson,
    connectionName: connectionName(store, call.connectionId),
  })
}

/** The title of any interaction among others: inbox, notification and tray. */
export function buildInteractionTitle(store: Store, interaction: Interaction): string {
  const proven = provenCallTitle(store, interaction)
  return proven === null
    ? buildCardTitle(store, interaction)
    : text('interaction.title_elicitation_call', { title: proven })
}

/** The title in the approval view, where a tag says already that a proof is asked for. */
export function buildCardTitle(store: Store, interaction: Interaction): string {
  if (interaction.widening !== null) return wideningTitle(store, interaction.widening)
  if (interaction.elicitation !== null) {
    return provenCallTitle(store, interaction) ?? elicitationTitle(store, interaction)
  }
  const call = interaction.callId === null ? null : store.calls.load(interaction.callId)
  return call === null
    ? connectionName(store, interaction.connectionId)
    : buildCallTitle(store, call)
}

const plainKinds: ReadonlySet<ElicitationKind> = new Set<ElicitationKind>([
  'form',
  'client',
  'model',
  'url',
  'url_opened',
])

/** What the call would do that a proof is asked for; null where it is not about a proof for a call. */
function provenCallTitle(store: Store, { elicitation, callId }: Interaction): string | null {
  const isProof = elicitation !== null && !plainKinds.has(elicitation.kind)
  if (!isProof) return null
  const call = callId === null ? null : store.calls.load(callId)
  return call === null ? null : buildCallTitle(store, call)
}

function elicitationTitle(store: Store, { elicitation, connectionId }: Interaction): string {
  const connection = connectionName(store, connectionId)
  switch (elicitation?.kind) {
    case 'passkey_registration':
      return text('interaction.title_elicitation_passkey_registration', { connection })
    case 'form':
      return text('interaction.title_elicitation_form', { connection })
    case 'client':
      return text('interaction.title_client', { host: elicitation.answersTo })
    case 'model':
      return modelTitle(elicitation)
    case 'url':
      return text('interaction.title_elicitation_url', { connection })
    case 'url_opened':
      return text('interaction.title_elicitation_url_opened', { connection })
    default:
      return text('interaction.title_elicitation', { connection })
  }
}

function modelTitle({ model, answersTo: host }: ElicitationView): string {
  const values = { name: makeVisibleLine(model?.name ?? '?'), host }
  return text(model?.change === 'key' ? 'models.ask_title_key' : 'models.ask_title', values)
}

function wideningTitle(store: Store, widening: Widening): string {
  switch (widening.what) {
    case 'first_party_issuer':
      return firstPartyTitle(store, widening)
    case 'trust_for_reading': {
      const connection = connectionName(store, widening.connectionId)
      return text('interaction.title_trust_reading', { connection })
    }
    case 'sign_in_way':
      return text('interaction.title_sign_in_way', { host: hostOf(widening.issuer) })
    case 'notification_approve':
      return text('interaction.title_notification_approve')
    case 'resume_agents':
      return text('interaction.title_resume_agents')
    case 'tool_change':
      return titleOfToolChange(store, widening)
    case 'agent_access':
    case 'agent_secret':
    case 'agent_resume': {
      const agent = makeVisibleLine(store.tasks.loadAgent(widening.agentId)?.name ?? '?')
      return text(`agents.title_${widening.what}`, { agent })
    }
    case 'plan':
      return planTitle(store, widening)
    case 'task_resume': {
      const task = store.tasks.load(widening.taskId)
      const named = makeVisibleLine(task?.title ?? task?.text ?? '', longestTaskTitle)
      const agent = agentNameOf(store, widening.agentId)
      return text('task.title_resume', { task: named, agent })
    }
    case 'rule': {
      const { rule } = widening
      const agent = store.tasks.listAgents().find((each) => each.id === rule.agentId)?.name ?? '?'
      const connection = connectionName(store, rule.connectionId)
      const tool = makeVisibleLine(rule.tool)
      if (rule.effect !== 'allow') return text('rule.title_lift', { agent, tool, connection })
      return text('interaction.title_rule', { agent, tool, connection })
    }
  }
}

function titleOfToolChange(
  store: Store,
  { connectionId, tools }: Extract<Widening, { what: 'tool_change' }>,
): string {
  const connection = connectionName(store, connectionId)
  const [first] = tools
  return tools.length === 1 && first !== undefined
    ? text('tools.title_change', { tool: makeVisibleLine(first.name), connection })
    : text('tools.title_changes', { count: tools.length, connection })
}

const longestTaskTitle = 80

const agentNameOf = (store: Store, agentId: string): string =>
  makeVisibleLine(store.tasks.loadAgent(agentId)?.name ?? '?')

function planTitle(store: Store, { planId, agentId }: Extract<Widening, { what: 'plan' }>): string {
  const count = store.plans.load(planId)?.calls.length ?? 0
  const agent = agentNameOf(store, agentId)
  return text(count === 1 ? 'plan.title_one' : 'plan.title', { agent, count })
}

function firstPartyTitle(
  store: Store,
  { issuer, connectionId }: { issuer: string; connectionId: string },
): string {
  const host = hostOf(issuer)
  const server = hostOf(store.connections.load(connectionId)?.url ?? issuer)
  return server === host
    ? text('interaction.title_first_party', { host })
    : text('interaction.title_first_party_through', { host, server })
}

/** Host (with port) of a URL in ASCII; the text itself, made visible, when it is none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : makeVisibleLine(url)
}
