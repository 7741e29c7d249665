// Shows the person, in our own words, the authorization details a resource server wants, before they are asked for.
import { flattenArguments } from '../interaction/rows.ts'
import { makeVisible } from '../interaction/visible.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { ElicitationField } from '../../shared/model/elicitation.ts'
import type { AskPorts } from './ask-person.ts'
import type { ChallengeWant } from './challenge-loop.ts'
import type { FlowOutcome } from './flow-outcome.ts'

const questionMs = 5 * 60_000
/** More cannot be read before it is answered, and nothing is left out. */
const longestShown = 4_000

/**
 * Null when the person agreed. Every value is shown, made visible, none shortened; details too long to be shown are
 * not asked for (protocols 8.6 step 3).
 */
export async function askDetails(
  { queue, clock }: Pick<AskPorts, 'queue' | 'clock'>,
  want: Pick<ChallengeWant, 'callId' | 'connectionId' | 'client' | 'mayPrompt' | 'signal'>,
  detailsJson: string,
): Promise<Exclude<FlowOutcome, { kind: 'issued' | 'deferred' | 'web' }> | null> {
  const { host } = new URL(want.client.metadata.issuer)
  const fields = listEntries(detailsJson).map((entry, index) => buildField(entry, { host, index }))
  if (fields.some(({ description }) => (description ?? '').length > longestShown))
    return { kind: 'failed', reason: text('step-up.details-too-long') }
  await want.mayPrompt?.()
  if (want.signal.aborted) return { kind: 'cancelled', reason: text('step-up.abandoned') }
  const expiresAtMs = clock.nowMs() + questionMs
  const { callId, connectionId } = want
  const answer = await queue.askElicitation({
    callId,
    connectionId,
    expiresAtMs,
    view: {
      kind: 'form',
      message: '',
      fields,
      triesLeft: null,
      answersTo: host,
      passkeyUnavailable: null,
      problem: null,
    },
  })
  const agreed =
    answer.action === 'accept' && fields.every(({ name }) => answer.content[name] === true)
  if (agreed) return null
  return clock.nowMs() >= expiresAtMs
    ? { kind: 'expired', reason: text('step-up.took-too-long') }
    : { kind: 'cancelled', reason: text('step-up.declined') }
}

function listEntries(detailsJson: string): unknown[] {
  const entries: unknown = JSON.parse(detailsJson)
  return Array.isArray(entries) ? entries : []
}

function buildField(
  entry: unknown,
  { host, index }: { host: string; index: number },
): ElicitationField {
  const rows = flattenArguments(JSON.stringify(entry))
  return {
    name: `detail_${index + 1}`,
    label: text('step-up.detail-agree', { host }),
    description: rows.map(({ path, value }) => makeVisible(`${path}: ${value}`)).join(' · '),
    kind: 'boolean',
    required: true,
    options: [],
    minLength: null,
    maxLength: null,
    pattern: null,
    format: null,
    minimum: null,
    maximum: null,
    defaultValue: null,
  }
}
