// The hook as an agent uses it: its command against the real endpoint, over a journey with virtual time.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { createCallDesk } from '../../main/gateway/call-desk.ts'
import { createCallWatch } from '../../main/gateway/call-watch.ts'
import { createGatewayTasks } from '../../main/gateway/gateway-tasks.ts'
import { createGateway } from '../../main/gateway/gateway.ts'
import { runHookCommand, type HookEnd, type PostHook } from '../../main/gateway/hook-command.ts'
import { createHookHandler } from '../../main/gateway/hook-handler.ts'
import { hashDefinition } from '../../main/resource/tool-catalogue.ts'
import { createEditing } from '../../main/interaction/edit.ts'
import { createPolicy } from '../../main/interaction/policy.ts'
import { createLocalSender } from '../../main/resource/local-sender.ts'
import { createSystemClock } from '../../main/system-clock.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { createAgentsWorld } from '../agent/agents-world.ts'
import { schemaWorker } from '../interaction/edit-world.ts'
import { createJourneyWorld } from '../agent/journey-world.ts'
import { eventually } from './eventually.ts'

/** What Claude Code gives a PreToolUse hook. */
export const question = (tool_name: string, tool_input: object, more: object = {}): string =>
  JSON.stringify({
    session_id: 'session',
    transcript_path: '/home/ada/.claude/transcript.jsonl',
    cwd: '/home/ada/project',
    permission_mode: 'default',
    hook_event_name: 'PreToolUse',
    tool_name,
    tool_input,
    tool_use_id: 'toolu_1',
    ...more,
  })

export interface Decision {
  readonly permissionDecision: string
  readonly permissionDecisionReason: string
  readonly updatedInput?: unknown
}

export const decisionOf = ({ output }: HookEnd): Decision =>
  (JSON.parse(output) as { hookSpecificOutput: Decision }).hookSpecificOutput

const post: PostHook = async ({ port, secret, body, timeoutMs }) => {
  const answer = await fetch(`http://127.0.0.1:${port}/hook`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    signal: AbortSignal.timeout(timeoutMs),
  })
  return { status: answer.status, body: await answer.text() }
}

export type HookWorld = Awaited<ReturnType<typeof openHookWorld>>

export async function openHookWorld() {
  const journeyWorld = createJourneyWorld()
  const log = (): void => undefined
  journeyWorld.policy = createPolicy({ ...journeyWorld, log })
  journeyWorld.restart()
  const world = createAgentsWorld(journeyWorld)
  const { store, clock, journey, agents } = world
  const sentToServers: string[] = []
  const local = createLocalSender()
  journeyWorld.answerSend = (_attempt, request) => {
    if (request.connection.kind === 'local') return local.send(request)
    sentToServers.push(request.call.tool)
    return { kind: 'done', resultText: 'ok', isError: false }
  }
  const watch = createCallWatch()
  journeyWorld.onCallChanged = (call) => watch.onCallChanged(call)
  journeyWorld.onCallEnded = (call) => watch.onCallChanged(call)
  const makeId = (): string => randomBytes(16).toString('base64url')
  const tasks = createGatewayTasks({ store, clock, makeId, log, onChanged: () => undefined })
  const desk = createCallDesk({ store, journey, tasks, clock, log })
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-hook-'))
  const hook = createHookHandler({ store, clock, desk, watch, agents, log, hashDefinition })
  const gateway = createGateway({
    agents,
    listAgents: () => store.tasks.listAgents(),
    routes: new Map([['/hook', hook]]),
    settings: () => ({ gatewayPort: null }),
    folder,
    clock: createSystemClock(),
    log,
    onChanged: () => undefined,
    onWrongSecret: () => undefined,
  })
  agents.onCallersChanged(() => void gateway.refresh())
  const agent = agents.add('Claude Code')
  const secret = agents.makeSecret(agent.id).reveal()
  await gateway.refresh()
  onTestFinished(async () => {
    await gateway.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const env = { COUNTERSIGN_HOME: folder, COUNTERSIGN_SECRET: secret }
  return {
    ...world,
    agent,
    env,
    folder,
    gateway,
    secret,
    sentToServers,
    ask: (input: string, args: readonly string[] = [], given: object = env): Promise<HookEnd> =>
      runHookCommand({
        platform: process.platform,
        env: given as Record<string, string>,
        homeFolder: '/nowhere',
        args,
        input,
        post,
      }),
    /** The command as an agent starts it, in a process of its own. */
    askAsProcess: async (input: string, given: object = env): Promise<HookEnd> => {
      const script = path.join(import.meta.dirname, '../../main/countersign-hook.ts')
      const child = spawn(process.execPath, [script], {
        env: { PATH: process.env['PATH'] ?? '', ...given },
        stdio: ['pipe', 'pipe', 'pipe'],
      })
      child.stdin.end(input)
      const [output, complaint] = await Promise.all([
        readAll(child.stdout),
        readAll(child.stderr),
        once(child, 'close'),
      ])
      return { output, complaint, exitCode: child.exitCode === 2 ? 2 : 0 }
    },
    edit: createEditing({
      store,
      queue: world.queue,
      clock,
      shownGate: { requireShown: () => undefined },
      schemaWorker,
    }),
    open: (): Interaction[] => store.interactions.listOpen(),
    calls: (): ToolCall[] => store.calls.listLast(agent.id, 100),
  }
}

/** Waits until so many questions are open, and gives the newest. */
export async function whenOpen(world: HookWorld, count = 1): Promise<Interaction> {
  return eventually(() => {
    const open = world.open()
    const last = open.at(-1)
    if (open.length < count || last === undefined) throw new Error('Nothing was asked')
    return last
  })
}
