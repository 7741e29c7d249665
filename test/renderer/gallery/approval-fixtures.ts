// Approval states as main would send them, for looking at and testing the approval page.
import type {
  ApprovalCall,
  ApprovalCard,
  ApprovalState,
  ArgumentRow,
} from '../../../shared/approval-card.ts'
import type { ElicitationField, ElicitationView } from '../../../shared/model/elicitation.ts'
import { nowMs } from './moment.ts'

/** A row with nothing known about its value. */
export function rowOf(row: Pick<ArgumentRow, 'path' | 'label' | 'value' | 'note'>): ArgumentRow {
  return {
    pointer: `/${row.path}`,
    valueJson: JSON.stringify(row.value),
    shape: 'text',
    reading: null,
    changed: false,
    diff: null,
    warnings: [],
    emphasis: null,
    spelled: null,
    decoded: null,
    asked: null,
    ...row,
  }
}

const payRows = [
  { path: 'recipient', label: 'Recipient', value: 'Nordlicht GmbH', note: 'paid 11 times' },
  {
    path: 'account',
    label: 'Account',
    value: 'DE00 0000 0000 0000 2031 00',
    note: 'new since 3 Nov',
  },
  { path: 'amount', label: 'Amount', value: '1,200.00 EUR', note: 'last time 1,150.00' },
  { path: 'reference', label: 'Reference', value: 'Invoice 2031', note: null },
  { path: 'execute_on', label: 'Execute on', value: '2026-11-24', note: 'in 2 days' },
].map(rowOf)
const payCall: ApprovalCall = {
  callId: 'call-1200',
  tool: 'pay',
  connectionName: 'Harbor Bank',
  host: 'bank.harbor.example',
  audience: null,
  scope: 'payments.write',
  risk: 'high',
  riskReason: 'moves_money',
  rows: payRows,
  argumentsJson:
    '{"account":"DE00000000000000203100","amount":{"currency":"EUR","value":"1200.00"},"execute_on":"2026-11-24","recipient":"Nordlicht GmbH","reference":"Invoice 2031"}',
  byteCount: 214,
  why: 'Invoice 2031 from Nordlicht is due on 24 November. It matches order 884 and the delivery note from 12 November.',
  before: ['6 payments this week by Bookkeeper, €3,940.12; none denied.'],
  approvedAtMs: null,
  editedFromJson: null,
  takenOut: [],
}
export const payCard: ApprovalCard = {
  interactionId: 'interaction-1',
  kind: 'approval',
  digest: '9f3c5a7d11aa22bb33cc44dd55ee66ff77889900aabbccddeeff0011223344e1',
  title: 'Pay €1,200.00 to Nordlicht GmbH',
  agentName: 'Bookkeeper',
  taskText: 'Invoices of November',
  createdAtMs: nowMs - 79_000,
  expiresAtMs: nowMs + 521_000,
  call: payCall,
  elicitation: null,
  widening: null,
  confirmation: { label: 'Amount again', hint: '' },
  busy: null,
  agentClaimedName: null,
  nameWarnings: [],
  allowFor: null,
  stepUpAhead: null,
  editable: false,
}
/** Risk below high: nothing to type. */
export const labelsCard: ApprovalCard = {
  ...payCard,
  interactionId: 'interaction-3',
  digest: 'aa11223344556677889900aabbccddeeff00112233445566778899aabbccddee',
  title: 'add_labels at Tracker',
  confirmation: null,
  call: {
    ...payCall,
    tool: 'add_labels',
    connectionName: 'Tracker',
    host: 'tracker.example',
    scope: null,
    risk: 'elevated',
    riskReason: 'unknown_tool',
    rows: [],
    argumentsJson: '{"issues":[41,42,43],"labels":["billing","november"]}',
    byteCount: 53,
    before: [],
  },
}
const readCard: ApprovalCard = {
  ...labelsCard,
  interactionId: 'interaction-5',
  title: 'list_accounts at Harbor Bank',
  call: {
    ...payCall,
    tool: 'list_accounts',
    risk: 'low',
    riskReason: 'reads_only_trusted',
    rows: [],
    argumentsJson: '{}',
    byteCount: 2,
    before: [],
    why: '',
  },
}

const hidden = 'invoice\u202Egnp.exe\u202C'
const long = Array.from({ length: 1_900 }, (_, line) => `line ${line}: ${'words '.repeat(7)}`).join(
  '\n',
)
/** 100 KB of arguments with everything that tries to hide. */
export const hostileCard: ApprovalCard = {
  ...labelsCard,
  interactionId: 'interaction-6',
  digest: 'bb11223344556677889900aabbccddeeff00112233445566778899aabbccddee',
  title: `write_file at ${'a-long-name-without-spaces-'.repeat(6)}`,
  agentName: `Book${'\u200B'.repeat(40)}keeper`,
  taskText: 'a task with a very long text that goes on and on '.repeat(20),
  call: {
    ...payCall,
    tool: 'write_file',
    connectionName: 'раypal.com‮moc.live',
    rows: [],
    argumentsJson: JSON.stringify({
      name: hidden,
      blank: `${' '.repeat(5_000)}rm -rf`,
      text: long,
    }),
    byteCount: 104_312,
    riskReason: 'deletes',
    why: `Approved by policy.\n\n\n\n\nTool: safe\n<b>Approve</b> ${hidden}`,
  },
}
const hostileRowsCard: ApprovalCard = {
  ...payCard,
  interactionId: 'interaction-7',
  call: {
    ...payCall,
    rows: [
      {
        path: 'a',
        label: 'Recipient',
        value: `Nordlicht${'x'.repeat(300)}`,
        note: 'a note that is rather long and wraps',
      },
      {
        path: 'b',
        label: 'A label that is very long and has\u202E reversed',
        value: hidden,
        note: null,
      },
      {
        path: 'c',
        label: 'Text',
        value: `first\nsecond\n\n\n\n\nlast${' '.repeat(40)}end`,
        note: 'new',
      },
      { path: 'd', label: 'Empty', value: '', note: null },
    ].map(rowOf),
  },
}

const stepUpCall: ApprovalCall = {
  ...payCall,
  callId: 'call-480',
  rows: [
    { path: 'recipient', label: 'Recipient', value: 'Papier & Co', note: null },
    { path: 'amount', label: 'Amount', value: '480.00 EUR', note: null },
    { path: 'reference', label: 'Reference', value: 'Order 77-A', note: null },
  ].map(rowOf),
  approvedAtMs: nowMs - 14_000,
}
const field: ElicitationField = {
  name: 'otp',
  label: 'Code',
  description: null,
  kind: 'text',
  required: true,
  options: [],
  minLength: 6,
  maxLength: 6,
  pattern: '^[0-9]{6}$',
  format: null,
  minimum: null,
  maximum: null,
  defaultValue: null,
}
const code: ElicitationView = {
  kind: 'totp',
  message: 'Additional verification is required for payments over 50 EUR.',
  fields: [field],
  triesLeft: 3,
  answersTo: 'id.harbor.example',
  passkeyUnavailable: null,
  problem: null,
}
export const codeCard: ApprovalCard = {
  ...payCard,
  interactionId: 'interaction-2',
  kind: 'elicitation',
  digest: 'c07a223344556677889900aabbccddeeff00112233445566778899aabbccdd42',
  title: 'Pay €480.00 to Papier & Co',
  expiresAtMs: nowMs + 112_000,
  confirmation: null,
  call: stepUpCall,
  elicitation: code,
}
const withElicitation = (elicitation: Partial<ElicitationView>): ApprovalCard => ({
  ...codeCard,
  elicitation: { ...code, ...elicitation },
})
const choice = {
  ...field,
  name: 'authenticator',
  kind: 'choice' as const,
  maxLength: null,
  minLength: null,
  options: [
    { value: 'passkey', label: 'Passkey' },
    { value: 'totp', label: 'One-time code' },
  ],
}
const noCall = { call: null, agentName: null, taskText: null }
const widening = (title: string, what: ApprovalCard['widening']): ApprovalCard => ({
  ...payCard,
  ...noCall,
  kind: 'widening',
  title,
  confirmation: null,
  widening: what,
})

const way = {
  what: 'sign_in_way',
  issuer: 'https://id.records.example',
  connectionId: 'records',
} as const

type Client = NonNullable<ElicitationView['client']>

function clientCard({ problem, ...changes }: Partial<Client> & { problem?: string }): ApprovalCard {
  const client: Client = {
    issuer: 'https://id.records.example',
    clientId: '0oa-countersign-desktop-4711',
    authentication: 'client_secret_basic',
    ...changes,
  }
  const isKey = client.authentication === 'private_key_jwt'
  const label = isKey ? 'Private key (JWK, as JSON)' : 'Client secret'
  const secret = { ...field, name: 'secret', label, minLength: 1, maxLength: 8_000 }
  return {
    ...withElicitation({
      kind: 'client',
      message: '',
      triesLeft: null,
      answersTo: 'id.records.example',
      problem: problem ?? null,
      fields: client.authentication === 'none' ? [] : [{ ...secret, pattern: null }],
      client,
    }),
    ...noCall,
    title: 'Use another client ID at id.records.example',
  }
}

/** Every card worth looking at, by name. */
export const cards: Record<string, ApprovalCard | null> = {
  'approval-high': payCard,
  'approval-elevated': labelsCard,
  'approval-low': readCard,
  'approval-busy': { ...payCard, busy: 'Sending the payment to Harbor Bank…' },
  'approval-expired': { ...payCard, expiresAtMs: nowMs - 1_000 },
  'approval-hostile': hostileCard,
  'approval-hostile-rows': hostileRowsCard,
  'step-up-choice': withElicitation({
    kind: 'authenticator_choice',
    fields: [choice],
    triesLeft: null,
  }),
  'step-up-choice-no-passkey': withElicitation({
    kind: 'authenticator_choice',
    fields: [choice],
    triesLeft: null,
    passkeyUnavailable: 'this computer has no fingerprint reader, and no security key was found.',
  }),
  'step-up-code': codeCard,
  'step-up-code-problem': withElicitation({
    triesLeft: 2,
    problem:
      'That code was not right. Nothing was sent. Codes change every 30 seconds: type the newest one.',
  }),
  'step-up-passkey': withElicitation({ kind: 'passkey', fields: [], triesLeft: null }),
  'step-up-passkey-unavailable': withElicitation({
    kind: 'passkey',
    fields: [],
    triesLeft: null,
    passkeyUnavailable: 'this computer has no fingerprint reader, and no security key was found.',
  }),
  'sign-in-code': { ...codeCard, ...noCall, title: 'Sign in at Harbor Bank' },
  'passkey-registration': {
    ...withElicitation({
      kind: 'passkey_registration',
      fields: [],
      triesLeft: null,
      message: 'Register a passkey for ada.',
    }),
    ...noCall,
    title: 'Make a passkey for Harbor Bank',
  },
  form: {
    ...withElicitation({
      kind: 'form',
      message: 'Which folder should I use?',
      triesLeft: null,
      fields: [
        {
          ...field,
          name: 'folder',
          label: 'Folder',
          kind: 'choice',
          options: [
            { value: 'a', label: 'Invoices' },
            { value: 'b', label: 'b' },
          ],
          minLength: null,
          maxLength: null,
        },
        {
          ...field,
          name: 'name',
          label: 'Name',
          description: 'How the file will be called.',
          minLength: 1,
          maxLength: 40,
          defaultValue: 'minutes.pdf',
          required: false,
        },
        {
          ...field,
          name: 'copies',
          label: 'Copies',
          kind: 'integer',
          minimum: 1,
          maximum: 9,
          minLength: null,
          maxLength: null,
          required: false,
        },
        { ...field, name: 'notify', label: 'Tell the owner', kind: 'boolean', required: false },
        {
          ...field,
          name: 'tags',
          label: 'Tags',
          kind: 'choices',
          options: [
            { value: 'board', label: 'Board' },
            { value: '2026', label: 'This year' },
          ],
          required: false,
        },
      ],
    }),
    title: 'Drive asks a question',
  },
  'widening-first-party': widening('Treat Harbor Bank as first-party', {
    what: 'first_party_issuer',
    issuer: 'http://localhost:4101',
    connectionId: 'bank',
  }),
  'widening-reading': widening('Trust Harbor Bank for reading', {
    what: 'trust_for_reading',
    connectionId: 'bank',
  }),
  client: clientCard({ authentication: 'none' }),
  'client-secret': clientCard({}),
  'client-key-problem': clientCard({
    authentication: 'private_key_jwt',
    problem: 'That is no private key. Nothing was kept. Paste the whole JWK with its member “d”.',
  }),
  'client-hostile': clientCard({
    issuer: `https://${'long-label.'.repeat(20)}example/${hidden}`,
    clientId: `${'c'.repeat(300)}${hidden}`,
  }),
  'widening-way-unattended': widening('Get tokens at id.records.example without a sign-in here', {
    ...way,
    way: 'unattended',
    value: null,
  }),
  'widening-way-ciba': widening('Get tokens at id.records.example without a sign-in here', {
    ...way,
    way: 'ciba',
    value: 'ada@records.example',
  }),
  'widening-way-provider': widening('Get tokens at id.records.example without a sign-in here', {
    ...way,
    way: 'identity_provider',
    value: `https://idp.example/${hidden}`,
  }),
  'widening-notifications': widening('Approve from notifications', {
    what: 'notification_approve',
    allowed: true,
  }),
  empty: null,
}

export function approvalState(card: ApprovalCard | null, standalone = false): ApprovalState {
  const view = { group: null, paused: false, language: 'en', appearance: 'system' } as const
  return { ...view, nowMs, card, openCount: card ? 1 : 0, standalone }
}
