// Answers the verbs of tools.
import type { Input, Output } from '../../shared/contract.ts'
import type { Handlers } from './handlers.ts'

export interface ToolServices {
  readonly toolReview: {
    /** Only asks. Throws `agent/gone` where nothing waits for a review. */
    ask(connectionId: string, tool: string | null): void
    saveAttachment(
      request: Input<'tools.save-attachment'>,
    ): Promise<Output<'tools.save-attachment'>>
  }
}

export function toolHandlers(
  services: () => Promise<ToolServices>,
): Pick<Handlers, 'tools.ask-change' | 'tools.save-attachment'> {
  return {
    'tools.save-attachment': async (request) =>
      (await services()).toolReview.saveAttachment(request),
    'tools.ask-change': async ({ connectionId, tool }) => {
      ;(await services()).toolReview.ask(connectionId, tool)
      return { done: true }
    },
  }
}
