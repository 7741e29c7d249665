// The port for OS notifications: what the app can ask of the desktop, and what comes back from the person.

export type NotificationAction = 'approve' | 'deny' | 'open'

export interface NotificationRequest {
  /** Stable key: showing again with the same key replaces. */
  readonly key: string
  readonly title: string
  readonly body: string
  /** Buttons in order. Empty for a plain message. */
  readonly actions: readonly { id: NotificationAction; label: string }[]
  readonly urgency: 'low' | 'normal' | 'critical'
  /** Stays until answered or withdrawn. */
  readonly resident: boolean
  /** No sound, and nothing comes to the front for it. */
  readonly silent?: boolean
}

/** Who shows notifications here, in its own words where it has some. */
export interface NotifierFacts {
  readonly way: 'actions' | 'plain' | 'in_app'
  /** Name and version of the service; null where there is none to ask. */
  readonly service: string | null
  readonly capabilities: readonly string[]
  /** False where nobody tells what became of a notification. */
  readonly reports: boolean
}

export interface Notifier {
  /** What really works here: buttons, plain messages, or nothing outside the app. */
  readonly kind: 'actions' | 'plain' | 'in_app'
  /** Asks anew; never rejects. */
  describe(): Promise<NotifierFacts>
  show(request: NotificationRequest): Promise<void>
  withdraw(key: string): Promise<void>
  /** `open` is also sent when the notification itself is pressed. */
  onAction(listener: (key: string, action: NotificationAction) => void): void
  /** It left the desktop, and not because we withdrew it. Not told everywhere. */
  onClosed(listener: (key: string) => void): void
  stop(): Promise<void>
}
