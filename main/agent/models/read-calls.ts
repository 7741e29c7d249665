// Turns what a model called into calls of ours, and into words for it where that cannot be done.
import { isCountersignError } from '../../../shared/errors.ts'
import { freezeArguments } from '../../interaction/digest.ts'
import type { SchemaVerdict } from '../../interaction/schema-check.ts'
import { longestWhy } from '../freeze-call.ts'
import type { PlannedCall } from '../model.ts'
import type { RawAnswer, RawCall } from './ask-once.ts'
import type { OfferedTool, ToolOffer } from './offer-tools.ts'
import { planToolName, readPlan } from './plan-tool.ts'
import { problemWords } from './prompt-words.ts'

export type CheckArguments = (task: {
  readonly schema: Readonly<Record<string, unknown>>
  readonly argumentsJson: string
}) => Promise<SchemaVerdict>

export interface BadCall {
  readonly call: RawCall
  /** For the model. */
  readonly problem: string
  /** For the person: why nothing was called. */
  readonly kind: 'unknown_tool' | 'bad_arguments' | 'cut_off'
}

export interface ReadCalls {
  readonly calls: readonly PlannedCall[]
  readonly plan: readonly PlannedCall[]
  readonly bad: readonly BadCall[]
}

/** More than a task may begin in one step. */
const mostCalls = 64

type Read = { good: PlannedCall } | { plan: readonly PlannedCall[] } | { bad: BadCall }

/** Never rejects for what a model wrote. */
export async function readCalls(
  answer: RawAnswer,
  offer: ToolOffer,
  check: CheckArguments,
): Promise<ReadCalls> {
  const read: Read[] = []
  for (const [at, call] of answer.calls.entries()) {
    if (answer.end === 'cut_off') read.push(refuse(call, 'cut_off', problemWords.cutOff))
    else if (at >= mostCalls) read.push(refuse(call, 'cut_off', problemWords.tooMany))
    else read.push(await readCall(call, { offer, check, why: answer.text }))
  }
  return {
    calls: read.flatMap((each) => ('good' in each ? [each.good] : [])),
    plan: read.flatMap((each) => ('plan' in each ? each.plan : [])),
    bad: read.flatMap((each) => ('bad' in each ? [each.bad] : [])),
  }
}

interface Reading {
  readonly offer: ToolOffer
  readonly check: CheckArguments
  readonly why: string
}

async function readCall(call: RawCall, reading: Reading): Promise<Read> {
  const offered = reading.offer.tools.get(call.name)
  if (offered === undefined)
    return refuse(call, 'unknown_tool', problemWords.unknownTool(call.name))
  try {
    if (call.name === planToolName) return await readPlanCall(call, reading)
    const problem = await findProblem(offered, call.argumentsJson, reading.check)
    if (problem !== null) return refuse(call, 'bad_arguments', problem)
    return { good: buildCall(offered, call.argumentsJson, reading.why) }
  } catch (error) {
    if (!isCountersignError(error)) throw error
    return refuse(call, 'bad_arguments', problemWords.badArguments(error.message))
  }
}

/** All or nothing: a plan with a hole in it would not be what the model meant. */
async function readPlanCall(call: RawCall, { offer, check }: Reading): Promise<Read> {
  const laidOut = readPlan(call.argumentsJson)
  if (laidOut === null) return refuse(call, 'bad_arguments', problemWords.badPlan)
  const plan: PlannedCall[] = []
  for (const { tool, argumentsJson, why } of laidOut) {
    const offered = offer.tools.get(tool)
    if (offered === undefined || offered.of === null) {
      return refuse(call, 'unknown_tool', problemWords.unknownTool(tool))
    }
    const problem = await findProblem(offered, argumentsJson, check)
    if (problem !== null) return refuse(call, 'bad_arguments', `${tool}: ${problem}`)
    plan.push(buildCall(offered, argumentsJson, why))
  }
  return { plan }
}

/** Throws `agent/bad_call` for text that is not one sound JSON object. */
async function findProblem(
  { of }: OfferedTool,
  argumentsJson: string,
  check: CheckArguments,
): Promise<string | null> {
  const frozen = freezeArguments(argumentsJson)
  if (of === null) return null
  // The server's own schema, not the one mended for the provider.
  const verdict = await check({ schema: of.tool.inputSchema, argumentsJson: frozen })
  return verdict.kind === 'misfits' ? problemWords.misfit(verdict.pointer, verdict.words) : null
}

function buildCall({ of, name }: OfferedTool, argumentsJson: string, why: string): PlannedCall {
  return {
    connectionId: of?.tool.connectionId ?? '',
    tool: of?.tool.name ?? name,
    argumentsJson,
    // Kept with every single call: all that was said, once per call, would fill the disk.
    why: why.slice(0, longestWhy),
  }
}

function refuse(call: RawCall, kind: BadCall['kind'], problem: string): Read {
  return { bad: { call, kind, problem } }
}
