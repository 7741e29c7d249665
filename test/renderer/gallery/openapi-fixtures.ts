// HTTP APIs as main would send them, and the screens that show them.
import type { Page } from '@playwright/test'
import type { ConnectionView } from '../../../shared/connection-view.ts'
import type { Overview } from '../../../shared/overview.ts'
import { bank } from './connection-fixtures.ts'
import { busyOverview, hostileWords } from './overview-fixtures.ts'
import type { Screen } from './screens.ts'

/** An HTTP API, part of which cannot be used. */
const freight: ConnectionView = {
  ...bank,
  connectionId: 'freight',
  name: 'Freight API',
  url: 'https://freight.example/v2',
  host: 'freight.example',
  onThisComputer: false,
  firstParty: false,
  canRegisterPasskey: false,
  mayRelay: false,
  issuer: 'https://login.freight.example',
  issuerHost: 'login.freight.example',
  grants: [],
  authorizationEndsAtMs: null,
  api: {
    documentUrl: 'https://freight.example/openapi.json',
    documentHost: 'freight.example',
    operations: 45,
    offered: 42,
    hiddenCount: 3,
    hidden: [
      { operation: 'POST /labels/{id}/scan', reason: 'body' },
      { operation: 'GET /internal/metrics', reason: 'basic' },
      { operation: 'DELETE /accounts/{account}/keys/{key}', reason: 'api_key' },
    ],
    groups: null,
    offeredServer: null,
  },
  tools: [
    {
      name: 'listShipments',
      title: 'List shipments',
      description: 'List shipments\n\nGET https://freight.example/v2/shipments',
      reads: true,
    },
    {
      name: 'createShipment',
      title: 'Book a shipment',
      description: 'Books a shipment at once.\n\nPOST https://freight.example/v2/shipments',
      reads: false,
    },
  ],
}

/** An HTTP API whose document names a server at another address. */
const elsewhere: ConnectionView = {
  ...freight,
  connectionId: 'elsewhere',
  name: 'docs.parcels.example',
  url: 'https://docs.parcels.example/openapi.yaml',
  host: 'docs.parcels.example',
  status: 'failed',
  statusText:
    'The document of docs.parcels.example describes a server at another address, https://api.parcels-cloud.example/v1. Nothing is sent there unless you agree.',
  issuer: null,
  issuerHost: null,
  tools: [],
  api: {
    documentUrl: 'https://docs.parcels.example/openapi.yaml',
    documentHost: 'docs.parcels.example',
    operations: 0,
    offered: 0,
    hiddenCount: 0,
    hidden: [],
    groups: null,
    offeredServer: 'https://api.parcels-cloud.example/v1',
  },
}

const sizes = [1_204, 3, 380, 96, 1_020, 54, 211, 12]
const names = ['repos', hostileWords, 'actions', 'issues', 'orgs', 'search', '/teams', '…']

/** An HTTP API with more operations than can be offered. */
const large: ConnectionView = {
  ...freight,
  connectionId: 'large',
  name: 'Everything API',
  api: {
    documentUrl: 'https://everything.example/openapi.json',
    documentHost: 'everything.example',
    operations: 2_980,
    offered: 1_300,
    hiddenCount: 1_680,
    hidden: [{ operation: 'GET /orgs/{org}', reason: 'not_chosen' }],
    groups: sizes.map((count, at) => ({
      name: names[at] ?? '',
      count,
      isChosen: at === 0 || at === 3,
    })),
    offeredServer: null,
  },
}

export const apiOverview: Overview = {
  ...busyOverview,
  connections: [freight, elsewhere, large],
}

const screen = (
  name: string,
  connection: string,
  reach?: (page: Page) => Promise<void>,
): Screen => ({
  name: `app-${name}`,
  page: 'app',
  bridge: { state: apiOverview },
  reach: async (page) => {
    await page.getByRole('navigation').getByRole('button', { name: 'Connections' }).click()
    await page.locator('.item', { hasText: connection }).first().click()
    await reach?.(page)
  },
})

export const openapiScreens: Screen[] = [
  screen('connection-api', freight.name),
  screen('connection-api-hidden', freight.name, (page) =>
    page.getByText('3 operations are not').click(),
  ),
  screen('connection-api-elsewhere', elsewhere.name),
  screen('connection-api-groups', large.name, (page) =>
    page.getByRole('checkbox', { name: 'orgs' }).click(),
  ),
]
