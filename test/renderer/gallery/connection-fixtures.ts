// Connections and their authorization servers as main would send them, for looking at and testing the app page.
import type { ConnectionView, IssuerView } from '../../../shared/connection-view.ts'
import { defaultIssuerOptions } from '../../../shared/model/authorization-server.ts'
import { hour, minute, nowMs } from './moment.ts'

export const bank: ConnectionView = {
  connectionId: 'bank',
  name: 'Harbor Bank',
  url: 'http://localhost:4100/mcp',
  host: 'localhost:4100',
  status: 'ready',
  statusText: null,
  progress: [],
  issuer: 'http://localhost:4101',
  issuerHost: 'localhost:4101',
  issuerChoices: [],
  onThisComputer: true,
  firstParty: true,
  trustedForReading: false,
  canRegisterPasskey: true,
  mayRelay: true,
  tools: [
    {
      name: 'list_accounts',
      title: 'List accounts',
      description: 'Lists the accounts of the signed-in customer with their balances.',
      reads: true,
    },
    {
      name: 'pay',
      title: 'Pay',
      description:
        'Pays an amount to a payee. Up to 50 at once, more needs a proof, over 1,000 a second approver.',
      reads: false,
    },
    {
      name: 'share_document',
      title: 'Share a document',
      description: 'Shares a document <b>with</b> somebody.\nIts owner is asked.',
      reads: false,
    },
  ],
  grants: [
    {
      grantId: 'grant-1',
      issuerHost: 'localhost:4101',
      scopes: ['openid', 'accounts.read', 'payments.prepare', 'payments.write'],
      detailTypes: [],
      obtainedBy: 'authorization_challenge',
      obtainedAtMs: nowMs - 43 * minute,
      boundToThisDevice: true,
      forCall: null,
      lesser: false,
      expiresAtMs: nowMs + 17 * minute,
      renewsItself: true,
    },
    {
      grantId: 'grant-2',
      issuerHost: 'localhost:4101',
      scopes: ['payments.large'],
      detailTypes: ['payment_initiation'],
      obtainedBy: 'deferred',
      obtainedAtMs: nowMs - 2 * minute,
      boundToThisDevice: true,
      forCall: 'Pay €18,400.00 to Weber Bau',
      lesser: false,
      expiresAtMs: nowMs + 3 * minute,
      renewsItself: false,
    },
  ],
  authorizationEndsAtMs: nowMs + 89 * 24 * hour,
  signInDeferralId: null,
}

export const discovering: ConnectionView = {
  ...bank,
  connectionId: 'tracker',
  name: 'tracker.example',
  url: 'https://tracker.example/mcp',
  host: 'tracker.example',
  status: 'discovering',
  progress: [
    { step: 'Reached tracker.example', done: true },
    { step: 'It names its authorization server: id.tracker.example', done: true },
    { step: 'Reading what id.tracker.example can do', done: false },
  ],
  issuer: null,
  issuerHost: null,
  onThisComputer: false,
  firstParty: false,
  canRegisterPasskey: false,
  mayRelay: false,
  tools: [],
  grants: [],
  authorizationEndsAtMs: null,
}

export const signIn: ConnectionView = {
  ...discovering,
  connectionId: 'drive',
  name: 'Drive',
  url: 'https://drive.example/mcp',
  host: 'drive.example',
  status: 'needs_sign_in',
  progress: [],
  issuer: 'https://id.drive.example',
  issuerHost: 'id.drive.example',
}

export const failed: ConnectionView = {
  ...signIn,
  connectionId: 'old',
  name: 'a-very-long-host-name-that-somebody-chose-to-see-what-happens.with-many-labels.example',
  url: 'https://a-very-long-host-name-that-somebody-chose-to-see-what-happens.with-many-labels.example/mcp/v1/of/the/server',
  host: 'a-very-long-host-name-that-somebody-chose-to-see-what-happens.with-many-labels.example',
  status: 'failed',
  statusText:
    'The authorization server calls itself https://evil.example, but https://id.example was asked. Nothing was sent to it. Check the address, or tell whoever runs the server.',
}

export const records: ConnectionView = {
  ...signIn,
  connectionId: 'records',
  name: 'Northern Records',
  url: 'https://records.example/mcp',
  host: 'records.example',
  status: 'waiting',
  statusText:
    'id.records.example has not decided yet. Countersign goes on asking; you will be told.',
  issuer: 'https://id.records.example',
  issuerHost: 'id.records.example',
  issuerChoices: [
    { issuer: 'https://id.records.example', host: 'id.records.example' },
    { issuer: 'https://login.state.example/records', host: 'login.state.example' },
  ],
  grants: [
    {
      grantId: 'grant-3',
      issuerHost: 'id.records.example',
      scopes: ['openid', 'records.read'],
      detailTypes: [],
      obtainedBy: 'authorization_code',
      obtainedAtMs: nowMs - 21 * minute,
      boundToThisDevice: false,
      forCall: null,
      lesser: true,
      expiresAtMs: nowMs + 39 * minute,
      renewsItself: false,
    },
  ],
  tools: bank.tools.slice(0, 1),
  signInDeferralId: 'deferral-3',
}
export const endsSoon: ConnectionView = {
  ...records,
  connectionId: 'archive',
  name: 'Archive',
  url: 'https://archive.example/mcp',
  host: 'archive.example',
  status: 'ready',
  statusText: null,
  issuer: 'https://id.archive.example',
  issuerHost: 'id.archive.example',
  issuerChoices: [],
  grants: bank.grants.slice(0, 1).map((grant) => ({ ...grant, issuerHost: 'id.archive.example' })),
  authorizationEndsAtMs: nowMs + 3 * 24 * hour + 4 * hour,
  signInDeferralId: null,
}
export const over: ConnectionView = {
  ...endsSoon,
  connectionId: 'library',
  name: 'Library',
  url: 'https://library.example/mcp',
  host: 'library.example',
  authorizationEndsAtMs: nowMs - 26 * hour,
  grants: endsSoon.grants.map((grant) => ({
    ...grant,
    obtainedBy: null,
    expiresAtMs: nowMs - 26 * hour,
    renewsItself: false,
  })),
}

/** Its authorization server lets no app register itself. */
export const unregistered: ConnectionView = {
  ...signIn,
  connectionId: 'ledger',
  name: 'ledger.example',
  url: 'https://ledger.example/mcp',
  host: 'ledger.example',
  status: 'failed',
  statusText:
    'id.ledger.example does not let apps register themselves. Ask whoever runs it for a client ID, then enter it here.',
  issuer: 'https://id.ledger.example',
  issuerHost: 'id.ledger.example',
}

export const sandboxIssuer: IssuerView = {
  issuer: 'http://localhost:4101',
  host: 'localhost:4101',
  clientId: 'dyn-7f3a9c',
  registration: 'dynamic',
  authentication: 'none',
  firstParty: true,
  options: { ...defaultIssuerOptions, deviceGrant: true },
  offers: { device: true, ciba: true, unattended: false, boundToDevice: true },
  connectionNames: ['Harbor Bank'],
}
export const recordsIssuer: IssuerView = {
  ...sandboxIssuer,
  issuer: 'https://id.records.example',
  host: 'id.records.example',
  clientId: '0oa-countersign-desktop-4711',
  registration: 'entered',
  authentication: 'private_key_jwt',
  firstParty: false,
  options: {
    ...defaultIssuerOptions,
    clientCredentials: true,
    cibaLoginHint: 'ada@records.example',
    directDeferral: true,
  },
  offers: { device: false, ciba: true, unattended: true, boundToDevice: false },
  connectionNames: ['Northern Records', 'Southern Records'],
}
export const archiveIssuer: IssuerView = {
  ...sandboxIssuer,
  issuer: 'https://id.archive.example',
  host: 'id.archive.example',
  clientId: 'https://countersign.example/client.json',
  registration: 'metadata_document',
  firstParty: false,
  options: defaultIssuerOptions,
  connectionNames: ['Archive', 'Library'],
}
export const unregisteredIssuer: IssuerView = {
  ...archiveIssuer,
  issuer: 'https://id.ledger.example',
  host: 'id.ledger.example',
  clientId: null,
  registration: 'none',
  connectionNames: ['ledger.example'],
}
