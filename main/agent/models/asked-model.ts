// A model behind an endpoint: one step of a task is one answer, with whatever asking again it takes to get a sound one.
import type { ModelMessage } from 'ai'
import { text } from '../../../shared/catalogue/text.ts'
import type { LanguageModel } from '../../../shared/model/language-model.ts'
import type { Clock } from '../../../shared/model/ports.ts'
import type { Secret } from '../../../shared/model/secret.ts'
import { endedCallStates } from '../../../shared/model/tool-call.ts'
import { makeVisibleLine } from '../../interaction/visible.ts'
import type { Model, ModelInput, NextStep, StepListener } from '../model.ts'
import type { RawAnswer } from './ask-once.ts'
import { askPatiently, type PatientQuestion } from './ask-patiently.ts'
import { buildMessages } from './conversation.ts'
import { ModelFailure } from './failure.ts'
import { describeFailure } from './failure-words.ts'
import { offerTools, type ToolOffer } from './offer-tools.ts'
import { systemPrompt } from './prompt-words.ts'
import type { ProviderModel } from './provider.ts'
import { readCalls, type BadCall, type CheckArguments, type ReadCalls } from './read-calls.ts'
import { tellProblems } from './tell-problems.ts'
import { providerName } from './tool-names.ts'

export interface AskedModelParts {
  readonly about: LanguageModel
  /** Rejects, or gives null, where it cannot be opened at present. */
  readonly loadKey: () => Promise<Secret | null>
  readonly connect: (key: Secret | null) => ProviderModel
  readonly clock: Pick<Clock, 'nowMs' | 'after'>
  readonly check: CheckArguments
  /** Longest that one answer may take. */
  readonly longestMs: number
}

/** Unsound answers in a row before the task is ended with words. */
const mostBadAnswers = 5
/** About calls that were not made: a model may make up any number of tools. */
const mostNotes = 5
/** Careful: most languages and most JSON take fewer tokens. */
const charactersPerToken = 3

export function createAskedModel(parts: AskedModelParts): Model {
  return {
    label: parts.about.name,
    nextStep: (input, listener = silentListener()) => nextStep(parts, input, listener),
  }
}

const silentListener = (): StepListener => ({
  signal: new AbortController().signal,
  onText: () => undefined,
})

async function nextStep(
  parts: AskedModelParts,
  input: ModelInput,
  listener: StepListener,
): Promise<NextStep> {
  const { about } = parts
  let key: Secret | null = null
  try {
    key = about.hasKey ? await parts.loadKey() : null
    if (about.hasKey && key === null) throw new ModelFailure('no_key')
    return await askUntilSound(parts, input, { listener, model: parts.connect(key) })
  } catch (error) {
    throw error instanceof ModelFailure ? describeFailure(about, error, key) : error
  }
}

interface Asking {
  readonly listener: StepListener
  readonly model: ProviderModel
}

async function askUntilSound(
  parts: AskedModelParts,
  input: ModelInput,
  { listener, model }: Asking,
): Promise<NextStep> {
  const offer = offerTools(input.tools, namesCalled(input))
  const repairs: ModelMessage[] = []
  const earlier: { answer: RawAnswer; bad: readonly BadCall[] }[] = []
  for (let badAnswers = 0; badAnswers < mostBadAnswers; badAnswers += 1) {
    const question = buildQuestion(parts, input, { offer, repairs, listener })
    const { answer, roomForResults } = await askPatiently({ ...parts, model }, question, listener)
    const read = await readCalls(answer, offer, parts.check)
    earlier.push({ answer, bad: read.bad })
    if (read.bad.length === 0 || read.calls.length + read.plan.length > 0) {
      return buildStep(read, earlier, roomForResults < question.resultCharacters)
    }
    repairs.push(...tellProblems(answer, read.bad, badAnswers))
  }
  throw new ModelFailure('bad_calls')
}

function namesCalled({ conversation }: ModelInput): Set<string> {
  return new Set(
    conversation.flatMap((entry) =>
      entry.kind === 'call' ? [providerName(entry.connectionId, entry.tool)] : [],
    ),
  )
}

function buildQuestion(
  { about, clock }: AskedModelParts,
  input: ModelInput,
  {
    offer,
    repairs,
    listener,
  }: { offer: ToolOffer; repairs: readonly ModelMessage[]; listener: StepListener },
): PatientQuestion {
  const today = new Date(clock.nowMs()).toISOString().slice(0, 10)
  const system = systemPrompt(today, offer.leftOut)
  const build: PatientQuestion['build'] = (room) => ({
    system,
    messages: [...buildMessages(input, room), ...repairs],
    offer,
  })
  const resultCharacters = input.results.reduce(
    (sum, { resultText }) => sum + (resultText?.length ?? 0),
    0,
  )
  return {
    build,
    resultCharacters,
    roomForResults: findRoom(about, build, offer),
    mayBeSilent: isUnderWay(input),
    onWait: (afterMs) =>
      listener.onWait?.(text('models.waiting', { seconds: Math.ceil(afterMs / 1_000) })),
  }
}

/** What is left of the context for results, where the person told how long it is. */
function findRoom(
  { contextLength }: LanguageModel,
  build: PatientQuestion['build'],
  { tools }: ToolOffer,
): number {
  if (contextLength === null) return Infinity
  const taken = JSON.stringify([build(0), [...tools.values()]]).length
  return Math.max(0, contextLength * charactersPerToken - taken)
}

function isUnderWay({ results, conversation }: ModelInput): boolean {
  return (
    results.some(({ state }) => !endedCallStates.has(state)) ||
    conversation.some((entry) => entry.kind === 'plan' && entry.plan.state === 'asked')
  )
}

function buildStep(
  { calls, plan }: ReadCalls,
  answers: readonly { answer: RawAnswer; bad: readonly BadCall[] }[],
  wasTrimmed: boolean,
): NextStep {
  const last = answers.at(-1)?.answer
  // What was declined in the middle of an answer is not acted on.
  const stopped = last?.end === 'declined'
  const notes = [
    ...[...new Set(answers.flatMap(({ bad }) => bad.map(describeBad)))].slice(0, mostNotes),
    ...(wasTrimmed ? [text('models.note_trimmed')] : []),
    ...(last?.end === 'cut_off' ? [text('models.note_cut_off')] : []),
    ...(stopped ? [text('models.note_declined')] : []),
  ]
  const words = [last?.text.trim() ?? '', ...notes].filter((each) => each !== '')
  const made = stopped ? [] : calls
  const laidOut = stopped ? [] : plan
  return {
    text: words.length === 0 ? null : words.join('\n\n'),
    calls: made,
    ...(laidOut.length > 0 && { plan: laidOut }),
    ...sumUsage(answers.map(({ answer }) => answer.usage)),
    done: made.length + laidOut.length === 0,
  }
}

/** For the person, who sees no call that was never made. */
function describeBad({ kind, call }: BadCall): string {
  const tool = makeVisibleLine(call.name).slice(0, 80)
  return text(kind === 'cut_off' ? 'models.note_cut_off_call' : `models.note_${kind}`, { tool })
}

function sumUsage(usages: readonly RawAnswer['usage'][]): Pick<NextStep, 'usage'> {
  const known = usages.filter((usage) => usage !== null)
  if (known.length === 0) return {}
  return {
    usage: {
      inputTokens: known.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
      outputTokens: known.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
    },
  }
}
