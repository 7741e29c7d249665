// Answers the verbs of links in results.
import type { Input, Output } from '../../shared/contract.ts'
import type { Handlers } from './handlers.ts'

export interface LinkServices {
  readonly links: {
    /** Rejects with words for the person where it cannot be read. */
    read(request: Input<'link.read'>): Promise<Output<'link.read'>>
    save(request: Input<'link.save'>): Promise<Output<'link.save'>>
  }
}

export function linkHandlers(
  services: () => Promise<LinkServices>,
): Pick<Handlers, 'link.read' | 'link.save'> {
  return {
    'link.read': async (request) => (await services()).links.read(request),
    'link.save': async (request) => (await services()).links.save(request),
  }
}
