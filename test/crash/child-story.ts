// The story that a process is killed in: sign in, pay at once and after a wait, renew, revoke. Every step may be done already.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine } from '../../main/engine.ts'
import { isCountersignError } from '../../shared/errors.ts'
import type { Connection } from '../../shared/model/connection.ts'
import { endedCallStates } from '../../shared/model/tool-call.ts'
import { unharmed } from './child-chaos.ts'
import type { DirectCall, Plan } from './heard.ts'

const builtInAgentId = 'bookkeeper'

type SayStep = (step: string) => void

/** Resolves when all of it has happened, in this process or in earlier ones. */
export async function playStory(engine: Engine, plan: Plan, say: SayStep): Promise<void> {
  const wasRemoved = unharmed(() => engine.store.activity.lastOfKind('connection_removed') !== null)
  if (!wasRemoved) {
    await signIn(engine, plan)
    say('signed-in')
    for (const amount of plan.amounts) await persevere(() => startTask(engine, amount))
    const { id } = find(engine, plan) ?? { id: '' }
    for (const call of plan.direct) await persevere(() => receive(engine, call, id))
    say('given')
    await until(() => unharmed(() => allEnded(engine, plan.amounts, plan.direct)))
    for (const call of plan.late) await persevere(() => receive(engine, call, id))
    await until(() =>
      unharmed(() => allEnded(engine, plan.amounts, [...plan.direct, ...plan.late])),
    )
    await until(() => plan.callers.every((name) => wasServed(engine, name)))
    say('ended')
  }
  if (plan.revokes) await renewAndRemove(engine, plan, say)
}

async function renewAndRemove(engine: Engine, plan: Plan, say: SayStep): Promise<void> {
  const connection = find(engine, plan)
  if (connection !== null) {
    await persevere(() => engine.connections.renew(connection.id))
    say('renewed')
    await persevere(() => engine.connections.remove(connection.id))
    say('removed')
  }
  await until(() => unharmed(() => engine.connections.listQueuedRevocations().length === 0))
}

async function signIn(engine: Engine, plan: Plan): Promise<void> {
  const { connections, queue, store } = engine
  await until(async () => {
    const now = find(engine, plan)
    if (now?.status === 'ready') return true
    if (now === null) await connections.add(plan.mcpUrl).finished
    else if (now.issuer === null || now.status === 'unreachable') {
      await connections.refreshTools(now.id)
    } else if (store.authorizationServers.load(now.issuer)?.firstParty !== true) {
      queue.openWidening(
        { what: 'first_party_issuer', issuer: now.issuer, connectionId: now.id },
        now.id,
      )
    } else if (now.status === 'needs_sign_in' || now.status === 'failed') {
      await connections.signIn(now.id)
    }
    return false
  })
}

function find({ store }: Engine, { mcpUrl }: Plan): Connection | null {
  return unharmed(() => store.connections.list().find(({ url }) => url === mcpUrl) ?? null)
}

/** The words tell one task from the other: it is given once, however often the process was killed. */
function startTask({ store, tasks }: Engine, amount: number): void {
  const words = `Pay ${String(amount)} EUR to Nordlicht`
  if (store.tasks.list(10_000).some(({ text }) => text === words)) return
  tasks.start({ agentId: builtInAgentId, text: words })
}

function receive({ journey, store }: Engine, call: DirectCall, connectionId: string): void {
  const taskId = `direct-${String(call.amount)}`
  if (store.calls.listByTask(taskId).length > 0) return
  const argumentsJsonText = JSON.stringify({
    amount: call.amount,
    currency: 'EUR',
    recipient: 'Nordlicht',
  })
  const why = 'The invoice is due'
  const { agentId } = call
  journey.receive({
    taskId,
    agentId,
    connectionId,
    tool: 'prepare_transfer',
    argumentsJsonText,
    why,
  })
}

function allEnded(
  { store }: Engine,
  amounts: readonly number[],
  direct: readonly DirectCall[],
): boolean {
  const tasks = store.tasks.list(10_000).map(({ id }) => id)
  const all = tasks.flatMap((id) => store.calls.listByTask(id))
  // Agents of others have tasks too, and begin as many as they like.
  const own = all.filter(({ agentId }) => agentId === builtInAgentId)
  // Said to have failed, and given up before it called anything: the person gives it again or not.
  const failed = store.tasks
    .list(10_000)
    .filter(({ id, state }) => state === 'failed' && store.calls.listByTask(id).length === 0)
  const others = direct.flatMap(({ amount }) => store.calls.listByTask(`direct-${String(amount)}`))
  const ended = (calls: typeof own): number =>
    calls.filter(({ state }) => endedCallStates.has(state)).length
  return ended(own) + failed.length >= amounts.length && ended(others) === direct.length
}

/** Two results at least: the first may have been lost with the process that sent it. */
function wasServed({ store }: Engine, name: string): boolean {
  const id = store.tasks.listAgents().find((agent) => agent.name === name)?.id
  const calls = store.tasks.list(10_000).flatMap((task) => store.calls.listByTask(task.id))
  return calls.filter((call) => call.agentId === id && call.state === 'done').length >= 2
}

/** A disk that fails for a while is met by trying again, as a person would. */
async function persevere(run: () => unknown): Promise<void> {
  await until(async () => {
    await run()
    return true
  })
}

async function until(look: () => boolean | Promise<boolean>): Promise<void> {
  for (;;) {
    const isSo = await Promise.resolve()
      .then(look)
      .catch((error: unknown) => {
        if (isPassing(error)) return false
        throw error
      })
    if (isSo) return
    await sleep(20)
  }
}

/** Of what was brought about, nothing else: an error of the engine's own ends the process. */
function isPassing(error: unknown): boolean {
  if (isCountersignError(error) && error.code.startsWith('store/')) return true
  return error instanceof Error && (error.message.startsWith('chaos') || isPassing(error.cause))
}
