// The first-party MCP server in the era of 2026-07-28: stateless requests, questions inside results, strict retries.
import type { IncomingMessage, ServerResponse } from 'node:http'
import canonicalize from 'canonicalize'
import { sendJson } from '../http.ts'
import { buildSecretValue } from '../secret-value.ts'
import { saveViolation } from '../world.ts'
import { serverInfo, signTool, toResult } from './catalogue.ts'
import { startSigning, type Notary } from './sign-document.ts'
import { namesOf, type Answer, type Operation, type Question, type Step } from './state.ts'

export const modernRevision = '2026-07-28'

export type Message = {
  id?: number | string
  method?: string
  params?: Record<string, unknown>
  result?: Answer
}

/** What a question left open: the call it belongs to and how it goes on. */
type Open = { id: unknown; call: string; key: string; question: Question; go: Operation }

const withoutState = 'no state was given'

/** Serves one message; questions that are open live as long as the server. */
export function createModernEra(notary: Notary, resource: string) {
  const open = new Map<string, Open>()
  const fault = (code: string, detail: string): void => saveViolation(notary.world, code, detail)

  const call = async (message: Message): Promise<object> => {
    const params = message.params ?? {}
    const frozen = canonicalize([params['name'], params['arguments']]) ?? ''
    const { inputResponses, requestState } = params as {
      inputResponses?: Record<string, Answer>
      requestState?: string
    }
    if (inputResponses === undefined && requestState === undefined) {
      const args = params['arguments'] as { document?: string } | undefined
      const go = startSigning(notary, args?.document ?? '', resource)
      return present(await go(null), { id: message.id, call: frozen, go })
    }
    const found = open.get(requestState ?? withoutState)
    open.delete(requestState ?? withoutState)
    if (!found) {
      fault('mcp_unknown_state', 'a requestState that was not given, or given twice')
      return toResult({ kind: 'result', text: 'Unknown state.', isError: true })
    }
    if (found.id === message.id) fault('mcp_same_id', 'the retry has the id of the call before')
    if (found.call !== frozen) fault('mcp_changed_call', 'the retry is another call')
    const keys = Object.keys(inputResponses ?? {})
    if (keys.join() !== found.key) fault('mcp_other_keys', keys.join())
    const answer = inputResponses?.[found.key] ?? { action: 'missing' }
    noteAnswer(notary, 'modern', { question: found.question, answer })
    return present(await found.go(answer), { id: message.id, call: frozen, go: found.go })
  }

  const present = (step: Step, at: Pick<Open, 'id' | 'call' | 'go'>): object => {
    const { kind } = notary.state.fault
    if (kind === 'unknown-type') return { resultType: 'hologram', content: [] }
    if (step.kind === 'result') return { resultType: 'complete', ...toResult(step) }
    const question = step.kind === 'ask' ? step.question : step.elicitations[0]
    if (question === undefined) throw new Error('nothing to ask')
    const key = `q-${notary.state.answers.length + 1}`
    // A state with every sign that somebody who reads, trims or rewrites it would change.
    const state = ` {"s":"${buildSecretValue('st')}",  "\u00e9":"\\u00e9"} `
    const requestState = kind === 'no-state' ? undefined : state
    open.set(requestState ?? withoutState, { ...at, key, question })
    const inputRequests = { [key]: { method: 'elicitation/create', params: question } }
    return {
      resultType: 'input_required',
      inputRequests,
      ...(requestState ? { requestState } : {}),
    }
  }

  return async (
    request: IncomingMessage,
    response: ServerResponse,
    message: Message,
  ): Promise<void> => {
    if (request.headers['mcp-protocol-version'] !== modernRevision) {
      const data = { supported: [modernRevision] }
      const error = { code: -32_022, message: 'Unsupported protocol version', data }
      return sendJson(response, 400, { jsonrpc: '2.0', id: message.id ?? null, error })
    }
    if (message.method === 'tools/call' && request.headers['mcp-name'] !== 'sign_document') {
      fault('mcp_name_missing', 'tools/call without Mcp-Name')
    }
    const complete = { resultType: 'complete', ttlMs: 0, cacheScope: 'private' }
    const capabilities = { tools: {} }
    const answers: Record<string, () => Promise<object>> = {
      'server/discover': async () => ({
        ...complete,
        supportedVersions: [modernRevision],
        capabilities,
        serverInfo,
      }),
      'tools/list': async () => ({ ...complete, tools: [signTool] }),
      'tools/call': () => call(message),
    }
    const answer = answers[message.method ?? '']
    if (message.id === undefined) return void response.writeHead(202).end()
    if (!answer) {
      const error = { code: -32_601, message: 'Method not found' }
      return sendJson(response, 404, { jsonrpc: '2.0', id: message.id, error })
    }
    sendJson(response, 200, { jsonrpc: '2.0', id: message.id, result: await answer() })
  }
}

export function noteAnswer(
  { state }: Notary,
  era: 'modern' | 'legacy',
  { question, answer }: { question: Question; answer: Answer },
): void {
  const { action, content = {} } = answer
  state.answers.push({ era, asked: namesOf(question), action, content })
}
