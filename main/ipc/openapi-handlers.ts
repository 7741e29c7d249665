// Answers the verbs of HTTP APIs.
import type { Handlers } from './handlers.ts'

export interface ApiServices {
  readonly apis: {
    /** Throws `ipc/bad_input` for a server that the connection does not wait to be asked about. */
    agreeServer(connectionId: string, server: string): void
    /** Throws `ipc/bad_input` for a group that the connection's document does not have. */
    chooseGroups(connectionId: string, groups: readonly string[]): void
  }
}

export function openapiHandlers(
  services: () => Promise<ApiServices>,
): Pick<Handlers, 'connection.agree-server' | 'connection.choose-groups'> {
  return {
    'connection.choose-groups': async ({ connectionId, groups }) => {
      ;(await services()).apis.chooseGroups(connectionId, groups)
      return { done: true }
    },
    'connection.agree-server': async ({ connectionId, server }) => {
      ;(await services()).apis.agreeServer(connectionId, server)
      return { done: true }
    },
  }
}
