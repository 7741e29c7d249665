// Asks the person for the user code of a CIBA request, in a form of ours.
import { text } from '../../shared/catalogue/text.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { ElicitationField } from '../../shared/model/elicitation.ts'
import type { AskPorts } from './ask-person.ts'
import type { ChallengeWant } from './challenge-loop.ts'
import { bareField } from './elicitation-field.ts'
import { askOwnForm } from './own-form.ts'

export type GivenCode =
  | { readonly kind: 'code'; readonly code: Secret }
  | { readonly kind: 'cancelled' | 'expired'; readonly reason: string }

const field = 'user_code'

/** The code goes into the one request that follows, and nowhere else (OpenID CIBA Core 7.1). */
export async function askUserCode(
  ports: Pick<AskPorts, 'queue' | 'clock'>,
  want: Pick<ChallengeWant, 'callId' | 'connectionId' | 'client' | 'mayPrompt'>,
  { triesLeft, wasWrong }: { triesLeft: number; wasWrong: boolean },
): Promise<GivenCode> {
  await want.mayPrompt?.()
  const { host } = new URL(want.client.metadata.issuer)
  const end = await askOwnForm(ports, want, {
    fields: [buildField(host)],
    triesLeft,
    problem: wasWrong ? text('step-up.user-code-was-wrong') : null,
    read: ({ [field]: code }) =>
      typeof code === 'string' && code.trim() !== '' ? new Secret(code.trim()) : null,
  })
  return end.kind === 'answered' ? { kind: 'code', code: end.value } : end
}

function buildField(host: string): ElicitationField {
  return {
    ...bareField,
    name: field,
    label: text('step-up.user-code'),
    description: text('step-up.user-code-why', { host }),
    kind: 'text',
    required: true,
    minLength: 1,
    maxLength: 64,
  }
}
