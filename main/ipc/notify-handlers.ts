// Answers the verbs of the pause, the quiet times and the test notification.
import type { Input } from '../../shared/contract.ts'
import type { QuietHours } from '../../shared/model/settings.ts'
import type { NotificationTest } from '../../shared/notification-test.ts'
import type { Handlers } from './handlers.ts'

export interface NotifyServices {
  readonly agents: { pause(): void; askResume(): void }
  testNotification(): Promise<NotificationTest>
  readonly quiet: {
    setHours(quietHours: QuietHours | null): void
    doNotDisturb(until: Input<'settings.do-not-disturb'>['until']): void
  }
}

type NotifyVerb =
  | 'agents.pause'
  | 'agents.ask-resume'
  | 'notification.test'
  | 'settings.quiet-hours'
  | 'settings.do-not-disturb'

const done = { done: true } as const

export function notifyHandlers(
  services: () => Promise<NotifyServices>,
): Pick<Handlers, NotifyVerb> {
  return {
    'agents.pause': async () => {
      const { agents } = await services()
      agents.pause()
      return done
    },
    'agents.ask-resume': async () => {
      const { agents } = await services()
      agents.askResume()
      return done
    },
    'notification.test': async () => (await services()).testNotification(),
    'settings.quiet-hours': async ({ quietHours }) => {
      const { quiet } = await services()
      quiet.setHours(quietHours)
      return done
    },
    'settings.do-not-disturb': async ({ until }) => {
      const { quiet } = await services()
      quiet.doNotDisturb(until)
      return done
    },
  }
}
