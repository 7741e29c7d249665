// What the hook command does: takes an agent's question to the running app, waits, and answers in that agent's own form.
import { hookCommandTexts as words } from '../../shared/catalogue/en/hook-command.ts'
import { findDataHome, type Surroundings } from './data-home.ts'
import { readHookOptions, type HookOptions } from './hook-options.ts'
import { hookAnswerSchema, type HookAnswer } from './hook-request.ts'
import { readDiscovery, type DiscoveryFound } from './read-discovery.ts'

/** Sends one request to this computer. Rejects when nobody answers, and when `timeoutMs` is over. */
export type PostHook = (request: {
  port: number
  secret: string
  body: string
  timeoutMs: number
}) => Promise<{ status: number; body: string }>

export interface HookWorld extends Surroundings {
  /** Without the program itself. */
  readonly args: readonly string[]
  /** Everything that came on standard input. */
  readonly input: string
  readonly post: PostHook
}

export interface HookEnd {
  /** For standard output; empty: the agent decides as it would without the hook. */
  readonly output: string
  /** For standard error; empty: nothing. */
  readonly complaint: string
  /** 0, or 2 for a wrong command line: agents take 2 as a refusal, so that a mistyped hook lets nothing through. */
  readonly exitCode: 0 | 2
}

/** What the agent's own time-out leaves for answering. */
const marginMs = 3_000

/** Never rejects: whatever goes wrong is an answer, and never "allow". */
export async function runHookCommand(world: HookWorld): Promise<HookEnd> {
  const options = readHookOptions(world.args)
  if (options === null) return { output: '', complaint: words['hook_command.usage'], exitCode: 2 }
  const answer = await askApp(world, options)
  return { output: buildOutput(answer), complaint: '', exitCode: 0 }
}

async function askApp(world: HookWorld, options: HookOptions): Promise<HookAnswer> {
  const away = (reason: string): HookAnswer => ({ decision: options.whenAway, reason })
  const secret = world.env['COUNTERSIGN_SECRET'] ?? ''
  if (!isQuestion(world.input)) return away(words['hook_command.no_question'])
  if (!/^[\w-]{1,200}$/.test(secret)) return away(words['hook_command.no_secret'])
  const found = readDiscovery(findDataHome(world))
  if (found.state !== 'found') return away(describeAway(found.state))
  const waitMs = Math.max(0, options.timeoutMs - marginMs)
  const { port } = found.discovery
  const request = {
    port,
    secret,
    body: buildBody(world.input, waitMs),
    timeoutMs: options.timeoutMs - 1_000,
  }
  try {
    return readAnswer(await world.post(request), away)
  } catch {
    return away(words['hook_command.broken'])
  }
}

/** The agent's message goes along as it is, so that the bytes of its arguments are the ones it will use. */
function buildBody(input: string, waitMs: number): string {
  return `{"client":"Claude Code","waitMs":${waitMs},"hook":${input}}`
}

/** Only a whole JSON object may stand in the body. */
function isQuestion(input: string): boolean {
  try {
    const value: unknown = JSON.parse(input)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

function describeAway(state: Exclude<DiscoveryFound['state'], 'found'>): string {
  return words[state === 'unsafe' ? 'hook_command.unsafe' : 'hook_command.not_running']
}

function readAnswer(
  { status, body }: { status: number; body: string },
  away: (reason: string) => HookAnswer,
): HookAnswer {
  if (status === 401) return { decision: 'deny', reason: words['hook_command.wrong_secret'] }
  if (status !== 200 && status !== 400)
    return away(words['hook_command.refused'].replace('{status}', String(status)))
  try {
    const answer = hookAnswerSchema.safeParse(JSON.parse(body))
    if (answer.success) return answer.data
  } catch {
    // Not even JSON: as any other answer that says nothing.
  }
  return away(words['hook_command.broken'])
}

/** The form that Claude Code takes from a PreToolUse hook. */
function buildOutput({ decision, reason, updatedInput }: HookAnswer): string {
  if (decision === 'pass') return ''
  const hookSpecificOutput = {
    hookEventName: 'PreToolUse',
    permissionDecision: decision,
    permissionDecisionReason: reason,
    ...(updatedInput === undefined || decision !== 'allow' ? {} : { updatedInput }),
  }
  return `${JSON.stringify({ hookSpecificOutput })}\n`
}
