// Sends one held call to its resource server over MCP, exactly as it was frozen, at most once per attempt.
import type { CallToolResult } from '@modelcontextprotocol/client'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { Tool } from '../../shared/model/connection.ts'
import type { Clock } from '../../shared/model/ports.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { GuardedFetch } from '../http/guarded-fetch.ts'
import type { DpopKeyRing } from '../oauth/dpop.ts'
import type { DpopProofs } from '../oauth/dpop-proofs.ts'
import { loadAccess } from './access.ts'
import { createAnswerWatch } from './answer-watch.ts'
import type { McpConnector, McpSession } from './mcp-connection.ts'
import { createMcpFetch } from './mcp-fetch.ts'
import { judgeFailure } from './send-outcome.ts'
import { buildResultText, stripSecrets } from './tool-result.ts'
import type { SendOutcome, ToolSender } from './tool-sender.ts'

export interface ToolSenderOptions {
  readonly fetch: GuardedFetch
  readonly proofs: Pick<DpopProofs, 'sendWithProof'>
  readonly keys: Pick<DpopKeyRing, 'load'>
  readonly connector: McpConnector
  readonly clock: Pick<Clock, 'after'>
  readonly store: { readonly connections: { listTools(connectionId: string): Tool[] } }
}

type Request = Parameters<ToolSender['send']>[0]

/** Longest wait for a tool's answer, milliseconds. */
const callTimeoutMs = 10 * 60_000

/** A sender over `connector`. Outcomes are values; only `agent/bad_call` is thrown. */
export function createToolSender(options: ToolSenderOptions): ToolSender {
  return { send: (request) => send(options, request) }
}

async function send(options: ToolSenderOptions, request: Request): Promise<SendOutcome> {
  const { call, connection, grant } = request
  const access = await loadAccess(grant, options.keys).catch(keyGone)
  if (access instanceof CountersignError) return { kind: 'not_sent', reason: access.message }
  const host = new URL(connection.url).host
  const watch = createAnswerWatch(options.clock)
  const wire = createMcpFetch({
    fetch: options.fetch,
    proofs: options.proofs,
    url: connection.url,
    access,
    frozen: { tool: call.tool, argumentsJson: call.argumentsJson },
    onCallBodyEnd: () => watch.onBodyEnd(),
  })
  let session: McpSession | null = null
  try {
    session = await options.connector.connect({
      key: connection.id,
      url: connection.url,
      fetch: wire.fetch,
      scheduleResume: watch.scheduleResume,
    })
    const tool = options.store.connections
      .listTools(connection.id)
      .find((candidate) => candidate.name === call.tool)
    const answer = requestCall(session, call, tool ?? null)
    return buildDone(await watch.orLost(answer), access?.accessToken.reveal())
  } catch (error) {
    if (session !== null && !wire.facts.callSent) options.connector.forget(connection.id)
    return judgeFailure({ facts: wire.facts, error, host, tokenType: grant?.tokenType ?? null })
  } finally {
    // Not awaited: a server that is slow to end a session must not hold up the result.
    session?.close().catch(() => undefined)
  }
}

/** Nothing has been sent yet: the person signs in again and nothing else is lost. */
function keyGone(error: unknown): CountersignError {
  if (isCountersignError(error, 'oauth/not_bound')) return error
  throw error
}

function requestCall(
  { client }: McpSession,
  call: ToolCall,
  tool: Tool | null,
): Promise<CallToolResult> {
  const args: Record<string, unknown> = JSON.parse(call.argumentsJson)
  // Naming the definition keeps the SDK from repeating a call after a header mismatch.
  const toolDefinition = {
    name: call.tool,
    inputSchema: { ...tool?.inputSchema, type: 'object' as const },
  }
  return client.callTool(
    { name: call.tool, arguments: args },
    { timeout: callTimeoutMs, toolDefinition },
  )
}

function buildDone(result: CallToolResult, token: string | undefined): SendOutcome {
  return {
    kind: 'done',
    resultText: stripSecrets(buildResultText(result), [token ?? '']),
    isError: result.isError === true,
  }
}
