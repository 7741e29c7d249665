// Answers every verb of the contract with the services of main.
import type { Input, Verb } from '../../shared/contract.ts'
import { CountersignError } from '../../shared/errors.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { ApprovalState } from '../../shared/approval-card.ts'
import type { Interaction, Widening } from '../../shared/model/interaction.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { Overview } from '../../shared/overview.ts'
import type { InteractionQueue } from '../interaction/queue.ts'
import { activityHandlers, type ActivityHandling } from './activity-handlers.ts'
import { gatewayHandlers, type GatewayServices } from './gateway-handlers.ts'
import { agentHandlers, type AgentServices } from './agent-handlers.ts'
import { notifyHandlers, type NotifyServices } from './notify-handlers.ts'
import { approveWithProof, type DecideServices } from './decide-handlers.ts'
import type { Handlers } from './handlers.ts'
import { linkHandlers, type LinkServices } from './link-handlers.ts'
import { manyHandlers, type ManyServices } from './many-handlers.ts'
import { modelHandlers, type ModelServices } from './model-handlers.ts'
import { openapiHandlers, type ApiServices } from './openapi-handlers.ts'
import { ruleHandlers, type RuleServices } from './rule-handlers.ts'
import { settingsHandlers, type SettingsServices } from './settings-handlers.ts'
import { taskHandlers, type TaskServices } from './task-handlers.ts'
import { toolHandlers, type ToolServices } from './tool-handlers.ts'
import { updateHandlers, type UpdateServices } from './update-handlers.ts'

/** What is allowed or taken back as a whole. */
type Mark = Extract<
  Widening['what'],
  'first_party_issuer' | 'trust_for_reading' | 'notification_approve'
>

/** What the handlers need; each member is one service of main, cut to size. */
export interface HandlerServices
  extends
    ActivityHandling,
    AgentServices,
    ApiServices,
    DecideServices,
    GatewayServices,
    LinkServices,
    ManyServices,
    ModelServices,
    NotifyServices,
    RuleServices,
    SettingsServices,
    TaskServices,
    ToolServices,
    UpdateServices {
  loadOverview(): Promise<Overview>
  loadApproval(): ApprovalState
  readonly connections: {
    add(url: string): string
    signIn(connectionId: string): void
    refresh(connectionId: string): void
    remove(connectionId: string): Promise<void>
    registerPasskey(connectionId: string): void
    renew(connectionId: string): void
    chooseIssuer(connectionId: string, issuer: string): void
  }
  readonly issuers: {
    /** Only asks: the approval view takes the secret. */
    askClient(request: Input<'issuer.ask-client'>): void
    askWay(request: Input<'issuer.ask-way'>): void
    stopWay(request: Input<'issuer.stop-way'>): void
    switchOption(request: Input<'issuer.switch'>): void
  }
  readonly queue: Pick<InteractionQueue, 'approve' | 'deny' | 'answer'>
  askWidening(what: Mark, connectionId: string | null): Interaction
  narrow(what: Mark, connectionId: string | null): void
  readonly deferrals: {
    checkNow(deferralId: string): Promise<void>
    openInteraction(deferralId: string): Promise<void>
    cancel(deferralId: string): Promise<void>
  }
  readonly view: {
    open(interactionId: string): void
    closeFromApp(): void
    closeFromApproval(): void
    place(rectangle: { x: number; y: number; width: number; height: number }): void
    onShown(interactionId: string, digest: string): void
  }
  dismissNotice(noticeId: string): void
  setAppearance(appearance: Settings['appearance']): void
  setLanguage(language: Settings['language']): void
}

const done = { done: true } as const

/** `services` is asked for with every call, because it may still be opening when the first page loads. */
export function buildHandlers(services: () => Promise<HandlerServices>): Handlers {
  const act: Act =
    (run) =>
    async (input): Promise<Done> => {
      await run(await services(), input)
      return done
    }
  return {
    'overview.load': async () => (await services()).loadOverview(),
    ...activityHandlers(services),
    ...agentHandlers(services),
    'approval.load': async () => (await services()).loadApproval(),
    'approval.edit': async (input) => (await services()).edit(input),
    'connection.add': async ({ url }) => ({
      connectionId: (await services()).connections.add(url),
    }),
    'notice.dismiss': act((service, { noticeId }) => service.dismissNotice(noticeId)),
    'settings.appearance': act((service, { appearance }) => service.setAppearance(appearance)),
    'settings.language': act((service, { language }) => service.setLanguage(language)),
    ...connectionHandlers(act),
    ...trustHandlers(act),
    ...issuerHandlers(act),
    ...linkHandlers(services),
    ...manyHandlers(services),
    ...interactionHandlers(act),
    ...deferralHandlers(act),
    ...approvalHandlers(act),
    ...gatewayHandlers(services),
    ...notifyHandlers(services),
    ...openapiHandlers(services),
    ...ruleHandlers(services),
    ...modelHandlers(services),
    ...settingsHandlers(services),
    ...taskHandlers(services),
    ...toolHandlers(services),
    ...updateHandlers(services),
  }
}

type Done = { done: true }
type Act = <Input>(
  run: (service: HandlerServices, input: Input) => unknown,
) => (input: Input) => Promise<Done>
type ManyVerb = keyof ReturnType<typeof manyHandlers>
type HandlersOf<Prefix extends string> = Pick<Handlers, Extract<Verb, `${Prefix}${string}`>>

function connectionHandlers(
  act: Act,
): Pick<
  Handlers,
  | 'connection.sign-in'
  | 'connection.refresh'
  | 'connection.remove'
  | 'connection.register-passkey'
  | 'connection.renew'
  | 'connection.choose-issuer'
> {
  return {
    'connection.sign-in': act((service, { connectionId }) =>
      service.connections.signIn(connectionId),
    ),
    'connection.refresh': act((service, { connectionId }) =>
      service.connections.refresh(connectionId),
    ),
    'connection.remove': act((service, { connectionId }) =>
      service.connections.remove(connectionId),
    ),
    'connection.register-passkey': act((service, { connectionId }) =>
      service.connections.registerPasskey(connectionId),
    ),
    'connection.renew': act((service, { connectionId }) => service.connections.renew(connectionId)),
    'connection.choose-issuer': act((service, { connectionId, issuer }) =>
      service.connections.chooseIssuer(connectionId, issuer),
    ),
  }
}

function issuerHandlers(act: Act): HandlersOf<'issuer.'> {
  return {
    'issuer.ask-client': act((service, request) => service.issuers.askClient(request)),
    'issuer.ask-way': act((service, request) => service.issuers.askWay(request)),
    'issuer.stop-way': act((service, request) => service.issuers.stopWay(request)),
    'issuer.switch': act((service, request) => service.issuers.switchOption(request)),
  }
}

/** Asking only asks; stopping takes effect at once. */
function trustHandlers(
  act: Act,
): HandlersOf<'connection.ask-'> &
  HandlersOf<'connection.stop-'> &
  HandlersOf<'settings.ask-'> &
  HandlersOf<'settings.stop-'> {
  return {
    'connection.ask-first-party': act((service, { connectionId }) =>
      service.askWidening('first_party_issuer', connectionId),
    ),
    'connection.ask-trust-reading': act((service, { connectionId }) =>
      service.askWidening('trust_for_reading', connectionId),
    ),
    'connection.stop-first-party': act((service, { connectionId }) =>
      service.narrow('first_party_issuer', connectionId),
    ),
    'connection.stop-trust-reading': act((service, { connectionId }) =>
      service.narrow('trust_for_reading', connectionId),
    ),
    'settings.ask-notification-approve': act((service) =>
      service.askWidening('notification_approve', null),
    ),
    'settings.stop-notification-approve': act((service) =>
      service.narrow('notification_approve', null),
    ),
  }
}

function interactionHandlers(act: Act): Omit<HandlersOf<'interaction.'>, ManyVerb> {
  return {
    'interaction.open': act((service, { interactionId }) => service.view.open(interactionId)),
    'interaction.close': act((service) => service.view.closeFromApp()),
    'interaction.deny': act((service, { interactionId, reason }) =>
      service.queue.deny({ interactionId, surface: 'app', reason }),
    ),
    'interaction.place': act((service, rectangle) => service.view.place(rectangle)),
  }
}

function deferralHandlers(act: Act): HandlersOf<'deferral.'> {
  return {
    'deferral.check-now': act((service, { deferralId }) => service.deferrals.checkNow(deferralId)),
    'deferral.open-interaction': act((service, { deferralId }) =>
      service.deferrals.openInteraction(deferralId),
    ),
    'deferral.cancel': act((service, { deferralId }) => service.deferrals.cancel(deferralId)),
  }
}

/** What only the approval view may call; every answer names what was shown. */
function approvalHandlers(
  act: Act,
): Omit<
  HandlersOf<'approval.'>,
  | 'approval.load'
  | 'approval.edit'
  | 'approval.drop-planned'
  | 'approval.edit-planned'
  | 'approval.deny-alike'
  | 'approval.read-secret'
  | 'approval.copy-secret'
  | ManyVerb
> {
  return {
    'approval.shown': act((service, { interactionId, digest }) =>
      service.view.onShown(interactionId, digest),
    ),
    'approval.approve': act((service, input) => approveWithProof(service, input)),
    'approval.deny': act((service, { interactionId, digest, reason }) => {
      requireShownDigest(service, interactionId, digest)
      service.queue.deny({ interactionId, surface: 'approval', reason })
    }),
    'approval.answer': act((service, input) => service.queue.answer(input)),
    'approval.close': act((service) => service.view.closeFromApproval()),
  }
}

/** A denial must name what the page shows, so that a late press never denies the next card. */
function requireShownDigest(service: HandlerServices, interactionId: string, digest: string): void {
  const { card } = service.loadApproval()
  if (card?.interactionId === interactionId && card.digest === digest) return
  throw new CountersignError('interaction/gone', text('interaction.gone'))
}
