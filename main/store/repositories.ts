// What must survive, one repository per noun: the interfaces the rest of main programs against.
import type { Agent } from '../../shared/model/agent.ts'
import type { Activity, ActivityKind } from '../../shared/model/activity.ts'
import type { AuthorizationServer } from '../../shared/model/authorization-server.ts'
import type { Connection, Tool } from '../../shared/model/connection.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { LanguageModel } from '../../shared/model/language-model.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Revocation } from '../../shared/model/revocation.ts'
import type { Rule } from '../../shared/model/rule.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { Task, TaskStep } from '../../shared/model/task.ts'
import type { CallState, ToolCall } from '../../shared/model/tool-call.ts'
import type { Durability } from './database.ts'

/** A row whose secrets were sealed beforehand, so that it can be written inside a synchronous transaction. */
export interface Sealed<Noun> {
  readonly noun: Noun
  /** Sealed columns by name (JWE compact), null where the noun has none. */
  readonly sealed: Readonly<Record<string, string | null>>
}

export interface CallRepository {
  save(call: ToolCall): void
  load(callId: string): ToolCall | null
  listAlive(): ToolCall[]
  /** Alive ones that no question holds: what is sent, waits or ends by its own time. */
  listNotAsking(): ToolCall[]
  /** Alive ones of a task, without reading them whole. */
  listAliveStates(taskId: string): { id: string; state: CallState }[]
  /** How many calls of this agent are held: by a question, or before it by a pause. */
  countHeld(agentId: string): number
  /** Of this agent, newest first. */
  listLast(agentId: string, limit: number): ToolCall[]
  listByTask(taskId: string): ToolCall[]
  /** Earlier ended calls of the same agent and tool, newest first. */
  listAlike(filter: {
    agentId: string
    connectionId: string
    tool: string
    limit: number
  }): ToolCall[]
  /**
   * Spends the approval of this call, once: true for exactly one caller (UPDATE ... WHERE unspent).
   * Call inside the transaction that writes the dispatch intent.
   */
  spendApproval(callId: string, atMs: number): boolean
}

export interface InteractionRepository {
  save(interaction: Interaction): void
  load(interactionId: string): Interaction | null
  listOpen(): Interaction[]
  /** Open ones about this call. */
  listOpenOfCall(callId: string): Interaction[]
  /** Of this call, open or not, oldest first. */
  listByCall(callId: string): Interaction[]
  countOpen(): number
  listOpenIds(): string[]
  /** Open ones whose time has come, soonest first. */
  listDue(nowMs: number): Interaction[]
  /** When the next open one ends, or null. */
  soonestExpiryMs(): number | null
  /** Open questions about letting more run. */
  listOpenWidenings(): Interaction[]
}

/** A grant without its tokens: what may be shown. */
export type GrantFacts = Omit<Grant, 'accessToken' | 'refreshToken'> & {
  readonly hasRefreshToken: boolean
}

/** Reading opens secrets (async); writing inside a transaction takes what `seal` made. */
export interface GrantRepository {
  seal(grant: Grant): Promise<Sealed<Grant>>
  write(grant: Sealed<Grant>): void
  load(grantId: string): Promise<Grant | null>
  /** Standing grants of a connection, newest first. Grants that cannot be opened are left out. */
  listStanding(connectionId: string): Promise<Grant[]>
  listAll(): Promise<Grant[]>
  /** Facts only, without opening secrets; newest first. Synchronous. */
  listAllFacts(): GrantFacts[]
  /** As `listAllFacts`, of one connection. */
  listFacts(connectionId: string): GrantFacts[]
  /** False once it was removed. Synchronous, so that a late answer brings no removed grant back. */
  has(grantId: string): boolean
  remove(grantId: string): void
}

/** Tokens we gave up, until their server confirms that they have ended. */
export interface RevocationRepository {
  seal(revocation: Revocation): Promise<Sealed<Revocation>>
  add(revocation: Sealed<Revocation>): void
  /** Everything but the token. Does nothing where it was removed meanwhile. */
  saveFacts(revocation: Revocation): void
  /** In the order they were queued, without opening secrets (`token` is null). Synchronous. */
  listFacts(): Revocation[]
  /** With its token, or with null where that cannot be opened at present. */
  load(revocationId: string): Promise<Revocation | null>
  remove(revocationId: string): void
}

export interface DeferralRepository {
  seal(deferral: Deferral): Promise<Sealed<Deferral>>
  write(deferral: Sealed<Deferral>): void
  load(deferralId: string): Promise<Deferral | null>
  /** Not yet ended. One whose code cannot be opened is returned with `deferralCode: null`. */
  listAlive(): Promise<Deferral[]>
  /** Facts only, without opening secrets (`deferralCode` is null). Synchronous. */
  listAllFacts(): Deferral[]
  /** As `listAllFacts`, of one. */
  loadFacts(deferralId: string): Deferral | null
  /**
   * Whether the code can be opened by this process: `locked` when its key is in a keychain that cannot be
   * read at present (keep it), `lost` when its key ended with an earlier process, `none` after the end.
   */
  codeState(deferralId: string): 'readable' | 'locked' | 'lost' | 'none'
}

export interface RuleRepository {
  save(rule: Rule): void
  load(ruleId: string): Rule | null
  /** Active and paused ones, oldest first. */
  listStanding(): Rule[]
  /**
   * Those that could speak about a call of this agent, connection and tool: active only. Null when one of them cannot be
   * read: it may have forbidden what another allows.
   */
  listActive(about: { agentId: string; connectionId: string; tool: string }): Rule[] | null
  /** Remembers the definition a rule was made for, by its hash. */
  saveDefinition(tool: Tool): void
  /** Null where it was never seen together with a rule. */
  loadDefinition(definitionHash: string): Tool | null
  /** Newest first, ended ones too. */
  list(limit: number): Rule[]
  /**
   * Counts one use: true when the rule was active and had one left. Call inside the transaction that allows the call,
   * so that two calls never share the last use.
   */
  use(ruleId: string, atMs: number): boolean
}

/** Named secrets that belong to no other noun: `auth_session` values, DPoP private keys (JWK JSON). */
export interface SecretRepository {
  save(name: string, value: Secret): Promise<void>
  load(name: string): Promise<Secret | null>
  remove(name: string): void
}

/** What an activity row must match; null and empty match everything. Times are Unix ms, `toMs` exclusive. */
export interface ActivityTerm {
  readonly term: string
  /** The kinds of row that it names. */
  readonly kinds: readonly ActivityKind[]
  /** The agents that it names, as they are called now; absent: none. */
  readonly agentIds?: readonly string[]
}

export interface ActivitySearch {
  readonly kinds: readonly ActivityKind[] | null
  /** Kinds that are left out. */
  readonly without: readonly ActivityKind[]
  /** Each term must be in the words of the row or of its call, or stand for its kind or for the agent that it is about. */
  readonly terms: readonly ActivityTerm[]
  readonly agentId: string | null
  readonly connectionId: string | null
  readonly outcome: CallState | null
  readonly fromMs: number | null
  readonly toMs: number | null
  readonly beforeSequence: number | null
  readonly limit: number
}

/** Decisions of one day (local, `2026-11-22`), by kind of row and by whom. */
export interface DecisionCount {
  readonly day: string
  readonly kind: ActivityKind
  readonly by: string | null
  readonly count: number
}

/** Rows are ordered by `sequence`, never by time: clocks go wrong. */
export interface ActivityRepository {
  /** Appends to the hash chain. `detail` must hold no secret. */
  append(entry: {
    kind: ActivityKind
    callId: string | null
    taskId: string | null
    connectionId: string | null
    detail: Readonly<Record<string, unknown>>
  }): Activity
  /** Newest first. */
  list(filter: { beforeSequence: number | null; limit: number }): Activity[]
  /** Newest first. */
  search(search: ActivitySearch): Activity[]
  /** Oldest first. */
  listByCall(callId: string): Activity[]
  /** Oldest first. */
  listAfter(sequence: number, limit: number): Activity[]
  load(sequence: number): Activity | null
  last(): Activity | null
  lastOfKind(kind: ActivityKind): Activity | null
  /** Oldest first. */
  listOfKind(kind: ActivityKind): Activity[]
  /** First and last row with a time in the range; `last` is `first - 1` where there is none. */
  findSpan(range: { fromMs: number | null; toMs: number | null }): { first: number; last: number }
  /** Approved, denied and expired ones between two times; rows of a clock that was wrong are outside. */
  countDecisions(fromMs: number, toMs: number): DecisionCount[]
}

export interface Store {
  /** Runs synchronously in BEGIN IMMEDIATE; what it wrote is durable on return, unless `soon`; a throw rolls back. */
  transaction<Value>(run: () => Value, durability?: Durability): Value
  readonly calls: CallRepository
  readonly interactions: InteractionRepository
  readonly rules: RuleRepository
  readonly grants: GrantRepository
  readonly deferrals: DeferralRepository
  readonly revocations: RevocationRepository
  readonly secrets: SecretRepository
  readonly authorizationServers: {
    save(server: AuthorizationServer): void
    load(issuer: string): AuthorizationServer | null
    list(): AuthorizationServer[]
    remove(issuer: string): void
  }
  readonly connections: {
    save(connection: Connection): void
    load(connectionId: string): Connection | null
    list(): Connection[]
    remove(connectionId: string): void
    saveTools(connectionId: string, tools: readonly Tool[]): void
    /** What the server offers and can be offered to an agent; blocked ones too (`isToolBlocked`). */
    listTools(connectionId: string): Tool[]
    /** As `listTools`, with those that are hidden and those that are gone. */
    listAllTools(connectionId: string): Tool[]
  }
  readonly tasks: {
    saveAgent(agent: Agent): void
    loadAgent(agentId: string): Agent | null
    /** Revoked ones too. */
    listAgents(): Agent[]
    save(task: Task): void
    load(taskId: string): Task | null
    /** Newest first; only those that came before the task `before`, where it is given. */
    list(limit: number, before?: string): Task[]
    /** Conversations that have not ended, however many tasks came after them; paused ones too. */
    listUnfinished(): Task[]
    /** Appends at the next position and returns it. */
    appendStep(step: Omit<TaskStep, 'position'>): TaskStep
    /** Takes the place of the step at this position. */
    saveStep(step: TaskStep): void
    listSteps(taskId: string): TaskStep[]
    /** The last ones, in order; the position of the first says how many came before. */
    listLastSteps(taskId: string, limit: number): TaskStep[]
  }
  readonly plans: {
    save(plan: Plan): void
    load(planId: string): Plan | null
    /** Of this task, oldest first. */
    listByTask(taskId: string): Plan[]
    /** Asked and approved ones, oldest first. */
    listStanding(): Plan[]
  }
  readonly models: {
    save(model: LanguageModel): void
    load(modelId: string): LanguageModel | null
    /** In the order they were added. */
    list(): LanguageModel[]
    remove(modelId: string): void
  }
  readonly settings: { load(): Settings; save(settings: Settings): void }
  readonly activity: ActivityRepository
  close(): void
}
