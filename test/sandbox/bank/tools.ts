// Harbor Bank as an MCP server: runs calls that were let through, and keeps the ledger.
import { McpServer, type CallToolResult } from '@modelcontextprotocol/server'
import { buildId } from '../secret-value.ts'
import type { World } from '../world.ts'
import { catalogue } from './catalogue.ts'
import { accounts, documents, transactions } from './data.ts'
import { digestOf, type Pass } from './policy.ts'

/** A server for one request; `pass` is what this request was let through with. */
export function buildBankServer(world: World, pass: Pass | null): McpServer {
  const server = new McpServer({ name: 'harbor-bank', title: 'Harbor Bank', version: '1.0.0' })
  for (const [name, tool] of Object.entries(catalogue)) {
    const { title, description, inputSchema, annotations } = tool
    server.registerTool(name, { title, description, inputSchema, annotations }, (input) =>
      pass?.call.tool === name
        ? runTool(world, pass, input)
        : failed('This call was not let through.'),
    )
  }
  return server
}

/** Runs what was let through, and writes it into the ledger. */
export function runTool(world: World, pass: Pass, input: Record<string, unknown>): CallToolResult {
  const { call } = pass
  const intent = pass.intentId === null ? undefined : world.intents.get(pass.intentId)
  if (intent?.used) return failed('This approval was used already.')
  if (pass.proofKey !== null) {
    if (world.usedProofs.has(pass.proofKey)) return failed('This proof was used already.')
    world.usedProofs.add(pass.proofKey)
  }
  if (intent) intent.used = true
  world.effects.push({
    at: world.now(),
    tool: call.tool,
    changes: catalogue[call.tool]?.annotations.readOnlyHint === false,
    arguments: call.arguments,
    key: digestOf(call),
    intentId: pass.intentId,
    acr: pass.acr,
  })
  const result = answers[call.tool]?.(input)
  return result ?? failed('No such tool.')
}

type Answer = (input: Record<string, unknown>) => CallToolResult

const answers: Record<string, Answer> = {
  list_accounts: () =>
    done(
      lines(accounts, (one) => `${one.name}: EUR ${one.balance}`),
      { accounts },
    ),
  list_transactions: ({ account, limit }) => {
    const found = transactions.filter((one) => one.account === account).slice(0, Number(limit))
    return done(
      lines(found, (one) => `${one.date} ${one.text}: EUR ${one.amount}`),
      {
        transactions: found,
      },
    )
  },
  prepare_transfer: (input) => {
    const draft = buildId('draft')
    const text = `Draft saved: ${moneyOf(input)} to ${String(input['recipient'])}. Nothing moved.`
    return done(text, { draft, ...input })
  },
  pay: (input) => {
    const payment = buildId('payment')
    return done(`Paid ${moneyOf(input)} to ${String(input['recipient'])}.`, { payment, ...input })
  },
  add_payee: (input) => done(`Added the payee ${String(input['name'])}.`, { ...input }),
  share_document: (input) => {
    const known = documents.some(({ title }) => title === input['document'])
    if (!known) return failed(`There is no document called ${String(input['document'])}.`)
    return done(`Shared ${String(input['document'])} with ${String(input['with'])}.`, { ...input })
  },
}

function moneyOf(input: Record<string, unknown>): string {
  return `${String(input['currency'])} ${Number(input['amount']).toFixed(2)}`
}

function lines<T>(list: readonly T[], write: (one: T) => string): string {
  return list.map(write).join('\n') || 'Nothing.'
}

function done(text: string, structuredContent: Record<string, unknown>): CallToolResult {
  return { content: [{ type: 'text', text }], structuredContent }
}

function failed(text: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text }] }
}
