// Wires what sends calls: the journey with its tasks, and the sender with the questions that servers ask in between.
import { text } from '../shared/catalogue/text.ts'
import { CountersignError } from '../shared/errors.ts'
import type { Tool } from '../shared/model/connection.ts'
import type { ToolCall } from '../shared/model/tool-call.ts'
import type { Journey } from './agent/journey-port.ts'
import { createJourney } from './agent/journey.ts'
import { createTasks } from './agent/tasks.ts'
import type { Tasks } from './agent/tasks-port.ts'
import type { Engine, World } from './engine.ts'
import type { ActivityRecord } from './bootstrap-activity.ts'
import { createModels } from './bootstrap-models.ts'
import { wirePlanDesk, wirePlans } from './bootstrap-plans.ts'
import type { ProgressWorld } from './bootstrap-progress.ts'
import type { PageSubject } from './bootstrap-interaction-view.ts'
import { wireRouting } from './bootstrap-openapi.ts'
import { isHeld } from './interaction/is-held.ts'
import { createPolicy } from './interaction/policy.ts'
import type { ProofAhead } from './interaction/proof-ahead.ts'
import type { InteractionQueue } from './interaction/queue.ts'
import type { DpopKeyRing } from './oauth/dpop.ts'
import type { OAuthContext } from './oauth/oauth-context.ts'
import { checkResult } from './interaction/check-result.ts'
import { createSchemaChecker } from './interaction/schema-checker.ts'
import type { CallProgressBoard } from './resource/call-progress.ts'
import { createToolSender } from './resource/create-tool-sender.ts'
import type { StartRelay } from './resource/elicitation-relay.ts'
import type { McpConnector } from './resource/mcp-connection.ts'
import type { ToolSender } from './resource/tool-sender.ts'
import type { createStepUp } from './step-up/create-step-up.ts'
import { createRelayedCall } from './step-up/relayed-call.ts'
import type { Store } from './store/repositories.ts'

export type CallsWired = Pick<Engine, 'journey' | 'tasks' | 'plans' | 'models'>

export type CallParts = Pick<Engine, 'store' | 'queue' | 'stepUp' | 'deferrals'> & {
  readonly receipts: ActivityRecord['receipts']
  readonly ahead: Pick<ProofAhead, 'drop'>
  readonly sender: ToolSender
}

/** The journey and the tasks hear of each other: a call is of a task, and its end lets the task go on. */
export function wireCalls(world: World, parts: CallParts): CallsWired {
  const { clock, makeId, log, isLocked, onChanged } = world
  const { store, deferrals, queue } = parts
  const journey: Journey = createJourney({
    ...parts,
    deferrals: { cancelForCall: async (callId) => void (await deferrals.cancelForCall(callId)) },
    policy: createPolicy({ store, clock, log, ...(isLocked && { isLocked }) }),
    clock,
    makeId,
    log,
    onCallChanged: (call) => {
      tasks.onCallChanged(call)
      world.onCallChanged(call)
    },
    onCallEnded: (call) => {
      parts.ahead.drop(call.id)
      tasks.onCallEnded(call)
      world.onCallEnded(call)
    },
  })
  const models = createModels(world, {
    store,
    queue,
    pauseTasks: (agentId, why) => tasks.pauseTasksOf(agentId, why),
  })
  const desk = wirePlanDesk(world, { store, queue })
  const tasks: Tasks = createTasks({
    store,
    journey,
    modelOf: (agentId) => models.modelOf(agentId),
    clock,
    makeId,
    log,
    onChanged,
    plans: desk,
    askWidening: (widening) => queue.openWidening(widening, null),
  })
  queue.onEvent(({ interaction }) => tasks.onQuestionChanged(interaction.callId))
  const plans = wirePlans(world, { store, queue, desk, tasks })
  return { journey, tasks, plans, models }
}

export interface SenderParts {
  readonly store: Store
  readonly queue: InteractionQueue
  readonly stepUp: ReturnType<typeof createStepUp>
  readonly oauth: OAuthContext
  readonly keys: DpopKeyRing
  readonly connector: McpConnector
}

/** Sends calls, and relays what their servers ask in the middle of one. */
export function wireSender(world: World & ProgressWorld, parts: SenderParts): ToolSender {
  const { store, oauth, keys, connector, stepUp } = parts
  const onProgress: CallProgressBoard['report'] = (...said) => world.callProgress.report(...said)
  const check = world.schemaWorker === undefined ? null : createSchemaChecker(world.schemaWorker)
  const checking = check && {
    checkResult: (tool: Tool, json: string) => checkResult(check, tool, json),
  }
  const openExternal = (address: string): Promise<void> => openInBrowser(world, address)
  const relayPorts = { ...world, ...parts, openExternal, lockout: stepUp.lockout }
  const portsOf = ({ connection, call }: Parameters<StartRelay>[0]): typeof relayPorts => ({
    ...relayPorts,
    openExternal: (address) =>
      openPageOf(world, address, { subjectId: call.id, issuer: connection.issuer }),
  })
  const startRelay: StartRelay = (about) => createRelayedCall(portsOf(about), about)
  const mayLeave = (call: ToolCall): boolean => !isHeld(store, call)
  const sending = { ...oauth, keys, store, mayLeave }
  return wireRouting(
    createToolSender({
      ...sending,
      ...checking,
      connector,
      startRelay,
      onProgress,
      onToolsChanged: (connectionId) => world.toolNews.onChanged(connectionId),
    }),
    sending,
  )
}

async function openPageOf(world: World, address: string, subject: PageSubject): Promise<void> {
  const opened = world.openPage?.(address, subject) ?? world.openExternal(address)
  if (await opened) return
  throw new CountersignError('oauth/grant_failed', text('announce.browser_refused'))
}

/** Throws `oauth/grant_failed` when the system did not take the address. */
export async function openInBrowser(world: World, address: string): Promise<void> {
  if (await world.openExternal(address)) return
  throw new CountersignError('oauth/grant_failed', text('announce.browser_refused'))
}
