// Answers the verbs of tools.
import type { Handlers } from './handlers.ts'

export interface ToolServices {
  readonly toolReview: {
    /** Only asks. Throws `agent/gone` where nothing waits for a review. */
    ask(connectionId: string, tool: string | null): void
  }
}

export function toolHandlers(
  services: () => Promise<ToolServices>,
): Pick<Handlers, 'tools.ask-change'> {
  return {
    'tools.ask-change': async ({ connectionId, tool }) => {
      ;(await services()).toolReview.ask(connectionId, tool)
      return { done: true }
    },
  }
}
