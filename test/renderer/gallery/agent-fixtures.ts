// Agents of others as main would send them, and the page of a secret, for looking at and testing.
import type { Page } from '@playwright/test'
import type { AgentDetail, AgentView } from '../../../shared/agent-view.ts'
import type { ApprovalCard, ApprovalState } from '../../../shared/approval-card.ts'
import type { Overview } from '../../../shared/overview.ts'
import { approvalState, labelsCard } from './approval-fixtures.ts'
import type { FakeBridge } from './fake-bridge.ts'
import { hour, minute, nowMs } from './moment.ts'
import { busyOverview } from './overview-fixtures.ts'

const [bank] = busyOverview.connections
const bankId = bank?.connectionId ?? ''
const bankTools = bank?.tools.map(({ name }) => name) ?? []

const claude: AgentView = {
  id: 'agent-claude',
  name: 'Claude Code',
  kind: 'gateway',
  access: [{ connectionId: bankId, tools: bankTools.slice(0, 1) }],
  lastClient: {
    name: 'claude-code',
    version: '2.1.40',
    protocol: '2025-11-25',
    transport: 'stdio',
  },
  lastSeenAtMs: nowMs - 3 * minute,
  createdAtMs: nowMs - 50 * hour,
  paused: false,
  revokedAtMs: null,
  held: 2,
  admitted: true,
  ownTools: {
    connectionId: 'local-agent-claude',
    trustedForReading: false,
    names: ['Bash', 'Write', 'Read'],
  },
}
const fresh: AgentView = {
  ...claude,
  id: 'agent-new',
  name: 'Cursor',
  access: [],
  lastClient: null,
  lastSeenAtMs: null,
  held: 0,
  admitted: false,
  ownTools: null,
}
const paused: AgentView = { ...claude, id: 'agent-paused', name: 'Night shift', paused: true }
const gone: AgentView = { ...fresh, id: 'agent-gone', name: 'Old laptop', revokedAtMs: nowMs }

const agentsOverview: Overview = {
  ...busyOverview,
  agents: [...busyOverview.agents, claude, fresh, paused, gone],
}

const detail: AgentDetail = {
  agentId: claude.id,
  calls: [
    {
      callId: 'call-1',
      title: 'Pay 1,200.00 EUR to Nordlicht at Harbor Bank',
      state: 'asking',
      atMs: nowMs - 3 * minute,
    },
    {
      callId: 'call-2',
      title: 'Bash at Claude Code on this computer',
      state: 'denied',
      atMs: nowMs - 9 * minute,
    },
    { callId: 'call-3', title: 'List accounts at Harbor Bank', state: 'done', atMs: nowMs - hour },
  ],
  port: 47_631,
  portIsFixed: false,
  portProblem: null,
}

const screen = (
  name: string,
  reach?: (page: Page) => Promise<void>,
): {
  name: string
  page: 'app'
  bridge: FakeBridge
  reach: (page: Page) => Promise<void>
} => ({
  name: `app-agents-${name}`,
  page: 'app',
  bridge: { state: agentsOverview, values: { 'agent.load': detail } },
  reach: async (page) => {
    await page.locator('.places li.agents button').click()
    await reach?.(page)
  },
})
const opened = (agent: AgentView) => async (page: Page) => {
  await page.locator('.item', { hasText: agent.name }).first().click()
}

const wideningCard = (title: string, part: Partial<ApprovalCard>): ApprovalCard => ({
  ...labelsCard,
  interactionId: 'interaction-agent',
  kind: 'widening',
  title,
  agentName: null,
  agentClaimedName: null,
  taskText: null,
  call: null,
  allowFor: null,
  confirmation: null,
  stepUpAhead: null,
  editable: false,
  ...part,
})
const card = (name: string, shown: ApprovalCard) => ({
  name: `card-agent-${name}`,
  page: 'approval' as const,
  bridge: { state: approvalState(shown) },
})

const secretState: ApprovalState = {
  ...approvalState(null),
  reveal: {
    interactionId: 'interaction-agent',
    agentName: 'Claude Code',
    facts: {
      port: 47_631,
      mcpCommand:
        '/opt/Countersign/resources/app.asar.unpacked/out/app/commands/countersign-mcp.mjs',
      hookCommand:
        '/opt/Countersign/resources/app.asar.unpacked/out/app/commands/countersign-hook.mjs',
      home: null,
      shell: 'posix',
    },
    portIsFixed: false,
  },
}
/** Of the form of one, and never given to anybody. */
const shownSecret = { secret: 'Q9w3TzUqk2mB7sXy0pLh5cVd8eRf1gJn4aKi6oZtWbE' }
const secretPage = (name: string, reach?: (page: Page) => Promise<void>) => ({
  name: `card-agent-secret-${name}`,
  page: 'approval' as const,
  bridge: { state: secretState, values: { 'approval.read-secret': shownSecret } },
  ...(reach && { reach }),
})

export const agentScreens = [
  screen('add'),
  screen('one', opened(claude)),
  screen('new', opened(fresh)),
  screen('paused', opened(paused)),
  screen('gone', opened(gone)),
  screen('revoke', async (page) => {
    await opened(claude)(page)
    await page.locator('.detail-foot .button').last().click()
  }),
  card(
    'access',
    wideningCard('Let Claude Code use more', {
      widening: {
        what: 'agent_access',
        agentId: claude.id,
        access: [
          { connectionId: bankId, tools: null },
          { connectionId: 'records', tools: ['search_records'] },
        ],
      },
      agentFacts: [
        {
          connectionName: 'Harbor Bank',
          host: 'bank.harbor.example',
          whole: true,
          tools: bankTools,
        },
        {
          connectionName: 'Records',
          host: 'records.example',
          whole: false,
          tools: ['search_records'],
        },
      ],
    }),
  ),
  card(
    'secret-asked',
    wideningCard('Make a secret for Claude Code', {
      widening: { what: 'agent_secret', agentId: claude.id },
    }),
  ),
  card(
    'resume',
    wideningCard('Let Night shift go on', {
      widening: { what: 'agent_resume', agentId: paused.id },
    }),
  ),
  secretPage('claude-code'),
  secretPage('vscode', async (page) => {
    await page.getByRole('button', { name: 'VS Code' }).click()
  }),
]
