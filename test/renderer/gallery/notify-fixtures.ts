// Screens of the pause and of the notification settings: what main sends, and what is pressed.
import type { Page } from '@playwright/test'
import type { NotificationTest } from '../../../shared/notification-test.ts'
import { approvalState, cards } from './approval-fixtures.ts'
import { busyOverview, openedOverview } from './overview-fixtures.ts'
import type { Screen } from './screens.ts'

const hourMs = 3_600_000
const paused = { ...busyOverview.settings, paused: true }
const quiet = {
  ...busyOverview.settings,
  quietHours: { fromMinute: 22 * 60, toMinute: 7 * 60 },
  doNotDisturbUntilMs: busyOverview.nowMs + hourMs,
}
const pressed: NotificationTest = {
  way: 'actions',
  service: 'dunst 1.9.0',
  capabilities: ['actions', 'body', 'body-markup'],
  shownMs: 12,
  end: 'button',
  problem: null,
}
const failed: NotificationTest = {
  way: 'in_app',
  service: null,
  capabilities: [],
  shownMs: null,
  end: 'unreported',
  problem:
    'No notification service answered on this desktop. Questions show up in the app window and in the tray. Start a notification service (or install one) and test again; Countersign uses it as soon as it is there.',
}

const test = async (page: Page): Promise<void> => {
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
  const button = page.getByRole('button', { name: 'Send a test notification' })
  await button.click()
  await page.locator('.report').scrollIntoViewIfNeeded()
}

export const notifyScreens: Screen[] = [
  { name: 'app-paused', page: 'app', bridge: { state: { ...busyOverview, settings: paused } } },
  {
    name: 'app-paused-opened',
    page: 'app',
    bridge: { state: { ...openedOverview, settings: paused } },
  },
  {
    name: 'app-settings-quiet',
    page: 'app',
    bridge: {
      state: { ...busyOverview, settings: quiet },
      values: { 'notification.test': pressed },
    },
    reach: test,
  },
  {
    name: 'app-settings-test-failed',
    page: 'app',
    bridge: { state: busyOverview, values: { 'notification.test': failed } },
    reach: test,
  },
  {
    name: 'card-paused',
    page: 'approval',
    bridge: { state: { ...approvalState(cards['approval-high'] ?? null), paused: true } },
  },
]
