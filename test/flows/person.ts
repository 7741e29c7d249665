// The scripted person: adds connections, gives tasks, looks at what is asked and answers it.
import type { Connection } from '../../shared/model/connection.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import type { ElicitationKind } from '../../shared/model/elicitation.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { Task } from '../../shared/model/task.ts'
import { endedCallStates, type ToolCall } from '../../shared/model/tool-call.ts'
import type { Flow } from './engine-harness.ts'
import { until } from './until.ts'

export class Person {
  readonly #flow: Flow

  constructor(flow: Flow) {
    this.#flow = flow
  }

  /** Adds a server and waits until nothing is under way with it. */
  async connect(url: string): Promise<Connection> {
    const { connectionId, finished } = this.#flow.engine.connections.add(url)
    await finished
    return this.connection(connectionId)
  }

  connection(connectionId: string): Connection {
    const found = this.#flow.engine.store.connections.load(connectionId)
    if (found === null) throw new Error('There is no such connection')
    return found
  }

  /** Adds the bank, marks its issuer as first-party and signs in by a one-time code. */
  async connectBank(url = this.#flow.sandbox.mcpUrl): Promise<Connection> {
    const { engine } = this.#flow
    const { id, issuer } = await this.connect(url)
    const widening = { what: 'first_party_issuer', issuer: issuer ?? '', connectionId: id } as const
    this.approve(engine.queue.openWidening(widening, id))
    await this.proveByCode()
    return until('the bank to be ready', () => {
      const now = this.connection(id)
      return now.status === 'ready' ? now : null
    })
  }

  /** Chooses the code and types the right one. */
  async proveByCode(): Promise<void> {
    await this.choose('totp')
    await this.typeCode(this.code())
  }

  code(): string {
    const { world } = this.#flow.sandbox
    return world.totp.generate({ timestamp: world.now() })
  }

  /** Six digits that are not right now and were not a moment ago. */
  wrongCode(): string {
    return String((Number(this.code()) + 500_001) % 1_000_000).padStart(6, '0')
  }

  async choose(authenticator: 'totp' | 'passkey'): Promise<Interaction> {
    const asked = await this.elicitation('authenticator_choice')
    this.answer(asked, { authenticator })
    return asked
  }

  async typeCode(otp: string): Promise<Interaction> {
    const asked = await this.elicitation('totp')
    this.answer(asked, { otp })
    return asked
  }

  elicitation(kind: ElicitationKind): Promise<Interaction> {
    return until(`a question of kind ${kind}`, () =>
      this.#flow.engine.queue.listOpen().find((one) => one.elicitation?.kind === kind),
    )
  }

  /** The open approval of a call of this tool. */
  question(tool: string): Promise<Interaction> {
    const { engine } = this.#flow
    return until(`the question about ${tool}`, () =>
      engine.queue.listOpen().find((one) => {
        const call = one.callId === null ? null : engine.store.calls.load(one.callId)
        return one.kind === 'approval' && call?.tool === tool
      }),
    )
  }

  approve({ id, digest }: Interaction, confirmation: string | null = null): void {
    const surface = 'approval'
    this.#flow.engine.queue.approve({ interactionId: id, surface, digest, confirmation })
  }

  /** What has to be typed to approve, where something has to. */
  confirmationOf({ id }: Interaction): string | null {
    const facts = { interactionId: id, busy: null, standalone: false }
    const { card } = this.#flow.engine.loadApproval(facts)
    return /\b\d{1,4}\b/u.exec(card?.confirmation?.hint ?? '')?.[0] ?? null
  }

  deny({ id }: Interaction, reason: string | null = null): void {
    this.#flow.engine.queue.deny({ interactionId: id, surface: 'app', reason })
  }

  answer({ id, digest }: Interaction, content: Record<string, string>): void {
    const answer = { action: 'accept', content } as const
    this.#flow.engine.queue.answer({ interactionId: id, digest, answer })
  }

  decline({ id, digest }: Interaction): void {
    const answer = { action: 'decline' } as const
    this.#flow.engine.queue.answer({ interactionId: id, digest, answer })
  }

  give(text: string): Task {
    return this.#flow.engine.tasks.start({ agentId: 'bookkeeper', text })
  }

  /** Gives a task, approves the call of `tool` that it leads to, and returns that call. */
  async giveAndApprove(text: string, tool: string, typed: string | null = null): Promise<ToolCall> {
    this.give(text)
    const asked = await this.question(tool)
    this.approve(asked, typed)
    return this.call(asked.callId ?? '')
  }

  call(callId: string): ToolCall {
    const found = this.#flow.engine.store.calls.load(callId)
    if (found === null) throw new Error('There is no such call')
    return found
  }

  /** The call when it has ended. */
  end({ id }: Pick<ToolCall, 'id'>): Promise<ToolCall> {
    return until('the end of a call', () => {
      const call = this.call(id)
      return endedCallStates.has(call.state) ? call : null
    })
  }

  /** Everything the agent was told in a task, and said, in order. */
  async readTask(taskId: string): Promise<string> {
    const { tasks } = await this.#flow.overview()
    const task = tasks.find((one) => one.taskId === taskId)
    return (task?.steps ?? [])
      .map(({ text, call }) => [text, call?.outcomeText, call?.resultText].join(' '))
      .join('\n')
  }

  /** The wait of a call, when the authorization server has deferred it. */
  deferral({ id }: Pick<ToolCall, 'id'>): Promise<Deferral> {
    return until('the call to be deferred', () => {
      const { state, outcomeText } = this.call(id)
      if (endedCallStates.has(state)) throw new Error(`The call ended: ${state}, ${outcomeText}`)
      return state === 'deferred'
        ? this.#flow.engine.deferrals.list().find((one) => one.callId === id)
        : null
    })
  }
}
