// Every screen and state of the two pages: what to send and what to press to get there.
import type { Page } from '@playwright/test'
import type { Overview } from '../../../shared/overview.ts'
import { activityScreens, activityValues } from './activity-fixtures.ts'
import { agentScreens } from './agent-fixtures.ts'
import { approvalState, cards } from './approval-fixtures.ts'
import { shapeCards } from './card-fixtures.ts'
import { decideScreens } from './decide-fixtures.ts'
import { linkScreens } from './link-fixtures.ts'
import { manyScreens } from './many-screens.ts'
import { notifyScreens } from './notify-fixtures.ts'
import { gatewayScreens } from './gateway-fixtures.ts'
import { modelScreens } from './model-fixtures.ts'
import { openapiScreens } from './openapi-fixtures.ts'
import { toolScreens } from './tool-fixtures.ts'
import { settingsScreens } from './settings-fixtures.ts'
import { taskCards, tasksOverview } from './task-fixtures.ts'
import { relayCards } from './relay-fixtures.ts'
import type { FakeBridge } from './fake-bridge.ts'
import {
  busyOverview,
  firstRunOverview,
  firstRunWithoutSandbox,
  hostileOverview,
  noticedOverview,
  openedOverview,
  waitingOverview,
} from './overview-fixtures.ts'
import { rulesScreens, ruleScreens } from './rule-fixtures.ts'
import type { PageName } from './pages.ts'

export interface Screen {
  name: string
  page: PageName
  bridge: FakeBridge
  /** Presses that lead to the screen. */
  reach?: (page: Page) => Promise<void>
}

const place = (name: string) => async (page: Page) => {
  await page.getByRole('navigation').getByRole('button', { name }).click()
}
const item = (placeName: string, name: string) => async (page: Page) => {
  await place(placeName)(page)
  await page.locator('.item', { hasText: name }).first().click()
}
const pressed = (placeName: string, name: string, button: string) => async (page: Page) => {
  await item(placeName, name)(page)
  await page.getByRole('button', { name: button }).click()
}
const app = (name: string, state: Overview, reach?: Screen['reach']): Screen => ({
  name: `app-${name}`,
  page: 'app',
  bridge: { state, values: activityValues },
  ...(reach && { reach }),
})

export const screens: Screen[] = [
  app('first-run', firstRunOverview),
  app('first-run-no-sandbox', firstRunWithoutSandbox),
  app('inbox', busyOverview),
  app('inbox-opened', openedOverview),
  app('notices', noticedOverview),
  app('wait', busyOverview, item('Inbox', 'Weber Bau')),
  app('wait-stop', busyOverview, pressed('Inbox', 'Board minutes', 'Stop waiting…')),
  app('waits', waitingOverview),
  app('wait-sign-in', waitingOverview, item('Inbox', 'Northern Records')),
  app('wait-elsewhere', waitingOverview, pressed('Inbox', 'Northern Records', 'Open at')),
  app('wait-device', waitingOverview, item('Inbox', 'Sign in to Attic')),
  app('wait-backchannel', waitingOverview, item('Inbox', 'Cellar')),
  app('wait-ended', waitingOverview, item('Inbox', '9,000')),
  app('wait-ended-sign-in', waitingOverview, item('Inbox', 'Sign in to Drive')),
  app('composer', busyOverview, place('Tasks')),
  app('task', busyOverview, item('Tasks', 'Nordlicht')),
  app('task-cancel', busyOverview, pressed('Tasks', 'Nordlicht', 'Cancel task…')),
  app('task-thinking', tasksOverview, item('Tasks', 'Thinking')),
  app('task-streaming', tasksOverview, item('Tasks', 'Writing')),
  app('tasks-older', { ...tasksOverview, olderTasks: true }, place('Tasks')),
  app('task-paused', tasksOverview, item('Tasks', 'Invoices of November')),
  app('task-failed', tasksOverview, item('Tasks', 'Failed')),
  app('task-plan-asked', tasksOverview, item('Tasks', 'Plan that waits')),
  app('task-plan-approved', tasksOverview, item('Tasks', 'Plan approved')),
  app('task-plan-denied', tasksOverview, item('Tasks', 'Plan denied')),
  app('task-elsewhere', tasksOverview, item('Tasks', 'Session of')),
  app('task-rename', tasksOverview, pressed('Tasks', 'Invoices of November', 'Rename')),
  app('connection-add', busyOverview, place('Connections')),
  app('connection', busyOverview, item('Connections', 'Harbor Bank')),
  app('connection-discovering', busyOverview, item('Connections', 'tracker.example')),
  app('connection-sign-in', busyOverview, item('Connections', 'drive.example')),
  app('connection-failed', busyOverview, item('Connections', 'a-very-long')),
  app('connection-waiting', waitingOverview, item('Connections', 'Northern Records')),
  app('connection-issuer', waitingOverview, async (page) => {
    await pressed('Connections', 'Northern Records', 'Enter a client ID…')(page)
    await page.getByLabel('How this client proves itself').selectOption('private_key_jwt')
    await page.getByRole('radio', { name: 'login.state.example' }).check()
    await page.getByRole('button', { name: 'Use login.state.example' }).scrollIntoViewIfNeeded()
  }),
  app('connection-ways', waitingOverview, async (page) => {
    await item('Connections', 'Northern Records')(page)
    await page.getByText('More ways to sign in').click()
    await page.getByText('Other spellings of').scrollIntoViewIfNeeded()
  }),
  app('connection-unregistered', waitingOverview, item('Connections', 'ledger.example')),
  app('connection-ends-soon', waitingOverview, item('Connections', 'archive.example')),
  app('connection-over', waitingOverview, item('Connections', 'library.example')),
  ...activityScreens,
  app('settings', busyOverview, place('Settings')),
  ...manyScreens,
  ...notifyScreens,
  ...settingsScreens,
  ...modelScreens,
  ...gatewayScreens,
  ...openapiScreens,
  ...toolScreens,
  ...linkScreens,
  app('hostile', hostileOverview, async (page) => await page.locator('.item').last().click()),
  app('hostile-wait', hostileOverview, async (page) => {
    await page.getByRole('list', { name: 'Waiting for others' }).locator('.item').click()
  }),
  app('hostile-task', hostileOverview, item('Tasks', 'name')),
  app('hostile-connection', hostileOverview, item('Connections', 'name')),
  ...Object.entries(shapeCards).map(([name, card]): Screen => ({
    name: `card-shape-${name}`,
    page: 'approval',
    bridge: { state: approvalState(card) },
  })),
  ...Object.entries({ ...cards, ...relayCards, ...taskCards }).map(([name, card]): Screen => ({
    name: `card-${name}`,
    page: 'approval',
    bridge: { state: approvalState(card, name.startsWith('step-up') || name === 'empty') },
  })),
  ...decideScreens,
  ...ruleScreens,
  ...rulesScreens,
  ...agentScreens,
  {
    name: 'card-deny-with-reason',
    page: 'approval',
    bridge: { state: approvalState(cards['approval-high'] ?? null) },
    reach: async (page) => await page.getByRole('button', { name: 'Deny with reason…' }).click(),
  },
  {
    name: 'card-error',
    page: 'approval',
    bridge: {
      state: approvalState(cards['approval-high'] ?? null),
      errors: {
        'approval.deny':
          'The disk is full, so your answer could not be kept. Nothing was sent. Free some space and answer again.',
      },
    },
    reach: async (page) => await page.getByRole('button', { name: 'Deny', exact: true }).click(),
  },
]
