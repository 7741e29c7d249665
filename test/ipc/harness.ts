// A door with fake surfaces: real router, real contract, recorded handlers.
import { contract } from '../../shared/contract.ts'
import type { Verb } from '../../shared/contract.ts'
import { surfaceOrigins } from '../../shared/surface-origins.ts'
import type { PageSurface } from '../../shared/surface-origins.ts'
import type { Handlers } from '../../main/ipc/handlers.ts'
import { createIpcRouter } from '../../main/ipc/router.ts'
import type { IpcRouter } from '../../main/ipc/router.ts'
import type { ContentsLike, FrameLike, SenderEvent } from '../../main/ipc/sender.ts'

export interface FakeContents extends ContentsLike {
  readonly sent: { channel: string; args: unknown[] }[]
  destroyed: boolean
}

export function fakeContents(origin: string): FakeContents {
  const sent: FakeContents['sent'] = []
  const mainFrame: FrameLike = { url: `${origin}/`, origin }
  return {
    mainFrame,
    sent,
    destroyed: false,
    isDestroyed() {
      return this.destroyed
    },
    send: (channel, ...args) => void sent.push({ channel, args }),
  }
}

export interface Door {
  readonly router: IpcRouter
  readonly contents: Record<PageSurface, FakeContents>
  readonly called: { verb: string; input: unknown }[]
  readonly registered: Map<string, (event: SenderEvent, ...args: unknown[]) => Promise<unknown>>
  readonly logged: { level: string; message: string; detail: unknown }[]
  /** The event of a call from where it should come from. */
  eventOf(surface: PageSurface): SenderEvent
}

export function openDoor(answer: (verb: string) => unknown = () => ({ done: true })): Door {
  const contents = {
    app: fakeContents(surfaceOrigins.app),
    approval: fakeContents(surfaceOrigins.approval),
  }
  const called: Door['called'] = []
  const logged: Door['logged'] = []
  const registered: Door['registered'] = new Map()
  const handlers = Object.fromEntries(
    Object.keys(contract).map((verb) => [
      verb,
      (input: unknown) => {
        called.push({ verb, input })
        return answer(verb)
      },
    ]),
  ) as unknown as Handlers
  const router = createIpcRouter({
    ipcMain: {
      handle: (channel, listener) => void registered.set(channel, listener),
      removeHandler: (channel) => void registered.delete(channel),
    },
    surfaces: { app: () => contents.app, approval: () => contents.approval },
    handlers,
    log: (level, message, detail) => void logged.push({ level, message, detail }),
  })
  const eventOf = (surface: PageSurface): SenderEvent => ({
    sender: contents[surface],
    senderFrame: contents[surface].mainFrame,
  })
  return { router, contents, called, registered, logged, eventOf }
}

export const allVerbs = Object.keys(contract) as Verb[]

/** An input that its schema takes. */
export function goodInput(verb: Verb): unknown {
  const shown = { interactionId: 'i', digest: 'd' }
  const group = { groupId: 'g', digest: 'd', members: [shown] }
  const issuer = 'https://id.bank.example'
  const inputs: Partial<Record<Verb, unknown>> = {
    'activity.list': { beforeSequence: null },
    'activity.call': { callId: 'c' },
    'activity.days': { days: 14 },
    'activity.export': { format: 'jsonl', fromMs: null, toMs: null },
    'task.list': { beforeTaskId: 't', limit: 50 },
    'task.load': { taskId: 't' },
    'task.start': { agentId: 'a', text: 'pay' },
    'task.cancel': { taskId: 't' },
    'task.say': { taskId: 't', text: 'more' },
    'task.pause': { taskId: 't' },
    'task.ask-resume': { taskId: 't' },
    'task.rename': { taskId: 't', title: 'n' },
    'task.export': { taskId: 't', format: 'json' },
    'plan.end': { planId: 'p' },
    'connection.add': { url: 'https://bank.example/mcp' },
    'connection.choose-issuer': { connectionId: 'c', issuer },
    'connection.choose-groups': { connectionId: 'c', groups: ['repos'] },
    'connection.agree-server': { connectionId: 'c', server: 'https://api.example' },
    'issuer.ask-client': { connectionId: 'c', issuer, clientId: 'x', authentication: 'none' },
    'issuer.ask-way': { connectionId: 'c', issuer, way: 'ciba', value: 'ada' },
    'issuer.stop-way': { issuer, way: 'unattended' },
    'issuer.switch': { issuer, option: 'authReqId', on: true },
    'inbox.list': { offset: 0, limit: 200 },
    'inbox.deny-all': { agentId: 'a' },
    'interaction.open': { interactionId: 'i' },
    'interaction.open-group': { groupId: 'g' },
    'approval.renew-group': { groupId: 'g' },
    'approval.approve-group': { ...group, allowFor: null },
    'approval.deny-group': { ...group, reason: null },
    'interaction.deny': { interactionId: 'i', reason: null },
    'interaction.place': { x: 0, y: 0, width: 10, height: 10 },
    'model.ask-add': {
      name: 'n',
      provider: 'anthropic',
      baseUrl: 'https://api.example',
      model: 'm',
      needsKey: true,
      price: null,
      contextLength: null,
    },
    'model.ask-key': { modelId: 'm' },
    'model.rename': { modelId: 'm', name: 'n' },
    'model.test': { modelId: 'm' },
    'model.remove': { modelId: 'm' },
    'model.choose': { agentId: 'a', modelId: null },
    'rule.load': { ruleId: 'r' },
    'agent.add': { name: 'Claude Code' },
    'agent.rename': { agentId: 'a', name: 'Claude Code' },
    'agent.limit': { agentId: 'a', access: [] },
    'agent.ask-access': { agentId: 'a', access: [{ connectionId: 'c', tools: null }] },
    'approval.read-secret': { interactionId: 'i' },
    'approval.copy-secret': { interactionId: 'i', snippet: null },
    'rule.pause': { ruleId: 'r' },
    'tools.save-attachment': { callId: 'c', position: 0 },
    'link.read': { callId: 'c', position: 0 },
    'link.save': { callId: 'c', position: 0, part: 0 },
    'tools.ask-change': { connectionId: 'c', tool: null },
    'rule.revoke': { ruleId: 'r' },
    'rule.ask': { ruleId: 'r', change: 'resume', allowFor: null },
    'rule.deny-alike': { callId: 'c', effect: 'deny' },
    'approval.deny-alike': shown,
    'notice.dismiss': { noticeId: 'n' },
    'settings.appearance': { appearance: 'dark' },
    'settings.language': { language: 'de' },
    'settings.start-at-login': { on: true },
    'settings.gateway-port': { port: 47_630 },
    'settings.reset': { word: 'reset', untoldToo: false },
    'settings.quiet-hours': { quietHours: { fromMinute: 1_320, toMinute: 420 } },
    'settings.do-not-disturb': { until: 'hour' },
    'approval.shown': shown,
    'approval.approve': { ...shown, confirmation: null, code: null, allowFor: null },
    'approval.edit': { ...shown, argumentsJson: '{}' },
    'approval.drop-planned': { ...shown, position: 0, dropped: true },
    'approval.edit-planned': { ...shown, position: 0, argumentsJson: '{}' },
    'approval.deny': { ...shown, reason: null },
    'approval.answer': { ...shown, answer: { action: 'decline' } },
  }
  if (verb in inputs) return inputs[verb]
  if (verb.startsWith('agent.')) return { agentId: 'a' }
  if (verb.startsWith('connection.')) return { connectionId: 'c' }
  return verb.startsWith('deferral.') ? { deferralId: 'd' } : {}
}
