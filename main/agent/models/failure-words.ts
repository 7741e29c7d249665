// Says in plain words why a model did not answer: what happened, that nothing was done, and what helps.
import { text, type TextKey } from '../../../shared/catalogue/text.ts'
import { CountersignError } from '../../../shared/errors.ts'
import type { LanguageModel } from '../../../shared/model/language-model.ts'
import type { Secret } from '../../../shared/model/secret.ts'
import { makeVisibleLine } from '../../interaction/visible.ts'
import { cleanResult } from '../clean-result.ts'
import type { FailureKind, ModelFailure } from './failure.ts'

type About = Pick<LanguageModel, 'id' | 'name' | 'baseUrl' | 'model' | 'hasKey'>

const longestQuote = 300
/** Where the server's own words help. What a server says of a key may hold a part of it. */
const quoted: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'no_credit',
  'rate_limited',
  'model_gone',
  'refused_request',
  'server_error',
])

/** `agent/model_failed`. Nothing of the conversation is in it: it goes to the log. */
export function describeFailure(
  about: About,
  failure: ModelFailure,
  key: Secret | null,
): CountersignError {
  const { status, retryAfterMs } = failure
  const kind = failure.kind === 'wrong_key' && !about.hasKey ? 'no_key' : failure.kind
  const values = {
    name: makeVisibleLine(about.name),
    host: new URL(about.baseUrl).host,
    model: makeVisibleLine(about.model),
    seconds: Math.ceil((retryAfterMs ?? 0) / 1_000),
  }
  const name: TextKey =
    kind === 'rate_limited' && retryAfterMs !== null
      ? 'models.failed_rate_limited_until'
      : `models.failed_${kind}`
  const detail = { modelId: about.id, kind, status }
  const words = `${text(name, values)}${quote(failure, key)}`
  return new CountersignError('agent/model_failed', words, { detail })
}

function quote({ kind, said }: ModelFailure, key: Secret | null): string {
  if (said === null || said.trim() === '' || !quoted.has(kind)) return ''
  const clean = cleanResult(said, key === null ? [] : [key.reveal()]).replaceAll(
    /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s"”<>]+/giu,
    '[address]',
  )
  const line = makeVisibleLine(clean)
  const short = line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line
  return ` ${text('models.server_said', { said: short })}`
}
