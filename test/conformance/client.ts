// The client under test of the MCP conformance suite: the real engine adds the given server, signs in and calls its tools.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEngine } from '../../main/bootstrap.ts'
import type { Engine } from '../../main/engine.ts'
import type { Connection, Tool } from '../../shared/model/connection.ts'
import { endedCallStates } from '../../shared/model/tool-call.ts'
import { until } from '../flows/until.ts'
import { buildArguments } from './arguments.ts'
import { readContext, type ScenarioContext } from './context.ts'
import { startAgreeingPerson } from './person.ts'
import { preregister } from './preregister.ts'
import { buildWorld } from './world.ts'

const agentId = 'bookkeeper'
const taskId = 'conformance'
/** Its server has a tool to look at, and nothing that could be called. */
const onlyLooking = 'json-schema-ref-no-deref'
/** The suite ends only the shell around us, so we end ourselves. */
const longestMs = 20_000

async function main(serverUrl: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-conformance-'))
  const engine = await openEngine(buildWorld(folder))
  const stopPerson = startAgreeingPerson(engine)
  try {
    await engine.start()
    await playWith(engine, serverUrl, readContext(process.env))
  } finally {
    stopPerson()
    await engine.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function playWith(
  engine: Engine,
  serverUrl: string,
  context: ScenarioContext,
): Promise<void> {
  const scenario = process.env['MCP_CONFORMANCE_SCENARIO'] ?? ''
  await preregister(engine, context, { serverUrl, scenario })
  const connection = await connect(engine, serverUrl)
  console.log(`${connection.status}: ${connection.statusText ?? connection.name}`)
  if (connection.status !== 'ready') throw new Error('The server could not be used')
  beginTask(engine)
  const tools = engine.store.connections.listTools(connection.id)
  console.log(`tools: ${tools.map(({ name }) => name).join(', ')}`)
  if (scenario === onlyLooking) return
  for (const { name, args } of planCalls(tools, context)) {
    await call(engine, connection, { tool: name, args })
  }
}

/** As a person would: when the sign-in did not lead to anything, it is tried once more. */
async function connect(engine: Engine, serverUrl: string): Promise<Connection> {
  const { connectionId, finished } = engine.connections.add(serverUrl)
  await finished
  const first = load(engine, connectionId)
  if (first.status !== 'needs_sign_in') return first
  console.log(`${first.status}: ${first.statusText ?? ''}`)
  await engine.connections.signIn(connectionId)
  return load(engine, connectionId)
}

function load(engine: Engine, connectionId: string): Connection {
  const connection = engine.store.connections.load(connectionId)
  if (connection === null) throw new Error('There is no such connection')
  return connection
}

/** Over already, so that the built-in model adds no calls of its own. */
function beginTask(engine: Engine): void {
  const nowMs = Date.now()
  const words = 'Call every tool'
  const times = { createdAtMs: nowMs, endedAtMs: nowMs }
  engine.store.tasks.save({ id: taskId, agentId, text: words, state: 'done', ...times })
}

interface PlannedCall {
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
}

/** The calls that the scenario names, else one of every tool. */
function planCalls(tools: readonly Tool[], { toolCalls }: ScenarioContext): PlannedCall[] {
  if (toolCalls !== undefined) return toolCalls.map((one) => ({ ...one, args: one.arguments }))
  return tools.map((tool) => ({ name: tool.name, args: buildArguments(tool, tools) }))
}

async function call(
  engine: Engine,
  { id: connectionId }: Connection,
  { tool, args }: { tool: string; args: PlannedCall['args'] },
): Promise<void> {
  const { id } = engine.journey.receive({
    taskId,
    agentId,
    connectionId,
    tool,
    argumentsJsonText: JSON.stringify(args),
    why: 'The scenario asks for it.',
  })
  const ended = await until(`the end of ${tool}`, () => {
    const now = engine.store.calls.load(id)
    return now !== null && endedCallStates.has(now.state) ? now : null
  })
  console.log(`${tool} ${ended.state}: ${ended.resultText ?? ended.outcomeText ?? ''}`)
  if (ended.state !== 'done') process.exitCode = 1
}

setTimeout(() => {
  console.error('The scenario took too long')
  process.exit(1)
}, longestMs).unref()
await main(process.argv.at(-1) ?? '').catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
