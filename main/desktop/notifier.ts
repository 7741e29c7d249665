// The port for OS notifications: what the app can ask of the desktop, and what comes back from the person.

export interface NotificationRequest {
  /** Stable key: showing again with the same key replaces. */
  readonly key: string
  readonly title: string
  readonly body: string
  /** Buttons in order. Empty for a plain message. */
  readonly actions: readonly { id: 'approve' | 'deny' | 'open'; label: string }[]
  readonly urgency: 'low' | 'normal' | 'critical'
  /** Stays until answered or withdrawn. */
  readonly resident: boolean
}

export interface Notifier {
  /** What really works here: buttons, plain messages, or nothing outside the app. */
  readonly kind: 'actions' | 'plain' | 'in_app'
  show(request: NotificationRequest): Promise<void>
  withdraw(key: string): Promise<void>
  /** `open` is also sent when the notification itself is pressed. */
  onAction(listener: (key: string, action: 'approve' | 'deny' | 'open') => void): void
  stop(): Promise<void>
}
