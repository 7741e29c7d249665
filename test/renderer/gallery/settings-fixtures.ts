// Screens of the settings and of the first run: what main sends, and what is pressed.
import type { Page } from '@playwright/test'
import type { SystemFacts } from '../../../shared/contract/settings-verbs.ts'
import type { Overview } from '../../../shared/overview.ts'
import { busyOverview, firstRunOverview, firstRunWithoutSandbox } from './overview-fixtures.ts'
import type { Screen } from './screens.ts'

export const installed: SystemFacts = {
  startAtLogin: 'off',
  startAtLoginWords: null,
  dataBytes: 48_412_160,
}
const fromSources: SystemFacts = {
  ...installed,
  startAtLogin: 'unavailable',
  startAtLoginWords:
    'This app runs from its sources, and only an installed one can be started by the system. Nothing was changed.',
}

/** Two kinds of trust at once. */
export const trustingOverview: Overview = {
  ...busyOverview,
  connections: busyOverview.connections.map((connection, index) => ({
    ...connection,
    trustedForReading: index < 2,
  })),
}

const settings = async (page: Page): Promise<void> => {
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
}
const at = (button: string) => async (page: Page) => {
  await settings(page)
  await page.getByRole('button', { name: button }).first().scrollIntoViewIfNeeded()
}
const typed = async (page: Page): Promise<void> => {
  await settings(page)
  await page.getByRole('button', { name: 'Reset everything…' }).click()
  await page.getByLabel(/Type “reset”/).fill('reset')
  await page.getByRole('button', { name: 'Reset everything' }).scrollIntoViewIfNeeded()
}
const pressed = async (page: Page): Promise<void> => {
  await typed(page)
  await page.getByRole('button', { name: 'Reset everything' }).click()
  await page.getByRole('button', { name: 'Keep everything' }).scrollIntoViewIfNeeded()
}

const screen = (
  name: string,
  { state, values, errors, reach }: Screen['bridge'] & Pick<Screen, 'reach'>,
): Screen => ({
  name: `app-${name}`,
  page: 'app',
  bridge: {
    state,
    values: {
      'settings.system': installed,
      'updates.load': { kind: 'idle', checkedAtMs: null },
      ...values,
    },
    ...(errors && { errors }),
  },
  ...(reach && { reach }),
})

export const settingsScreens: Screen[] = [
  screen('settings-top', { state: busyOverview, reach: settings }),
  screen('settings-trust', { state: trustingOverview, reach: at('Stop trusting for reading') }),
  screen('settings-end', { state: busyOverview, reach: at('Show the first screen again') }),
  screen('settings-updates', {
    state: busyOverview,
    values: { 'updates.load': { kind: 'available', version: '1.4.0' } },
    reach: at('Download'),
  }),
  screen('settings-updates-failed', {
    state: busyOverview,
    values: {
      'updates.load': {
        kind: 'failed',
        words:
          'That did not work, and nothing was changed. What was downloaded is not signed by who made this app. Try again later; this version goes on working.',
      },
    },
    reach: at('Look for updates'),
  }),
  screen('settings-sources', {
    state: firstRunWithoutSandbox,
    values: {
      'settings.system': fromSources,
      'updates.load': {
        kind: 'off',
        words: 'This copy runs from its sources. Update it the way you got it.',
      },
    },
    reach: at('Show in file manager'),
  }),
  screen('settings-folder-failed', {
    state: busyOverview,
    errors: {
      'settings.show-data-folder':
        'No file manager opened the folder. Nothing is wrong with your data; open this path yourself: /home/dana/.config/Countersign',
    },
    reach: async (page) => {
      await at('Show in file manager')(page)
      await page.getByRole('button', { name: 'Show in file manager' }).click()
    },
  }),
  screen('settings-reset', { state: busyOverview, reach: typed }),
  screen('settings-reset-untold', {
    state: busyOverview,
    values: {
      'settings.reset': { state: 'untold', hosts: ['id.harbor.example', 'login.state.example'] },
    },
    reach: pressed,
  }),
  screen('first-run-choices', {
    state: firstRunOverview,
    reach: async (page) => {
      await page.getByRole('radio', { name: 'Deutsch' }).scrollIntoViewIfNeeded()
    },
  }),
]
