// What the connection service needs from outside: narrow views of the store, the flows and the world.
import type { AuthorizationServer } from '../../shared/model/authorization-server.ts'
import type { Connection, Tool } from '../../shared/model/connection.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Clock, Log, MakeId } from '../../shared/model/ports.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { GuardedFetch } from '../http/guarded-fetch.ts'
import type { DpopKeyRing } from '../oauth/dpop.ts'
import type { OAuthContext } from '../oauth/oauth-context.ts'
import type { McpConnector } from './mcp-connection.ts'
import type { ReadYaml } from './openapi/read-yaml.ts'
import type { RevocationQueue } from './revocation-queue.ts'
import type { GrantFacts } from './upkeep-plan.ts'

export interface ConnectionStore {
  transaction<Value>(run: () => Value): Value
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
    listAllTools(connectionId: string): Tool[]
  }
  readonly grants: {
    load(grantId: string): Promise<Grant | null>
    listStanding(connectionId: string): Promise<Grant[]>
    listAll(): Promise<Grant[]>
    listAllFacts(): GrantFacts[]
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

export interface SignInAsk {
  readonly onProgress: (step: string) => void
  /** Ends a wait for the browser only. */
  readonly browserSignal: AbortSignal
  /** True signs in again although a refresh might do; the former grant goes only when the new one is there. */
  readonly anew: boolean
}

/** How renewing the tokens of a grant went; made by the step-up room. */
export type RenewalOutcome =
  | { readonly kind: 'refreshed'; readonly grant: Grant }
  | { readonly kind: 'gone' | 'not_now' }
  /** The authorization server decides later; everything held stays until then. */
  | { readonly kind: 'deferred'; readonly deferralId: string }

export interface ConnectionParts {
  readonly store: ConnectionStore
  readonly oauth: OAuthContext
  readonly keys: DpopKeyRing
  readonly connector: McpConnector
  /** Fetches OpenAPI documents, which may be larger than answers. Default: the fetch of `oauth`. */
  readonly documents?: GuardedFetch
  readonly readYaml: ReadYaml
  /** Address of this app's published client ID metadata document, if there is one. */
  readonly clientMetadataUrl?: string | null
  readonly signIn: (connection: Connection, ask: SignInAsk) => Promise<SignInOutcome>
  /** The app's one refresher (step-up room). `lastTry`: whatever comes of it, that refresh token is not used again. */
  readonly refreshGrant: (
    grant: Grant,
    options?: { readonly lastTry?: boolean },
  ) => Promise<RenewalOutcome>
  readonly revocations: RevocationQueue
  /** What authorization servers have not decided yet. */
  readonly deferrals: {
    list(): Deferral[]
    cancel(deferralId: string): Promise<boolean>
  }
  readonly clock: Clock
  readonly makeId: MakeId
  readonly log: Log
  /** The person has to sign in again before this time (Unix ms), or the connection stops. Said once. */
  readonly onEnding: (connection: Connection, renewBeforeMs: number) => void
  /** Something about this connection changed: its row, its tools or its progress. */
  readonly onChanged: (connectionId: string) => void
}
