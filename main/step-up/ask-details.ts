// Shows the person, in our own words, the authorization details a resource server wants, before they are asked for.
import { flattenArguments } from '../interaction/leaves.ts'
import { makeVisible } from '../interaction/visible.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { ElicitationField } from '../../shared/model/elicitation.ts'
import type { AskPorts } from './ask-person.ts'
import type { ChallengeWant } from './challenge-loop.ts'
import { bareField } from './elicitation-field.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { askOwnForm } from './own-form.ts'

/** More cannot be read before it is answered, and nothing is left out. */
const longestShown = 4_000

/**
 * Null when the person agreed. Every value is shown, made visible, none shortened; details too long to be shown are
 * not asked for (protocols 8.6 step 3).
 */
export async function askDetails(
  ports: Pick<AskPorts, 'queue' | 'clock'>,
  want: Pick<ChallengeWant, 'callId' | 'connectionId' | 'client' | 'mayPrompt' | 'signal'>,
  detailsJson: string,
): Promise<Exclude<FlowOutcome, { kind: 'issued' | 'deferred' | 'web' }> | null> {
  const { host } = new URL(want.client.metadata.issuer)
  const fields = listEntries(detailsJson).map((entry, index) => buildField(entry, { host, index }))
  if (fields.some(({ description }) => (description ?? '').length > longestShown))
    return { kind: 'failed', reason: text('step-up.details-too-long') }
  await want.mayPrompt?.()
  if (want.signal.aborted) return { kind: 'cancelled', reason: text('step-up.abandoned') }
  const end = await askOwnForm(ports, want, {
    fields,
    triesLeft: null,
    problem: null,
    read: (content) => (fields.every(({ name }) => content[name] === true) ? true : null),
  })
  return end.kind === 'answered' ? null : end
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
    ...bareField,
    name: `detail_${index + 1}`,
    label: text('step-up.detail-agree', { host }),
    description: rows.map(({ path, value }) => makeVisible(`${path}: ${value}`)).join(' · '),
    kind: 'boolean',
    required: true,
  }
}
