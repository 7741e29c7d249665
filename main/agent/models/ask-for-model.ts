// Asks in the approval view whether a model is to be used, and there for its key; then keeps both.
import { text } from '../../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../../shared/errors.ts'
import type { ElicitationView } from '../../../shared/model/elicitation.ts'
import type { LanguageModel } from '../../../shared/model/language-model.ts'
import type { Clock } from '../../../shared/model/ports.ts'
import { Secret } from '../../../shared/model/secret.ts'
import { isLoopbackHost } from '../../http/loopback.ts'
import type { InteractionQueue } from '../../interaction/queue.ts'
import { keyName, saveModel, type KeepParts } from './keep-models.ts'

export interface AskModelParts extends KeepParts {
  readonly queue: Pick<InteractionQueue, 'askElicitation' | 'listOpen'>
  readonly clock: Pick<Clock, 'nowMs'>
}

const askedForMs = 15 * 60_000
const tries = 3
const longestKey = 4_000

/** Throws `ipc/bad_input` while another such question is open: a page must not bury the person in cards. */
export function askForModel(
  parts: AskModelParts,
  model: LanguageModel,
  change: 'add' | 'key',
): Promise<void> {
  if (parts.queue.listOpen().some(({ elicitation }) => elicitation?.kind === 'model')) {
    throw new CountersignError('ipc/bad_input', text('models.asked'))
  }
  return ask(parts, model, change)
}

async function ask(
  parts: AskModelParts,
  model: LanguageModel,
  change: 'add' | 'key',
): Promise<void> {
  let problem: string | null = null
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const answer = await parts.queue.askElicitation({
      callId: null,
      connectionId: null,
      view: buildQuestion(model, change, problem),
      expiresAtMs: parts.clock.nowMs() + askedForMs,
    })
    if (answer.action !== 'accept') return
    const typed = answer.content['key']
    const given = { model, change, typed: typeof typed === 'string' ? typed : '' }
    problem = await keep(parts, given).catch(wordsOf)
    if (problem === null) return
  }
}

/** A disk that is full, a vault that cannot seal: the person is told where they just typed. */
function wordsOf(error: unknown): string {
  if (isCountersignError(error)) return error.message
  throw error
}

/** Null when it was kept, else why not. */
async function keep(
  parts: AskModelParts,
  { model, change, typed }: { model: LanguageModel; change: 'add' | 'key'; typed: string },
): Promise<string | null> {
  const { store } = parts
  if (model.hasKey) {
    const key = typed.trim()
    // It goes into a header: one line of plain characters.
    if (!/^[\x21-\x7e]+$/.test(key)) return text('models.bad_key')
    await store.secrets.save(keyName(model.id), new Secret(key))
  }
  // Removed while its key was asked for: then nothing of it stays.
  const now = change === 'add' ? model : store.models.load(model.id)
  if (now === null) store.secrets.remove(keyName(model.id))
  else saveModel(parts, change === 'add' ? now : { ...now, hasKey: model.hasKey }, change)
  return null
}

function buildQuestion(
  model: LanguageModel,
  change: 'add' | 'key',
  problem: string | null,
): ElicitationView {
  const { name, provider, baseUrl, hasKey } = model
  const { host, protocol, hostname } = new URL(baseUrl)
  return {
    kind: 'model',
    message: '',
    fields: hasKey ? [keyField()] : [],
    triesLeft: null,
    answersTo: host,
    passkeyUnavailable: null,
    problem,
    model: {
      change,
      name,
      provider,
      baseUrl,
      model: model.model,
      plain: protocol === 'http:' && !isLoopbackHost(hostname),
    },
  }
}

function keyField(): ElicitationView['fields'][number] {
  return {
    name: 'key',
    label: text('models.ask_key'),
    description: null,
    kind: 'text',
    required: true,
    options: [],
    minLength: 1,
    maxLength: longestKey,
    pattern: null,
    format: null,
    minimum: null,
    maximum: null,
    defaultValue: null,
  }
}
