// Reads what the ceremony page answers, and says what an authenticator's refusal means.
import { z } from 'zod'
import { text } from '../../../shared/catalogue/text.ts'
import type { CeremonyAnswer } from '../../../shared/ceremony-channels.ts'

const answerSchema: z.ZodType<CeremonyAnswer> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('credential'), json: z.string().min(2).max(100_000) }).strict(),
  z.object({ kind: z.literal('cancelled') }).strict(),
  z.object({ kind: z.literal('failed'), errorName: z.string().max(100) }).strict(),
])
const credentialSchema = z.object({
  id: z.string().min(1),
  rawId: z.string().min(1),
  type: z.literal('public-key'),
  response: z.object({ clientDataJSON: z.string().min(1) }),
})

/** Null when it is not one of the three answers, or the credential is none. */
export function parseCeremonyAnswer(value: unknown): CeremonyAnswer | null {
  const answer = answerSchema.safeParse(value)
  if (!answer.success) return null
  return answer.data.kind === 'credential' && !isCredential(answer.data.json) ? null : answer.data
}

function isCredential(json: string): boolean {
  try {
    return credentialSchema.safeParse(JSON.parse(json)).success
  } catch {
    return false
  }
}

/** The browser gives only a name and hides the cause on purpose; these are the names of WebAuthn Level 3, 5.1.3 and 5.1.4. */
export function explainRefusal(errorName: string, host: string): string {
  switch (errorName) {
    case 'NotAllowedError':
    case 'AbortError':
    case 'TimeoutError':
      return text('desktop.ceremony-not-allowed')
    case 'InvalidStateError':
      return text('desktop.ceremony-already-there', { host })
    case 'NotSupportedError':
      return text('desktop.ceremony-unsupported')
    default:
      // From our own isolated world, but kept to a bare name all the same.
      return text('desktop.ceremony-refused', { error: errorName.replaceAll(/[^A-Za-z]/g, '') })
  }
}
