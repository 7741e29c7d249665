// Gives the door its services: each verb of the pages, carried out by the engine and the desktop.
import { text } from '../shared/catalogue/text.ts'
import { CountersignError } from '../shared/errors.ts'
import type { Connection } from '../shared/model/connection.ts'
import type { Interaction, Widening } from '../shared/model/interaction.ts'
import type { Clock, Log } from '../shared/model/ports.ts'
import type { Engine } from './engine.ts'
import type { ChooseSaveFile } from './bootstrap-activity.ts'
import type { Shell } from './bootstrap-desktop.ts'
import { askSignInWay, startAskClient, stopSignInWay, switchOption } from './bootstrap-issuers.ts'
import { openPageOfWait } from './bootstrap-interaction-view.ts'
import { buildGatewayServices } from './bootstrap-gateway.ts'
import { createSettingsServices, finishFirstRun } from './bootstrap-settings.ts'
import { buildApiServices } from './bootstrap-openapi.ts'
import { buildToolServices } from './bootstrap-attachments.ts'
import type { SystemParts } from './bootstrap-system.ts'
import { buildAgentServices } from './bootstrap-agent-services.ts'
import { buildLinkServices } from './bootstrap-links.ts'
import { buildMany } from './bootstrap-groups.ts'
import { buildModelServices } from './bootstrap-models.ts'
import { buildTaskServices } from './bootstrap-tasks.ts'
import { narrow, type Mark } from './bootstrap-widenings.ts'
import type { Desktop } from './desktop/desktop.ts'
import type { HandlerServices } from './ipc/build-handlers.ts'
import type { NotifyServices } from './ipc/notify-handlers.ts'

export interface ServiceParts {
  readonly engine: Engine
  readonly desktop: Desktop
  readonly shell: Shell
  readonly clock: Pick<Clock, 'nowMs'>
  readonly log: Log
  readonly sandboxUrl: string | null
  readonly chooseSaveFile: ChooseSaveFile
  readonly notify: NotifyServices
  readonly system: SystemParts
}

export function buildServices(parts: ServiceParts): HandlerServices {
  const { engine, shell, notify } = parts
  const { store, queue } = engine
  const connections = buildConnections(parts)
  return {
    loadOverview: () => engine.loadOverview(shell.overviewFacts()),
    loadApproval: () => engine.loadApproval(shell.approvalFacts()),
    ...notify,
    ...buildGatewayServices(engine, () => shell.refresh()),
    activity: engine.buildActivity(parts.chooseSaveFile),
    ...buildMany(parts),
    ...buildModelServices(parts),
    tasks: buildTaskServices(parts),
    plans: engine.plans,
    connections,
    apis: buildApiServices(engine.connections, () => shell.expectQuestion()),
    updates: parts.system.updates,
    ...createSettingsServices({
      ...parts.system,
      store,
      connections: engine.connections,
      removeConnection: (connectionId) => connections.remove(connectionId),
      onChanged: () => shell.refresh(),
    }),
    issuers: buildIssuers(parts),
    queue,
    rules: buildRules(parts),
    toolReview: buildToolServices(parts),
    links: buildLinkServices(parts),
    edit: engine.edit,
    ahead: engine.ahead,
    otherAgents: buildAgentServices({
      engine,
      clipboard: parts.system.clipboard,
      expectQuestion: () => shell.expectQuestion(),
    }),
    askWidening: (what, connectionId) => askWidening(parts, what, connectionId),
    narrow: (what, connectionId) =>
      narrow({ store, onChanged: () => shell.refresh() }, what, connectionId),
    deferrals: buildDeferrals(parts),
    view: buildView(parts),
    dismissNotice: (noticeId) => engine.notices.dismiss(noticeId),
    ...buildLooks(parts),
  }
}

function buildLooks({
  engine: { store },
  desktop,
  shell,
}: ServiceParts): Pick<HandlerServices, 'setAppearance' | 'setLanguage'> {
  return {
    setAppearance: (appearance) => {
      store.settings.save({ ...store.settings.load(), appearance })
      desktop.applyAppearance(appearance)
      shell.refresh()
    },
    setLanguage: (language) => {
      store.settings.save({ ...store.settings.load(), language })
      desktop.applyLanguage(language)
      shell.refresh()
    },
  }
}

function buildRules({ engine, shell }: ServiceParts): HandlerServices['rules'] {
  return {
    ...engine.rules,
    ask: (request) => {
      shell.expectQuestion()
      engine.rules.ask(request)
    },
  }
}

function buildView({ engine, desktop, shell }: ServiceParts): HandlerServices['view'] {
  const { queue } = engine
  return {
    open: (interactionId) => {
      // An ended card has nothing to decide, and an unknown one nothing to show.
      if (queue.load(interactionId)?.state !== 'open') {
        throw new CountersignError('interaction/gone', text('interaction.gone'))
      }
      shell.open(interactionId)
    },
    closeFromApp: () => {
      if (desktop.approvalView.isStandalone()) return
      shell.select({ kind: 'closed_by_person' })
      desktop.approvalView.close()
    },
    closeFromApproval: () => {
      shell.select({ kind: 'closed_by_person' })
      desktop.approvalView.close()
    },
    place: (rectangle) => shell.place(rectangle),
    onShown: (interactionId, digest) => {
      desktop.approvalView.gate.onShown(interactionId, digest)
      engine.shown.onPainted(interactionId, digest)
    },
  }
}

function buildConnections(parts: ServiceParts): HandlerServices['connections'] {
  const { engine, shell } = parts
  const { connections, stepUp, notices } = engine
  return {
    add: (url) => {
      shell.expectQuestion()
      const { connectionId, finished } = connections.add(url)
      finishFirstRun(parts.engine.store)
      if (url === parts.sandboxUrl) void finished.then(() => askSandboxMark(parts, connectionId))
      return connectionId
    },
    signIn: (connectionId) => {
      shell.expectQuestion()
      void connections.signIn(connectionId)
    },
    refresh: (connectionId) => void connections.refreshTools(connectionId),
    renew: (connectionId) => {
      shell.expectQuestion()
      void connections.renew(connectionId)
    },
    chooseIssuer: (connectionId, issuer) => {
      shell.expectQuestion()
      void connections.chooseIssuer(connectionId, issuer)
    },
    remove: async (connectionId) => {
      endCallsOf(engine, connectionId)
      engine.queue.withdrawForConnection(connectionId)
      await connections.remove(connectionId)
    },
    registerPasskey: (connectionId) => {
      const connection = requireConnection(engine, connectionId)
      shell.expectQuestion()
      void stepUp.registerPasskey(connection).then((outcome) => {
        if (outcome.kind === 'cancelled') return
        const isDone = outcome.kind === 'registered'
        const host = new URL(connection.issuer ?? connection.url).host
        const body = isDone
          ? text('announce.passkey_registered', { host })
          : 'reason' in outcome
            ? outcome.reason
            : ''
        const title = text('announce.passkey_title')
        notices.post({ tone: isDone ? 'ok' : 'bad', title, body, callId: null })
      })
    },
  }
}

function buildIssuers({ engine, shell, clock, log }: ServiceParts): HandlerServices['issuers'] {
  return {
    askClient: (request) => {
      const asking = startAskClient({ ...engine, clock }, request)
      shell.expectQuestion()
      asking.catch((error: unknown) => log('error', 'A client ID could not be kept', { error }))
    },
    askWay: (request) => {
      askSignInWay(engine, request)
      shell.expectQuestion()
    },
    stopWay: ({ issuer, way }) => stopSignInWay(engine, issuer, way),
    switchOption: (request) => switchOption(engine, request),
  }
}

/** The sandbox is there to be played with, so its mark is asked for at once; the person still decides. */
function askSandboxMark(parts: ServiceParts, connectionId: string): void {
  const { store } = parts.engine
  const issuer = store.connections.load(connectionId)?.issuer ?? null
  const server = issuer === null ? null : store.authorizationServers.load(issuer)
  if (server !== null && !server.firstParty) askWidening(parts, 'first_party_issuer', connectionId)
}

/** Calls that are held or wait for a connection end with it, and say so. */
function endCallsOf({ store, journey }: Engine, connectionId: string): void {
  const own = store.calls.listAlive().filter((call) => call.connectionId === connectionId)
  for (const call of own) journey.cancel(call.id)
}

function askWidening(
  { engine, shell }: ServiceParts,
  what: Mark,
  connectionId: string | null,
): Interaction {
  shell.expectQuestion()
  return engine.queue.openWidening(buildWidening(engine, what, connectionId), connectionId)
}

function buildWidening(engine: Engine, what: Mark, connectionId: string | null): Widening {
  if (what === 'notification_approve') return { what, allowed: true }
  const connection = requireConnection(engine, connectionId)
  if (what === 'trust_for_reading') return { what, connectionId: connection.id }
  if (connection.issuer === null) {
    throw new CountersignError('ipc/bad_input', text('step-up.no-authorization-server'))
  }
  return { what, issuer: connection.issuer, connectionId: connection.id }
}

function requireConnection({ store }: Engine, connectionId: string | null): Connection {
  const connection = connectionId === null ? null : store.connections.load(connectionId)
  if (connection !== null) return connection
  throw new CountersignError('agent/gone', text('agent.connection_gone'))
}

function buildDeferrals({ engine, desktop }: ServiceParts): HandlerServices['deferrals'] {
  const { deferrals, store, notices } = engine
  return {
    checkNow: async (deferralId) => void (await deferrals.checkNow(deferralId)),
    openInteraction: async (deferralId) => {
      if (!(await openPageOfWait(engine, desktop, deferralId)))
        throw new CountersignError('deferral/gone', text('announce.browser_refused'))
    },
    cancel: async (deferralId) => {
      const deferral = deferrals.list().find((one) => one.id === deferralId)
      const call = deferral?.callId == null ? null : store.calls.load(deferral.callId)
      const name = store.connections.load(deferral?.connectionId ?? '')?.name ?? ''
      const told = await deferrals.cancel(deferralId)
      // The end of a call is told of as such, with what the server heard: once is enough.
      if (call !== null) return
      const title = text('announce.stopped_title', { title: text('announce.sign_in_of', { name }) })
      const body = text(told ? 'announce.stopped_at_server' : 'announce.stopped_here')
      notices.post({ tone: 'info', title, body, callId: null })
    },
  }
}
