// Carries out the pause, the quiet times and the test notification, asked for from pages, tray or menu.
import { text } from '../shared/catalogue/text.ts'
import { isCountersignError } from '../shared/errors.ts'
import type { Clock, Log, MakeId } from '../shared/model/ports.ts'
import type { Settings } from '../shared/model/settings.ts'
import { isPaused, pauseAgents, type PauseSurface } from './agent/pause.ts'
import type { Engine } from './engine.ts'
import type { Shell } from './bootstrap-desktop.ts'
import type { Desktop } from './desktop/desktop.ts'
import { createNotificationTester } from './desktop/notification-test.ts'
import { endOfChoice } from './desktop/quiet-times.ts'
import type { NotifyServices } from './ipc/notify-handlers.ts'

export interface NotifyParts {
  readonly engine: Pick<Engine, 'store' | 'queue' | 'notices'>
  readonly desktop: Pick<Desktop, 'notifier'>
  readonly shell: Pick<Shell, 'refresh' | 'expectQuestion' | 'open'>
  readonly clock: Pick<Clock, 'nowMs' | 'monotonicMs' | 'after'>
  readonly makeId: MakeId
  readonly log: Log
}

/** What the pages may ask for, and the tray and the menu besides. */
export interface NotifyControls extends NotifyServices {
  /** As from the pages, but where nobody hears an error: it is told as a notice. */
  pauseFrom(surface: PauseSurface): void
  /** With the approval view brought up: the person pressed outside the window. */
  askResumeFrom(surface: PauseSurface): void
}

export function createNotifyControls(parts: NotifyParts): NotifyControls {
  const { engine, desktop, shell, clock } = parts
  const pause = (surface: PauseSurface): void => {
    pauseAgents(engine.store, surface)
    shell.refresh()
  }
  const changeSettings = (change: Partial<Settings>): void => {
    changeQuiet(engine.store, change)
    shell.refresh()
  }
  return {
    agents: { pause: () => pause('app'), askResume: () => void askResume(parts) },
    pauseFrom: (surface) => {
      try {
        pause(surface)
      } catch (error) {
        tellPauseFailed(parts, error)
      }
    },
    askResumeFrom: () => {
      const interactionId = askResume(parts)
      if (interactionId !== null) shell.open(interactionId)
    },
    testNotification: createNotificationTester({ ...parts, notifier: desktop.notifier }),
    quiet: {
      setHours: (quietHours) => changeSettings({ quietHours }),
      doNotDisturb: (until) => {
        changeSettings({ doNotDisturbUntilMs: endOfChoice(until, new Date(clock.nowMs())) })
      },
    },
  }
}

/** The id of the question, or null when nothing is paused. */
function askResume({ engine, shell }: NotifyParts): string | null {
  if (!isPaused(engine.store)) return null
  shell.expectQuestion()
  return engine.queue.openWidening({ what: 'resume_agents' }, null).id
}

function tellPauseFailed({ engine, shell, log }: NotifyParts, error: unknown): void {
  log('error', 'The agents could not be paused', { error })
  const reason = isCountersignError(error) ? ` ${error.message}` : ''
  const body = `${text('notify.pause_failed')}${reason}`
  const title = text('notify.pause_failed_title')
  engine.notices.tell({ tone: 'bad', title, body, callId: null })
  shell.open(null)
}

function changeQuiet(store: Engine['store'], change: Partial<Settings>): void {
  store.transaction(() => {
    store.settings.save({ ...store.settings.load(), ...change })
    store.activity.append({
      kind: 'settings_changed',
      callId: null,
      taskId: null,
      connectionId: null,
      detail: { ...change },
    })
  })
}
