// Overviews as main would send them, for looking at and testing the app page.
import type {
  ActivityRow,
  ConnectionView,
  Overview,
  TaskView,
  WaitItem,
} from '../../../shared/overview.ts'

export const nowMs = Date.UTC(2026, 10, 22, 14, 23, 19)
const minute = 60_000
const hour = 60 * minute

const baseOverview: Overview = {
  nowMs,
  inbox: [],
  waits: [],
  tasks: [],
  connections: [],
  agents: [{ id: 'agent-1', name: 'Bookkeeper', kind: 'built-in' }],
  settings: { appearance: 'system', notificationApprove: true },
  notices: [],
  secretsSurviveRestart: true,
  notifications: 'actions',
  sandboxUrl: 'http://localhost:4100/mcp',
  dataFolder: '/home/ada/.local/share/Countersign',
  version: '0.1.0',
  selectedInteractionId: null,
  selectedCallId: null,
}

const payWait: WaitItem = {
  deferralId: 'deferral-1',
  callId: 'call-18400',
  taskId: 'task-2',
  title: 'Pay €18,400.00 to Weber Bau',
  agentName: 'Bookkeeper',
  taskText: 'Site costs',
  connectionName: 'Harbor Bank',
  state: 'waiting',
  waitingForHost: 'id.harbor.example',
  serverWords: 'step=second_approver',
  startedAtMs: nowMs - 21 * minute,
  nextCheckAtMs: nowMs + 9_000,
  intervalSeconds: 15,
  expiresAtMs: nowMs + 2 * hour + 17 * minute,
  checks: 117,
  canOpenInteraction: true,
  canCancelAtServer: true,
  survivesRestart: true,
  timeline: [
    {
      atMs: nowMs - 21 * minute,
      label: 'Held',
      words: 'payments are always asked about',
      quote: null,
      status: 'past',
    },
    {
      atMs: nowMs - 20 * minute,
      label: 'You approved',
      words: 'approval view, typed amount',
      quote: null,
      status: 'past',
    },
    {
      atMs: nowMs - 19 * minute,
      label: 'Harbor Bank asked for more',
      words: 'amount over your limit of €1,000.00',
      quote: null,
      status: 'past',
    },
    {
      atMs: nowMs - 19 * minute,
      label: 'Deferred',
      words: null,
      quote: 'step=second_approver',
      status: 'past',
    },
    { atMs: nowMs, label: 'Checked 117 times', words: 'same answer', quote: null, status: 'now' },
    {
      atMs: nowMs,
      label: 'Then',
      words: 'the payment is sent once, exactly as you saw it',
      quote: null,
      status: 'future',
    },
  ],
}

const shareWait: WaitItem = {
  ...payWait,
  deferralId: 'deferral-2',
  callId: 'call-share',
  title: 'Share “Board minutes”',
  taskText: 'Send the minutes round',
  serverWords: null,
  nextCheckAtMs: nowMs + 270_000,
  intervalSeconds: 300,
  expiresAtMs: nowMs + 75 * hour,
  canOpenInteraction: false,
  canCancelAtServer: false,
  survivesRestart: false,
}

const bank: ConnectionView = {
  connectionId: 'bank',
  name: 'Harbor Bank',
  url: 'http://localhost:4100/mcp',
  host: 'localhost:4100',
  status: 'ready',
  statusText: null,
  progress: [],
  issuer: 'http://localhost:4101',
  issuerHost: 'localhost:4101',
  onThisComputer: true,
  firstParty: true,
  trustedForReading: false,
  canRegisterPasskey: true,
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
      issuerHost: 'localhost:4101',
      scopes: ['accounts.read', 'payments.prepare', 'payments.write'],
      boundToThisDevice: true,
      expiresAtMs: nowMs + 17 * minute,
    },
    {
      issuerHost: 'localhost:4101',
      scopes: ['documents.read'],
      boundToThisDevice: false,
      expiresAtMs: nowMs - 30 * minute,
    },
  ],
}

const discovering: ConnectionView = {
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
  tools: [],
  grants: [],
}

const signIn: ConnectionView = {
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

const failed: ConnectionView = {
  ...signIn,
  connectionId: 'old',
  name: 'a-very-long-host-name-that-somebody-chose-to-see-what-happens.with-many-labels.example',
  url: 'https://a-very-long-host-name-that-somebody-chose-to-see-what-happens.with-many-labels.example/mcp/v1/of/the/server',
  host: 'a-very-long-host-name-that-somebody-chose-to-see-what-happens.with-many-labels.example',
  status: 'failed',
  statusText:
    'The authorization server calls itself https://evil.example, but https://id.example was asked. Nothing was sent to it. Check the address, or tell whoever runs the server.',
}

const payTask: TaskView = {
  taskId: 'task-1',
  agentId: 'agent-1',
  agentName: 'Bookkeeper',
  text: 'Pay 1,200 EUR to Nordlicht for invoice 2031 and then list my accounts',
  state: 'waiting',
  createdAtMs: nowMs - 3 * minute,
  steps: [
    {
      position: 0,
      kind: 'person',
      text: 'Pay 1,200 EUR to Nordlicht for invoice 2031 and then list my accounts',
      call: null,
      createdAtMs: nowMs - 3 * minute,
    },
    {
      position: 1,
      kind: 'agent',
      text: 'I will pay first and then list your accounts.',
      call: null,
      createdAtMs: nowMs - 3 * minute,
    },
    {
      position: 2,
      kind: 'call',
      text: '',
      createdAtMs: nowMs - 2 * minute,
      call: {
        callId: 'call-1200',
        title: 'Pay €1,200.00 to Nordlicht GmbH',
        tool: 'pay',
        connectionName: 'Harbor Bank',
        state: 'asking',
        risk: 'high',
        outcomeText: null,
        resultText: null,
        interactionId: 'interaction-1',
        deferralId: null,
      },
    },
    {
      position: 3,
      kind: 'call',
      text: '',
      createdAtMs: nowMs - 2 * minute,
      call: {
        callId: 'call-18400',
        title: 'Pay €18,400.00 to Weber Bau',
        tool: 'pay',
        connectionName: 'Harbor Bank',
        state: 'deferred',
        risk: 'high',
        outcomeText: null,
        resultText: null,
        interactionId: null,
        deferralId: 'deferral-1',
      },
    },
    {
      position: 4,
      kind: 'call',
      text: '',
      createdAtMs: nowMs - minute,
      call: {
        callId: 'call-list',
        title: 'list_accounts at Harbor Bank',
        tool: 'list_accounts',
        connectionName: 'Harbor Bank',
        state: 'done',
        risk: 'elevated',
        outcomeText: 'Ran once.',
        resultText:
          '{"accounts":[{"iban":"DE00 0000 0000 0000 2031 00","balance":"12,480.00 EUR"}]}',
        interactionId: null,
        deferralId: null,
      },
    },
  ],
}

const doneTask: TaskView = {
  ...payTask,
  taskId: 'task-3',
  text: 'List my accounts',
  state: 'done',
  createdAtMs: nowMs - 26 * hour,
  steps: [],
}
const runningTask: TaskView = {
  ...payTask,
  taskId: 'task-2',
  text: 'Site costs',
  state: 'running',
  createdAtMs: nowMs - 20 * minute,
}

export const firstRunOverview: Overview = baseOverview
export const firstRunWithoutSandbox: Overview = {
  ...baseOverview,
  sandboxUrl: null,
  secretsSurviveRestart: false,
}

export const busyOverview: Overview = {
  ...baseOverview,
  inbox: [
    {
      interactionId: 'interaction-1',
      kind: 'approval',
      title: 'Pay €1,200.00 to Nordlicht GmbH',
      agentName: 'Bookkeeper',
      connectionName: 'Harbor Bank',
      risk: 'high',
      riskReason: 'moves_money',
      createdAtMs: nowMs - minute,
      expiresAtMs: nowMs + 521_000,
    },
    {
      interactionId: 'interaction-2',
      kind: 'elicitation',
      title: 'Confirm: Pay €480.00 to Papier & Co',
      agentName: 'Bookkeeper',
      connectionName: 'Harbor Bank, business accounts, northern branch',
      risk: null,
      riskReason: null,
      createdAtMs: nowMs - minute,
      expiresAtMs: nowMs + 112_000,
    },
    {
      interactionId: 'interaction-3',
      kind: 'approval',
      title: 'Add 3 labels to issues',
      agentName: 'Bookkeeper',
      connectionName: 'Tracker',
      risk: 'elevated',
      riskReason: 'changes_something',
      createdAtMs: nowMs - minute,
      expiresAtMs: nowMs + 860_000,
    },
    {
      interactionId: 'interaction-4',
      kind: 'widening',
      title: 'Treat Harbor Bank as first-party',
      agentName: null,
      connectionName: 'Harbor Bank',
      risk: null,
      riskReason: null,
      createdAtMs: nowMs - minute,
      expiresAtMs: nowMs + 860_000,
    },
  ],
  waits: [payWait, shareWait],
  tasks: [payTask, runningTask, doneTask],
  connections: [bank, discovering, signIn, failed],
}
export const openedOverview: Overview = {
  ...busyOverview,
  selectedInteractionId: 'interaction-1',
  selectedCallId: 'call-1200',
}
export const noticedOverview: Overview = {
  ...busyOverview,
  inbox: [],
  secretsSurviveRestart: false,
  notifications: 'in_app',
  notices: [
    {
      id: 'n1',
      tone: 'ok',
      title: 'Paid €18,400.00 to Weber Bau',
      body: 'The second approver agreed; the payment was sent once.',
      atMs: nowMs,
      callId: 'call-18400',
    },
    {
      id: 'n2',
      tone: 'bad',
      title: 'Sharing “Board minutes” was denied',
      body: 'id.harbor.example said no. Nothing was sent.',
      atMs: nowMs,
      callId: null,
    },
  ],
}

const hostileWords = `${'A name that never ends and has no spaces'.replaceAll(' ', '_').repeat(4)} \u202Egnp.exe\u202C \u200B\u200B <b>bold</b>${' '.repeat(300)}end`
/** Every place for words of others filled with words that try to break out. */
export const hostileOverview: Overview = {
  ...busyOverview,
  inbox: busyOverview.inbox.map((item) => ({
    ...item,
    title: hostileWords,
    agentName: hostileWords,
    connectionName: hostileWords,
  })),
  waits: [
    {
      ...payWait,
      title: hostileWords,
      waitingForHost: hostileWords,
      serverWords: hostileWords,
      taskText: hostileWords,
      agentName: hostileWords,
    },
  ],
  tasks: [{ ...payTask, text: hostileWords, agentName: hostileWords }],
  connections: [
    {
      ...bank,
      name: hostileWords,
      tools: [{ name: hostileWords, title: hostileWords, description: hostileWords, reads: true }],
    },
  ],
  agents: [{ id: 'agent-1', name: hostileWords, kind: 'built-in' }],
}

export const activityRows: ActivityRow[] = [
  {
    sequence: 31,
    atMs: nowMs - minute,
    kind: 'call_ended',
    title: 'Ran: list_accounts at Harbor Bank',
    words: 'done, once',
    callId: 'call-list',
  },
  {
    sequence: 30,
    atMs: nowMs - 19 * minute,
    kind: 'call_deferred',
    title: 'Deferred: pay €18,400.00 to Weber Bau',
    words: 'id.harbor.example has not decided; checked every 15 s until 16:40',
    callId: 'call-18400',
  },
  {
    sequence: 29,
    atMs: nowMs - 20 * minute,
    kind: 'call_approved',
    title: 'You approved: pay €18,400.00 to Weber Bau',
    words: 'approval view, amount typed',
    callId: 'call-18400',
  },
  {
    sequence: 28,
    atMs: nowMs - 26 * hour,
    kind: 'signed_in',
    title: 'Signed in at localhost:4101',
    words: null,
    callId: null,
  },
]
