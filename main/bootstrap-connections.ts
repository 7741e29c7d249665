// Wires the connection service: sign-ins and refreshes by the step-up room, revocations, and what the person is told.
import { text } from '../shared/catalogue/text.ts'
import type { Clock, Log, MakeId } from '../shared/model/ports.ts'
import { wireTools, type ToolReview, type ToolWiring } from './bootstrap-tools.ts'
import { tellSignInEnd, type NoticeBoard } from './bootstrap-notices.ts'
import { withListening, wireListening } from './bootstrap-listening.ts'
import { createDocumentReading } from './bootstrap-openapi.ts'
import type { DeferralService } from './deferral/deferral-service.ts'
import type { DpopKeyRing } from './oauth/dpop.ts'
import type { OAuthContext } from './oauth/oauth-context.ts'
import { createConnectionService, type ConnectionService } from './resource/connection-service.ts'
import type { ListNews } from './resource/list-news.ts'
import type { McpConnector } from './resource/mcp-connection.ts'
import type { RevocationQueue } from './resource/revocation-queue.ts'
import type { createStepUp } from './step-up/create-step-up.ts'
import type { Store } from './store/repositories.ts'

export interface ConnectionWiring {
  readonly store: Store
  readonly oauth: OAuthContext
  readonly keys: DpopKeyRing
  readonly connector: McpConnector
  readonly stepUp: ReturnType<typeof createStepUp>
  readonly deferrals: DeferralService
  readonly revocations: RevocationQueue
  readonly notices: NoticeBoard
  readonly clientMetadataUrl?: string | null
  readonly clock: Clock
  readonly yamlWorker?: URL
  readonly makeId: MakeId
  readonly log: Log
  readonly toolNews: ListNews
  readonly queue: ToolWiring['queue']
  readonly journey: ToolWiring['journey']
  /** Hear that the tools of a connection may have been read anew. */
  readonly rules: Pick<ToolReview, 'onToolsRead'>
  readonly onChanged: () => void
}

export function wireConnections(wiring: ConnectionWiring): {
  readonly connections: ConnectionService
  readonly toolReview: ToolReview
} {
  const { stepUp, notices, rules } = wiring
  const toolReview = wireTools(wiring)
  const listening = wireListening(wiring)
  const service = createConnectionService({
    ...wiring,
    ...createDocumentReading(wiring),
    onChanged: (connectionId) => {
      rules.onToolsRead(connectionId)
      toolReview.onToolsRead(connectionId)
      listening.refresh()
      wiring.onChanged()
    },
    signIn: (connection, { anew, onProgress, browserSignal }) =>
      anew
        ? stepUp.renew(connection, onProgress, browserSignal)
        : stepUp.signIn(connection, onProgress, browserSignal),
    refreshGrant: stepUp.refreshGrant,
    onEnding: ({ name, url, issuer }) => {
      const { host } = new URL(issuer ?? url)
      const title = text('resource.ending-title', { name })
      const body = text('resource.ending', { host })
      notices.tell({ tone: 'warn', title, body, callId: null })
    },
  })
  const connections: ConnectionService = {
    ...service,
    ...withListening(service, listening),
    onDeferralEnd: (end) => {
      service.onDeferralEnd(end)
      tellSignInEnd(wiring, end)
    },
  }
  wiring.toolNews.readBy((connectionId) => void connections.refreshTools(connectionId))
  return { connections, toolReview }
}
