// Overviews as main would send them, for looking at and testing the app page.
import { defaultSettings } from '../../../shared/model/settings.ts'
import type { Overview, TaskView } from '../../../shared/overview.ts'
import {
  archiveIssuer,
  bank,
  discovering,
  endsSoon,
  failed,
  over,
  records,
  recordsIssuer,
  sandboxIssuer,
  signIn,
  unregistered,
  unregisteredIssuer,
} from './connection-fixtures.ts'
import { hour, minute, nowMs } from './moment.ts'
import {
  backchannelWait,
  deniedSignIn,
  deviceWait,
  lostWait,
  payWait,
  shareWait,
  signInWait,
} from './wait-fixtures.ts'

/** An agent of which nothing is held, and that does not come in from elsewhere. */
export const noCalls = { held: 0, admitted: false, ownTools: null } as const

const baseOverview: Overview = {
  nowMs,
  inbox: [],
  inboxTotal: 0,
  inboxGroups: [],
  rules: [],
  waits: [],
  endedWaits: [],
  tasks: [],
  connections: [],
  issuers: [],
  queuedRevocations: [],
  agents: [{ id: 'agent-1', name: 'Bookkeeper', kind: 'built-in', ...noCalls }],
  settings: defaultSettings,
  gateway: { port: 47_630, problem: null },
  language: 'en',
  notices: [],
  secretsSurviveRestart: true,
  notifications: 'actions',
  sandboxUrl: 'http://localhost:4100/mcp',
  dataFolder: '/home/ada/.local/share/Countersign',
  version: '0.1.0',
  selectedInteractionId: null,
  selectedCallId: null,
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
  inboxTotal: 4,
  inbox: [
    {
      interactionId: 'interaction-1',
      kind: 'approval',
      asksFor: null,
      title: 'Pay €1,200.00 to Nordlicht GmbH',
      agentId: 'agent-1',
      agentName: 'Bookkeeper',
      connectionId: 'connection-1',
      tool: null,
      connectionName: 'Harbor Bank',
      risk: 'high',
      riskReason: 'moves_money',
      createdAtMs: nowMs - minute,
      expiresAtMs: nowMs + 521_000,
    },
    {
      interactionId: 'interaction-2',
      kind: 'elicitation',
      asksFor: 'totp',
      title: 'Confirm: Pay €480.00 to Papier & Co',
      agentId: 'agent-1',
      agentName: 'Bookkeeper',
      connectionId: 'connection-1',
      tool: null,
      connectionName: 'Harbor Bank, business accounts, northern branch',
      risk: null,
      riskReason: null,
      createdAtMs: nowMs - minute,
      expiresAtMs: nowMs + 112_000,
    },
    {
      interactionId: 'interaction-3',
      kind: 'approval',
      asksFor: null,
      title: 'Add 3 labels to issues',
      agentId: 'agent-1',
      agentName: 'Bookkeeper',
      connectionId: 'connection-1',
      tool: null,
      connectionName: 'Tracker',
      risk: 'elevated',
      riskReason: 'changes_something',
      createdAtMs: nowMs - minute,
      expiresAtMs: nowMs + 860_000,
    },
    {
      interactionId: 'interaction-4',
      kind: 'widening',
      asksFor: null,
      title: 'Treat Harbor Bank as first-party',
      agentId: 'agent-1',
      agentName: null,
      connectionId: 'connection-1',
      tool: null,
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
  issuers: [sandboxIssuer],
}
/** Sign-ins that wait, waits that have ended, authorizations that end, revocations that are queued. */
export const waitingOverview: Overview = {
  ...busyOverview,
  inbox: busyOverview.inbox.slice(2, 3),
  inboxTotal: 1,
  waits: [signInWait, deviceWait, backchannelWait],
  endedWaits: [lostWait, deniedSignIn],
  connections: [records, endsSoon, over, bank, unregistered],
  issuers: [sandboxIssuer, recordsIssuer, archiveIssuer, unregisteredIssuer],
  queuedRevocations: [
    { issuerHost: 'id.tracker.example', count: 2, nextTryAtMs: nowMs + 4 * minute },
    { issuerHost: 'id.old.example', count: 1, nextTryAtMs: nowMs + 26 * hour },
  ],
}
export const openedOverview: Overview = {
  ...busyOverview,
  selectedInteractionId: 'interaction-1',
  selectedCallId: 'call-1200',
}
export const noticedOverview: Overview = {
  ...busyOverview,
  inbox: [],
  inboxTotal: 0,
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

export const hostileWords = `${'A name that never ends and has no spaces'.replaceAll(' ', '_').repeat(4)} \u202Egnp.exe\u202C \u200B\u200B <b>bold</b>${' '.repeat(300)}end`
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
      userCode: hostileWords.slice(0, 60),
      bindingMessage: hostileWords,
      interactionHost: hostileWords,
      interactionAddress: `https://${'sub.'.repeat(40)}evil.example/${'%F0%9F%92%A9'.repeat(150)}`,
      interactionReads: hostileWords,
      interactionOpensInside: false,
      interactionIsElsewhere: true,
    },
  ],
  endedWaits: [
    { ...lostWait, title: hostileWords, serverWords: hostileWords, words: hostileWords },
  ],
  tasks: [{ ...payTask, text: hostileWords, agentName: hostileWords }],
  connections: [
    {
      ...bank,
      name: hostileWords,
      issuerChoices: [1, 2].map((each) => ({
        issuer: `${hostileWords}${each}`,
        host: hostileWords,
      })),
      grants: bank.grants.map((grant) => ({
        ...grant,
        scopes: [hostileWords, 'a'.repeat(200)],
        detailTypes: [hostileWords],
        issuerHost: hostileWords,
        forCall: hostileWords,
      })),
      tools: [{ name: hostileWords, title: hostileWords, description: hostileWords, reads: true }],
    },
  ],
  issuers: [{ ...sandboxIssuer, clientId: 'c'.repeat(400), host: hostileWords }],
  queuedRevocations: [{ issuerHost: hostileWords, count: 3, nextTryAtMs: nowMs }],
  agents: [{ id: 'agent-1', name: hostileWords, kind: 'built-in', ...noCalls }],
}
