// An in-memory store with real transactions (rollback, joining) and a full disk on request, for unit and property tests.
import canonicalize from 'canonicalize'
import type { Agent } from '../../shared/model/agent.ts'
import type { LanguageModel } from '../../shared/model/language-model.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Activity } from '../../shared/model/activity.ts'
import type { AuthorizationServer } from '../../shared/model/authorization-server.ts'
import type { Connection, Tool } from '../../shared/model/connection.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { Revocation } from '../../shared/model/revocation.ts'
import type { Secret } from '../../shared/model/secret.ts'
import { defaultSettings, type Settings } from '../../shared/model/settings.ts'
import type { Task, TaskStep } from '../../shared/model/task.ts'
import { endedCallStates, type ToolCall } from '../../shared/model/tool-call.ts'
import { endedDeferralStates } from '../../shared/model/deferral.ts'
import type { Rule } from '../../shared/model/rule.ts'
import { CountersignError } from '../../shared/errors.ts'
import { chainStart, hashActivity } from '../../main/store/activity-chain.ts'
import type { Store } from '../../main/store/repositories.ts'

interface Data {
  calls: Map<string, ToolCall>
  interactions: Map<string, Interaction>
  rules: Map<string, Rule>
  definitions: Map<string, Tool>
  grants: Map<string, Grant>
  deferrals: Map<string, Deferral>
  revocations: Map<string, Revocation>
  secrets: Map<string, Secret>
  servers: Map<string, AuthorizationServer>
  connections: Map<string, Connection>
  tools: Map<string, Tool[]>
  agents: Map<string, Agent>
  plans: Map<string, Plan>
  models: Map<string, LanguageModel>
  tasks: Map<string, Task>
  steps: TaskStep[]
  activity: Activity[]
  settings: Settings
}

export interface MemoryStore extends Store {
  /** While true every write throws `store/full`. */
  full: boolean
  /** Called before each write; a throw there is a crash or a fault of the disk. */
  beforeWrite: () => void
}

const emptyData = (): Data => ({
  calls: new Map(),
  interactions: new Map(),
  rules: new Map(),
  definitions: new Map(),
  grants: new Map(),
  deferrals: new Map(),
  revocations: new Map(),
  secrets: new Map(),
  servers: new Map(),
  connections: new Map(),
  tools: new Map(),
  agents: new Map(),
  plans: new Map(),
  models: new Map(),
  tasks: new Map(),
  steps: [],
  activity: [],
  settings: defaultSettings,
})

function listGrantFacts(grants: Data['grants']): ReturnType<Store['grants']['listAllFacts']> {
  return [...grants.values()]
    .toReversed()
    .map(({ accessToken: _access, refreshToken, ...facts }) => ({
      ...facts,
      hasRefreshToken: refreshToken !== null,
    }))
}

const copyOf = (data: Data): Data => {
  const copy = { ...data, steps: [...data.steps], activity: [...data.activity] }
  for (const key of Object.keys(data) as (keyof Data)[]) {
    const value = data[key]
    if (value instanceof Map) Object.assign(copy, { [key]: new Map<string, unknown>(value) })
  }
  return copy
}

/** What only SQL does is tested over the real store. */
function notHere(what: string): never {
  throw new Error(`${what} is not in the memory store`)
}

/** `nowMs` stamps the activity rows. Values are kept by reference; they are treated as immutable everywhere. */
export function createMemoryStore(nowMs: () => number = () => 0): MemoryStore {
  let data = emptyData()
  let inTransaction = false

  const write = <Value>(run: () => Value): Value => {
    store.beforeWrite()
    if (store.full) throw new CountersignError('store/full', 'The disk is full.')
    return run()
  }
  const listAliveCalls = () =>
    [...data.calls.values()].filter((call) => !endedCallStates.has(call.state))

  const listOpen = () => [...data.interactions.values()].filter((each) => each.state === 'open')

  const store: MemoryStore = {
    full: false,
    beforeWrite: () => undefined,
    transaction: (run) => {
      if (inTransaction) return run()
      const before = copyOf(data)
      inTransaction = true
      try {
        return run()
      } catch (error) {
        data = before
        throw error
      } finally {
        inTransaction = false
      }
    },
    calls: {
      save: (call) =>
        write(() => {
          const spent = data.calls.get(call.id)?.approvalSpentAtMs ?? call.approvalSpentAtMs
          data.calls.set(call.id, { ...call, approvalSpentAtMs: spent })
        }),
      load: (callId) => data.calls.get(callId) ?? null,
      listAlive: listAliveCalls,
      listNotAsking: () => listAliveCalls().filter(({ state }) => state !== 'asking'),
      listAliveStates: (taskId) =>
        listAliveCalls()
          .filter((call) => call.taskId === taskId)
          .map(({ id, state }) => ({ id, state })),
      countHeld: (agentId) =>
        listAliveCalls().filter(
          ({ agentId: by, state }) =>
            by === agentId && (state === 'asking' || state === 'received'),
        ).length,
      listLast: (agentId, limit) =>
        [...data.calls.values()]
          .filter((call) => call.agentId === agentId)
          .toReversed()
          .slice(0, limit),
      listByTask: (taskId) => [...data.calls.values()].filter((call) => call.taskId === taskId),
      listAlike: ({ agentId, connectionId, tool, limit }) =>
        [...data.calls.values()]
          .filter(
            (call) =>
              endedCallStates.has(call.state) &&
              call.agentId === agentId &&
              call.connectionId === connectionId &&
              call.tool === tool,
          )
          .reverse()
          .slice(0, limit),
      spendApproval: (callId, atMs) =>
        write(() => {
          const call = data.calls.get(callId)
          if (call === undefined || call.approvalSpentAtMs !== null) return false
          data.calls.set(callId, { ...call, approvalSpentAtMs: atMs })
          return true
        }),
    },
    interactions: {
      save: (interaction) => write(() => void data.interactions.set(interaction.id, interaction)),
      load: (interactionId) => data.interactions.get(interactionId) ?? null,
      listOpen,
      listOpenOfCall: (callId) =>
        [...data.interactions.values()].filter(
          (each) => each.state === 'open' && each.callId === callId,
        ),
      listByCall: (callId) =>
        [...data.interactions.values()].filter((each) => each.callId === callId),
      countOpen: () => listOpen().length,
      listOpenIds: () => listOpen().map(({ id }) => id),
      listDue: (nowMs) => listOpen().filter((each) => each.expiresAtMs <= nowMs),
      soonestExpiryMs: () => {
        const ends = listOpen().map((each) => each.expiresAtMs)
        return ends.length === 0 ? null : ends.reduce((a, b) => Math.min(a, b))
      },
      listOpenWidenings: () => listOpen().filter((each) => each.kind === 'widening'),
    },
    rules: {
      save: (rule) => write(() => void data.rules.set(rule.id, rule)),
      load: (ruleId) => data.rules.get(ruleId) ?? null,
      listStanding: () =>
        [...data.rules.values()].filter(({ state }) => state === 'active' || state === 'paused'),
      listActive: ({ agentId, connectionId, tool }) =>
        [...data.rules.values()].filter(
          (each) =>
            each.state === 'active' &&
            each.agentId === agentId &&
            each.connectionId === connectionId &&
            each.tool === tool,
        ),
      list: (limit) => [...data.rules.values()].reverse().slice(0, limit),
      saveDefinition: (tool) => write(() => void data.definitions.set(tool.definitionHash, tool)),
      loadDefinition: (definitionHash) => data.definitions.get(definitionHash) ?? null,
      use: (ruleId, atMs) =>
        write(() => {
          const rule = data.rules.get(ruleId)
          if (rule?.state !== 'active' || atMs >= rule.expiresAtMs) return false
          if (atMs < Math.max(rule.createdAtMs, rule.lastUsedAtMs ?? 0)) return false
          if (rule.maxUses !== null && rule.uses >= rule.maxUses) return false
          data.rules.set(ruleId, { ...rule, uses: rule.uses + 1, lastUsedAtMs: atMs })
          return true
        }),
    },
    grants: {
      seal: (grant) => Promise.resolve({ noun: grant, sealed: {} }),
      write: ({ noun }) => write(() => void data.grants.set(noun.id, noun)),
      load: (grantId) => Promise.resolve(data.grants.get(grantId) ?? null),
      listStanding: (connectionId) =>
        Promise.resolve(
          [...data.grants.values()]
            .filter((each) => each.purpose === 'standing' && each.connectionId === connectionId)
            .reverse(),
        ),
      listAll: () => Promise.resolve([...data.grants.values()]),
      listAllFacts: () => listGrantFacts(data.grants),
      listFacts: (connectionId) =>
        listGrantFacts(data.grants).filter((each) => each.connectionId === connectionId),
      has: (grantId) => data.grants.has(grantId),
      remove: (grantId) => write(() => void data.grants.delete(grantId)),
    },
    revocations: {
      seal: (revocation) => Promise.resolve({ noun: revocation, sealed: {} }),
      add: ({ noun }) => write(() => void data.revocations.set(noun.id, noun)),
      saveFacts: (facts) =>
        write(() => {
          const known = data.revocations.get(facts.id)
          if (known) data.revocations.set(facts.id, { ...facts, token: known.token })
        }),
      listFacts: () => [...data.revocations.values()].map((one) => ({ ...one, token: null })),
      load: (revocationId) => Promise.resolve(data.revocations.get(revocationId) ?? null),
      remove: (revocationId) => write(() => void data.revocations.delete(revocationId)),
    },
    deferrals: {
      seal: (deferral) => Promise.resolve({ noun: deferral, sealed: {} }),
      write: ({ noun }) => write(() => void data.deferrals.set(noun.id, noun)),
      load: (deferralId) => Promise.resolve(data.deferrals.get(deferralId) ?? null),
      listAlive: () =>
        Promise.resolve(
          [...data.deferrals.values()].filter((each) => !endedDeferralStates.has(each.state)),
        ),
      codeState: (deferralId) =>
        data.deferrals.get(deferralId)?.deferralCode ? 'readable' : 'none',
      listAllFacts: () =>
        [...data.deferrals.values()].map((each) => ({ ...each, deferralCode: null })),
      loadFacts: (deferralId) => {
        const deferral = data.deferrals.get(deferralId)
        return deferral === undefined ? null : { ...deferral, deferralCode: null }
      },
    },
    secrets: {
      save: (name, value) => Promise.resolve(write(() => void data.secrets.set(name, value))),
      load: (name) => Promise.resolve(data.secrets.get(name) ?? null),
      remove: (name) => write(() => void data.secrets.delete(name)),
    },
    authorizationServers: {
      save: (server) => write(() => void data.servers.set(server.issuer, server)),
      load: (issuer) => data.servers.get(issuer) ?? null,
      list: () => [...data.servers.values()],
      remove: (issuer) => write(() => void data.servers.delete(issuer)),
    },
    connections: {
      save: (connection) => write(() => void data.connections.set(connection.id, connection)),
      load: (connectionId) => data.connections.get(connectionId) ?? null,
      list: () => [...data.connections.values()],
      remove: (connectionId) =>
        write(() => {
          data.connections.delete(connectionId)
          data.tools.delete(connectionId)
        }),
      saveTools: (connectionId, tools) =>
        write(() => void data.tools.set(connectionId, [...tools])),
      listTools: (connectionId) =>
        (data.tools.get(connectionId) ?? []).filter(
          ({ hidden, gone }) => hidden === undefined && gone !== true,
        ),
      listAllTools: (connectionId) => data.tools.get(connectionId) ?? [],
    },
    tasks: {
      saveAgent: (agent) => write(() => void data.agents.set(agent.id, agent)),
      loadAgent: (agentId) => data.agents.get(agentId) ?? null,
      listAgents: () => [...data.agents.values()],
      save: (task) => write(() => void data.tasks.set(task.id, task)),
      load: (taskId) => data.tasks.get(taskId) ?? null,
      list: (limit, before) => {
        const newest = [...data.tasks.values()].reverse()
        const from = before === undefined ? 0 : newest.findIndex(({ id }) => id === before) + 1
        return newest.slice(from, from + limit)
      },
      listUnfinished: () =>
        [...data.tasks.values()].filter(
          ({ kind, endedAtMs }) => kind !== 'gateway' && endedAtMs === null,
        ),
      saveStep: (step) =>
        write(() => {
          data.steps = data.steps.map((each) =>
            each.taskId === step.taskId && each.position === step.position ? step : each,
          )
        }),
      appendStep: (step) =>
        write(() => {
          const position = data.steps.filter((each) => each.taskId === step.taskId).length
          const whole = { ...step, position }
          data.steps.push(whole)
          return whole
        }),
      listSteps: (taskId) => data.steps.filter((each) => each.taskId === taskId),
      listLastSteps: (taskId, limit) =>
        data.steps.filter((each) => each.taskId === taskId).slice(-limit),
    },
    plans: {
      save: (plan) => write(() => void data.plans.set(plan.id, plan)),
      load: (planId) => data.plans.get(planId) ?? null,
      listByTask: (taskId) => [...data.plans.values()].filter((plan) => plan.taskId === taskId),
      listStanding: () =>
        [...data.plans.values()].filter(({ state }) => state === 'asked' || state === 'approved'),
    },
    models: {
      save: (model) => write(() => void data.models.set(model.id, model)),
      load: (modelId) => data.models.get(modelId) ?? null,
      list: () => [...data.models.values()],
      remove: (modelId) => write(() => void data.models.delete(modelId)),
    },
    settings: {
      load: () => data.settings,
      save: (settings) =>
        write(() => {
          data.settings = settings
        }),
    },
    activity: {
      append: ({ detail, ...entry }) =>
        write(() => {
          const previous = data.activity.at(-1)?.hash ?? chainStart
          const sequence = data.activity.length + 1
          const detailJson = String(canonicalize(detail))
          const content = { ...entry, sequence, atMs: nowMs(), detailJson }
          const row: Activity = { ...content, hash: hashActivity(previous, content) }
          data.activity.push(row)
          return row
        }),
      list: ({ beforeSequence, limit }) =>
        data.activity
          .filter((row) => beforeSequence === null || row.sequence < beforeSequence)
          .reverse()
          .slice(0, limit),
      search: () => notHere('search'),
      countDecisions: () => notHere('countDecisions'),
      findSpan: () => notHere('findSpan'),
      listOfKind: (kind) => data.activity.filter((row) => row.kind === kind),
      listByCall: (callId) => data.activity.filter((row) => row.callId === callId),
      listAfter: (sequence, limit) => data.activity.slice(sequence, sequence + limit),
      load: (sequence) => data.activity[sequence - 1] ?? null,
      last: () => data.activity.at(-1) ?? null,
      lastOfKind: (kind) => data.activity.findLast((row) => row.kind === kind) ?? null,
    },
    close: () => undefined,
  }
  return store
}
