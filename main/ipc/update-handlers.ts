// Answers the verbs of updates.
import type { UpdateState } from '../../shared/contract/update-verbs.ts'
import type { Handlers } from './handlers.ts'

export interface UpdateServices {
  readonly updates: {
    load(): UpdateState
    check(): Promise<UpdateState>
    download(): UpdateState
    install(): Promise<UpdateState>
  }
}

type UpdateVerb = 'updates.load' | 'updates.check' | 'updates.download' | 'updates.install'

export function updateHandlers(
  services: () => Promise<UpdateServices>,
): Pick<Handlers, UpdateVerb> {
  return {
    'updates.load': async () => (await services()).updates.load(),
    'updates.check': async () => (await services()).updates.check(),
    'updates.download': async () => (await services()).updates.download(),
    'updates.install': async () => (await services()).updates.install(),
  }
}
