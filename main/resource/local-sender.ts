// Ends the journey of a call whose tool the agent runs itself: it was allowed, and nothing is sent.
import { text } from '../../shared/catalogue/text.ts'
import type { ToolSender } from './tool-sender.ts'

/** Comes after the approval was spent and the intent written, as with any call; the hook answers from that row. */
export function createLocalSender(): ToolSender {
  return {
    send: () =>
      Promise.resolve({
        kind: 'done',
        resultText: text('hook.result'),
        isError: false,
        words: text('hook.ended'),
      }),
  }
}
