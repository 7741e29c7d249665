// Makes the `call` of a bridge: the surface's own verbs, nothing else, and always an answer.
import { channelOf } from '../shared/bridge.ts'
import { desktopGerman } from '../shared/catalogue/de/desktop.ts'
import { desktopTexts } from '../shared/catalogue/en/desktop.ts'
import type { ErrorCode } from '../shared/errors.ts'
import type { Result } from '../shared/result.ts'

type Invoke = (channel: string, input: unknown) => Promise<unknown>

/** `call(verb, input)`. A verb that is not in `verbs` is refused here already; main checks again. Never rejects. */
export function createCall(
  verbs: Readonly<Record<string, true>>,
  invoke: Invoke,
): (verb: string, input: unknown) => Promise<Result<unknown>> {
  const allowed = new Set(Object.keys(verbs))
  return async (verb, input) => {
    if (!allowed.has(verb)) return failure('ipc/refused', 'desktop.ipc-refused')
    try {
      // Main answers every verb with a Result.
      return (await invoke(channelOf(verb), input)) as Result<unknown>
    } catch {
      return failure('ipc/failed', 'desktop.ipc-failed')
    }
  }
}

/** In the language that the page says of itself. */
function failure(code: ErrorCode, key: keyof typeof desktopTexts): Result<unknown> {
  const texts = globalThis.document?.documentElement?.lang === 'de' ? desktopGerman : desktopTexts
  const message = texts[key]
  return { ok: false, error: { code, message } }
}
