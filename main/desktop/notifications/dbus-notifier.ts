// Notifications through the desktop's own service (Desktop Notifications Specification 1.2), with buttons where it has them.
import { z } from 'zod'
import { text } from '../../../shared/catalogue/text.ts'
import type { Clock, Log, MakeId } from '../../../shared/model/ports.ts'
import type { NotificationRequest, Notifier, NotifierFacts } from '../notifier.ts'
import { actionName, judgePress } from './live-notifications.ts'
import type { LiveNotification } from './live-notifications.ts'
import { buildBody, buildTitle, escapeBody } from './notification-text.ts'
import { findOwner } from './session-bus.ts'
import type { BusSignal, SessionBus } from './session-bus.ts'

const service = 'org.freedesktop.Notifications'
const target = {
  destination: service,
  path: '/org/freedesktop/Notifications',
  interface: service,
} as const
/** A service that takes longer is as good as none: something else must become visible within a second. */
const answerTimeoutMs = 700
/** At the start of the app, which is busy itself, and nothing waits to be shown yet. */
const firstAnswerTimeoutMs = 2_500

const capabilitiesSchema = z.tuple([z.array(z.string())])
const idSchema = z.tuple([z.number().int().positive()])
const actionSchema = z.tuple([z.number(), z.string()])
const informationSchema = z.tuple([z.string(), z.string(), z.string()]).rest(z.unknown())
const closedSchema = z.tuple([z.number(), z.number()])
const ownerSchema = z.tuple([z.string(), z.string(), z.string()])

export interface DbusNotifierOptions {
  readonly bus: SessionBus
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly makeId: MakeId
  readonly log: Log
  readonly isLocked: () => boolean
  /** The service went away and took these with it; they must become visible in another way. */
  readonly onLost: (keys: readonly string[]) => void
  /** A service has come, and knows nothing of what is open. */
  readonly onReturned: () => void
}

/** Looks for the service. Without one `kind` is `in_app` and `show` rejects, until one appears on the bus. Never rejects. */
export async function startDbusNotifier(options: DbusNotifierOptions): Promise<Notifier> {
  const notifier = new DbusNotifier(options)
  await notifier.start().catch((error: unknown) => {
    options.log('info', 'no notification service on the session bus', { error })
  })
  return notifier
}

class DbusNotifier implements Notifier {
  readonly #options: DbusNotifierOptions
  readonly #live = new Map<number, LiveNotification>()
  readonly #listeners: Parameters<Notifier['onAction']>[0][] = []
  readonly #closedListeners: Parameters<Notifier['onClosed']>[0][] = []
  /** Shows and withdrawals of one key wait for each other, or a late answer would outlive its withdrawal. */
  readonly #lastOfKey = new Map<string, Promise<unknown>>()
  #capabilities: ReadonlySet<string> = new Set()
  #owner: string | null = null

  constructor(options: DbusNotifierOptions) {
    this.#options = options
  }

  get kind(): Notifier['kind'] {
    if (this.#owner === null) return 'in_app'
    return this.#capabilities.has('actions') ? 'actions' : 'plain'
  }

  async start(): Promise<void> {
    const { bus } = this.#options
    bus.onSignal((signal) => this.#onSignal(signal))
    bus.onClosed(() => this.#lose())
    await bus.listen(`type='signal',sender='${service}',interface='${service}'`)
    await bus.listen(
      `type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${service}'`,
    )
    await this.#meetService(firstAnswerTimeoutMs)
  }

  show(request: NotificationRequest): Promise<void> {
    return this.#inOrder(request.key, () => this.#show(request))
  }

  withdraw(key: string): Promise<void> {
    return this.#inOrder(key, async () => {
      const id = this.#idOf(key)
      if (id === 0) return
      this.#live.delete(id)
      const call = { ...target, member: 'CloseNotification', signature: 'u', body: [id] }
      // Gone already is as good as closed.
      await this.#options.bus.call(call, answerTimeoutMs).catch(() => undefined)
    })
  }

  onAction(listener: Parameters<Notifier['onAction']>[0]): void {
    this.#listeners.push(listener)
  }

  onClosed(listener: Parameters<Notifier['onClosed']>[0]): void {
    this.#closedListeners.push(listener)
  }

  async describe(): Promise<NotifierFacts> {
    const { bus } = this.#options
    const answer = await bus
      .call({ ...target, member: 'GetServerInformation' }, answerTimeoutMs)
      .catch(() => null)
    const information = informationSchema.safeParse(answer)
    const [name, , version] = information.success ? information.data : [null, null, null]
    return {
      way: this.kind,
      service: name === null ? null : buildTitle(`${name} ${version}`),
      capabilities: [...this.#capabilities].map(buildTitle),
      reports: this.kind !== 'in_app',
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#live.values()].map((live) => this.withdraw(live.key)))
    this.#options.bus.close()
  }

  /** Also starts a service that the bus starts on demand. */
  async #meetService(timeoutMs = answerTimeoutMs): Promise<void> {
    const { bus } = this.#options
    const answer = await bus.call({ ...target, member: 'GetCapabilities' }, timeoutMs)
    this.#capabilities = new Set(capabilitiesSchema.parse(answer)[0])
    this.#owner = await findOwner(bus, service)
  }

  async #show(request: NotificationRequest): Promise<void> {
    if (this.#owner === null) await this.#meetService()
    const replaced = this.#idOf(request.key)
    const pressKey = this.#options.makeId()
    const answer = await this.#options.bus.call(
      {
        ...target,
        member: 'Notify',
        signature: 'susssasa{sv}i',
        body: this.#notifyBody(request, { replaced, pressKey }),
      },
      answerTimeoutMs,
    )
    const [id] = idSchema.parse(answer)
    this.#live.delete(replaced)
    this.#live.set(id, {
      key: request.key,
      pressKey,
      actions: request.actions.map((action) => action.id),
      shownAtMs: this.#options.clock.monotonicMs(),
      spent: false,
    })
  }

  #notifyBody(
    request: NotificationRequest,
    { replaced, pressKey }: { replaced: number; pressKey: string },
  ): unknown[] {
    const buttons = this.kind === 'actions' ? request.actions : []
    return [
      'Countersign',
      replaced,
      '',
      buildTitle(request.title),
      escapeBody(buildBody(request.body), this.#capabilities.has('body-markup')),
      [
        'default',
        text('desktop.notification-open'),
        ...buttons.flatMap((button) => [actionName(button.id, pressKey), buildTitle(button.label)]),
      ],
      buildHints(request),
      request.resident ? 0 : -1,
    ]
  }

  #onSignal(signal: BusSignal): void {
    if (signal.member === 'NameOwnerChanged' && signal.sender === 'org.freedesktop.DBus') {
      this.#onOwner(signal.body)
      return
    }
    // Any program may send us a signal directly; the bus vouches for who it was.
    if (signal.interface !== service || signal.sender !== this.#owner) return
    if (signal.member === 'ActionInvoked') this.#onInvoked(signal.body)
    if (signal.member === 'NotificationClosed') this.#onClosed(signal.body)
  }

  #onOwner(body: readonly unknown[]): void {
    const change = ownerSchema.safeParse(body)
    if (!change.success || change.data[0] !== service) return
    // A new service knows none of the old ids.
    this.#lose()
    if (change.data[2] === '') return
    this.#meetService()
      .then(() => this.#options.onReturned())
      .catch(() => undefined)
  }

  #lose(): void {
    this.#owner = null
    const lost = [...this.#live.values()].filter((live) => !live.spent).map((live) => live.key)
    this.#live.clear()
    if (lost.length > 0) this.#options.onLost(lost)
  }

  #onInvoked(body: readonly unknown[]): void {
    const invoked = actionSchema.safeParse(body)
    const live = invoked.success ? this.#live.get(invoked.data[0]) : undefined
    // Every program's presses are broadcast: an id that is not ours means nothing.
    if (!invoked.success || live === undefined) return
    const [id, name] = invoked.data
    const nowMs = this.#options.clock.monotonicMs()
    const press = judgePress(live, name, { nowMs, locked: this.#options.isLocked() })
    if (press === null) return
    if (press.answers) this.#live.set(id, { ...live, spent: true })
    this.#listeners.forEach((listener) => listener(live.key, press.action))
  }

  #onClosed(body: readonly unknown[]): void {
    const closed = closedSchema.safeParse(body)
    const live = closed.success ? this.#live.get(closed.data[0]) : undefined
    if (!closed.success || live === undefined) return
    this.#live.delete(closed.data[0])
    // After an answer it goes as it should.
    if (!live.spent) this.#closedListeners.forEach((listener) => listener(live.key))
  }

  /** 0 stands for none, as in the specification's `replaces_id`. */
  #idOf(key: string): number {
    for (const [id, live] of this.#live) if (live.key === key) return id
    return 0
  }

  async #inOrder(key: string, run: () => Promise<void>): Promise<void> {
    const before = this.#lastOfKey.get(key) ?? Promise.resolve()
    const mine = before.then(run, run)
    this.#lastOfKey.set(key, mine)
    try {
      await mine
    } finally {
      if (this.#lastOfKey.get(key) === mine) this.#lastOfKey.delete(key)
    }
  }
}

function buildHints(request: NotificationRequest): unknown[] {
  const urgency = { low: 0, normal: 1, critical: 2 }[request.urgency]
  return [
    ['urgency', ['y', urgency]],
    ['resident', ['b', request.resident]],
    ...(request.silent === true ? [['suppress-sound', ['b', true]]] : []),
    ['desktop-entry', ['s', 'countersign']],
  ]
}
