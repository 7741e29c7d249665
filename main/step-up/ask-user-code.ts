// Asks the person for the user code of a CIBA request, in a form of ours.
import { text } from '../../shared/catalogue/text.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { ElicitationField } from '../../shared/model/elicitation.ts'
import type { AskPorts } from './ask-person.ts'
import type { ChallengeWant } from './challenge-loop.ts'

export type GivenCode =
  | { readonly kind: 'code'; readonly code: Secret }
  | { readonly kind: 'cancelled' | 'expired'; readonly reason: string }

const questionMs = 5 * 60_000
const field = 'user_code'

/** The code goes into the one request that follows, and nowhere else (OpenID CIBA Core 7.1). */
export async function askUserCode(
  ports: Pick<AskPorts, 'queue' | 'clock'>,
  want: Pick<ChallengeWant, 'callId' | 'connectionId' | 'client' | 'mayPrompt'>,
  { triesLeft, wasWrong }: { triesLeft: number; wasWrong: boolean },
): Promise<GivenCode> {
  await want.mayPrompt?.()
  const { callId, connectionId } = want
  const { host } = new URL(want.client.metadata.issuer)
  const expiresAtMs = ports.clock.nowMs() + questionMs
  const answer = await ports.queue.askElicitation({
    callId,
    connectionId,
    expiresAtMs,
    view: {
      kind: 'form',
      message: '',
      fields: [buildField(host)],
      triesLeft,
      answersTo: host,
      passkeyUnavailable: null,
      problem: wasWrong ? text('step-up.user-code-was-wrong') : null,
    },
  })
  const code = answer.action === 'accept' ? answer.content[field] : undefined
  if (typeof code === 'string' && code.trim() !== '')
    return { kind: 'code', code: new Secret(code.trim()) }
  return ports.clock.nowMs() >= expiresAtMs
    ? { kind: 'expired', reason: text('step-up.took-too-long') }
    : { kind: 'cancelled', reason: text('step-up.declined') }
}

function buildField(host: string): ElicitationField {
  return {
    name: field,
    label: text('step-up.user-code'),
    description: text('step-up.user-code-why', { host }),
    kind: 'text',
    required: true,
    options: [],
    minLength: 1,
    maxLength: 64,
    pattern: null,
    format: null,
    minimum: null,
    maximum: null,
    defaultValue: null,
  }
}
