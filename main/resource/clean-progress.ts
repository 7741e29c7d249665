// Takes out of what a server says while it works what no agent and no page may show: it may quote what it was sent.
import { replaceJsonWebTokens } from '../../shared/json-web-tokens.ts'
import type { ReportedProgress } from './call-progress.ts'
import { stripSecrets } from './strip-secrets.ts'

type OnProgress = (callId: string, progress: ReportedProgress) => void

/** `secrets` are asked for each time: what the person types meanwhile is one as well. Whole words, before any cut. */
export function cleanProgress(
  onProgress: OnProgress,
  secrets: () => readonly string[],
): OnProgress {
  return (callId, said) => {
    const { message } = said
    if (message === undefined) return onProgress(callId, said)
    const known = stripSecrets(message, secrets())
    onProgress(callId, { ...said, message: replaceJsonWebTokens(known, 2, '[secret]') })
  }
}
