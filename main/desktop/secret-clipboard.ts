// Puts a secret on the clipboard because the person asked for it, and takes it off again soon after.
import type { Clipboard } from 'electron'
import type { Clock, Log } from '../../shared/model/ports.ts'

export interface SecretClipboard {
  /** Rejects where the system does not take it. */
  copy(words: string): Promise<void>
  /** Takes off what is still there; never rejects. */
  clear(): Promise<void>
}

/** Time enough to paste it, milliseconds. */
export const clipboardMs = 60_000

/** Some versions of Electron answer at once, others later. */
export function createSecretClipboard(
  clipboard: Pick<Clipboard, 'readText' | 'writeText' | 'clear'>,
  { clock, log }: { clock: Pick<Clock, 'after'>; log: Log },
): SecretClipboard {
  let copied: string | null = null
  let stopTimer = (): void => undefined
  const clear = async (): Promise<void> => {
    stopTimer()
    const own = copied
    copied = null
    if (own === null) return
    try {
      // What the person copied since is theirs.
      if ((await clipboard.readText()) === own) clipboard.clear()
    } catch (error) {
      log('warn', 'The clipboard could not be cleared', { error })
    }
  }
  return {
    async copy(words) {
      // Where it fails, what was copied before is still there, and still has to go.
      await clipboard.writeText(words)
      stopTimer()
      copied = words
      stopTimer = clock.after(clipboardMs, () => void clear())
    },
    clear,
  }
}
