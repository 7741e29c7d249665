// What the connection service needs from outside: narrow views of the store, the flows and the world.
import type { AuthorizationServer } from '../../shared/model/authorization-server.ts'
import type { Connection, Tool } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Clock, Log, MakeId } from '../../shared/model/ports.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { DpopKeyRing } from '../oauth/dpop.ts'
import type { OAuthContext } from '../oauth/oauth-context.ts'
import type { McpConnector } from './mcp-connection.ts'

export interface ConnectionStore {
  readonly authorizationServers: {
    load(issuer: string): AuthorizationServer | null
    save(server: AuthorizationServer): void
  }
  readonly connections: {
    save(connection: Connection): void
    load(connectionId: string): Connection | null
    list(): Connection[]
    remove(connectionId: string): void
    saveTools(connectionId: string, tools: readonly Tool[]): void
    listTools(connectionId: string): Tool[]
  }
  readonly grants: {
    listStanding(connectionId: string): Promise<Grant[]>
    listAll(): Promise<Grant[]>
    remove(grantId: string): void
  }
  readonly secrets: {
    save(name: string, value: Secret): Promise<void>
    load(name: string): Promise<Secret | null>
    remove(name: string): void
  }
  readonly activity: {
    append(entry: {
      kind: 'connection_added' | 'connection_removed' | 'signed_in'
      callId: null
      taskId: null
      connectionId: string
      detail: Readonly<Record<string, unknown>>
    }): unknown
  }
}

/** How a sign-in ended; made by the step-up room. */
export type SignInOutcome =
  | { readonly kind: 'granted'; readonly grantId: string }
  | { readonly kind: 'deferred'; readonly deferralId: string }
  | {
      readonly kind: 'denied' | 'cancelled' | 'expired' | 'failed'
      readonly reason: string
      readonly oauthError?: string
    }

export interface ConnectionParts {
  readonly store: ConnectionStore
  readonly oauth: OAuthContext
  readonly keys: DpopKeyRing
  readonly connector: McpConnector
  /** Address of this app's published client ID metadata document, if there is one. */
  readonly clientMetadataUrl?: string | null
  readonly signIn: (
    connection: Connection,
    onProgress: (step: string) => void,
    browserSignal: AbortSignal,
  ) => Promise<SignInOutcome>
  /** The app's one refresher (step-up room). */
  readonly refreshGrant: (
    grant: Grant,
  ) => Promise<{ kind: 'refreshed'; grant: Grant } | { kind: 'gone' } | { kind: 'not_now' }>
  readonly clock: Clock
  readonly makeId: MakeId
  readonly log: Log
  /** Something about this connection changed: its row, its tools or its progress. */
  readonly onChanged: (connectionId: string) => void
}
