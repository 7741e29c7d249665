// Screens of the gateway in the settings: where it listens, a port that is taken, and a number that is none.
import type { Page } from '@playwright/test'
import type { Overview } from '../../../shared/overview.ts'
import { busyOverview } from './overview-fixtures.ts'
import type { Screen } from './screens.ts'
import { installed } from './settings-fixtures.ts'

/** The port that the person chose belongs to another program. */
export const portTakenOverview: Overview = {
  ...busyOverview,
  settings: { ...busyOverview.settings, gatewayPort: 47_630 },
  gateway: {
    port: null,
    problem:
      'Port 47630 is used by another program, so agents cannot get in there. Nothing is lost: calls that are held stay held. End the other program or choose another port; it is tried again every 30 seconds.',
  },
}
const silentOverview: Overview = { ...busyOverview, gateway: { port: null, problem: null } }

const at =
  (heading: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('region', { name: heading }).scrollIntoViewIfNeeded()
  }

const screen = (name: string, state: Overview, reach: Screen['reach']): Screen => ({
  name: `app-settings-${name}`,
  page: 'app',
  bridge: {
    state,
    values: { 'settings.system': installed, 'updates.load': { kind: 'idle', checkedAtMs: null } },
  },
  ...(reach && { reach }),
})

export const gatewayScreens: Screen[] = [
  screen('gateway', busyOverview, at('Gateway')),
  screen('gateway-silent', silentOverview, at('Gateway')),
  screen('gateway-taken', portTakenOverview, async (page) => {
    await at('Gateway')(page)
    await page.getByLabel('Port number, 1024 to 65535').fill('80')
    await page.getByRole('button', { name: 'Use this port' }).click()
  }),
]
