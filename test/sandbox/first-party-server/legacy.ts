// The first-party MCP server in the era of 2025-11-25: sessions, and questions as requests inside the call's stream.
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendJson } from '../http.ts'
import { saveViolation } from '../world.ts'
import { serverInfo, signTool, toResult } from './catalogue.ts'
import { noteAnswer, type Message } from './modern.ts'
import { startSigning, type Notary } from './sign-document.ts'
import type { Answer, Operation, Question } from './state.ts'

export const legacyRevision = '2025-11-25'
const urlElicitationRequired = -32_042

/** Serves one message; sessions and waiting questions live as long as the server. */
export function createLegacyEra(notary: Notary, resource: string) {
  const sessions = new Set<string>()
  const waiting = new Map<string, { session: string; resolve: (answer: Answer) => void }>()
  /** Operations that named pages and go on when the call comes again. */
  const paused = new Map<string, Operation>()
  const fault = (code: string, detail: string): void => saveViolation(notary.world, code, detail)

  const ask = (stream: ServerResponse, session: string, question: Question): Promise<Answer> => {
    const id = `ask-${randomUUID()}`
    const params = question
    sendEvent(stream, { jsonrpc: '2.0', id, method: 'elicitation/create', params })
    if (notary.state.fault.kind === 'hang-up') setTimeout(() => stream.destroy(), 100)
    return new Promise((resolve) => waiting.set(id, { session, resolve }))
  }

  const call = async (
    { id, params }: Message,
    { response, session }: { response: ServerResponse; session: string },
  ): Promise<void> => {
    const args = params?.['arguments'] as { document?: string } | undefined
    const document = args?.document ?? ''
    const go = paused.get(document) ?? startSigning(notary, document, resource)
    paused.delete(document)
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    // Said about nothing that anybody knows: it must be ignored.
    const unknown = { elicitationId: 'of-nobody' }
    const method = 'notifications/elicitation/complete'
    sendEvent(response, { jsonrpc: '2.0', method, params: unknown })
    let step = await go(null)
    while (step.kind === 'ask' && !response.destroyed) {
      const { question } = step
      const answer = await ask(response, session, question)
      noteAnswer(notary, 'legacy', { question, answer })
      step = await go(answer)
    }
    if (step.kind === 'pages') {
      paused.set(document, go)
      const { elicitations } = step
      const error = { code: urlElicitationRequired, message: 'Pages first', data: { elicitations } }
      sendEvent(response, { jsonrpc: '2.0', id, error })
    } else if (step.kind === 'result') {
      sendEvent(response, { jsonrpc: '2.0', id, result: toResult(step) })
    }
    response.end()
  }

  const takeAnswer = (message: Message, session: string): void => {
    const found = waiting.get(String(message.id))
    waiting.delete(String(message.id))
    if (!found) return fault('mcp_answer_twice', 'an answer to nothing that is asked')
    if (found.session !== session) fault('mcp_other_session', 'an answer in another session')
    found.resolve(message.result ?? { action: 'error' })
  }

  return async (
    request: IncomingMessage,
    response: ServerResponse,
    message: Message,
  ): Promise<void> => {
    const session = String(request.headers['mcp-session-id'] ?? '')
    if (message.method === 'initialize') return initialize(message, response)
    if (request.method === 'DELETE') return void response.writeHead(204).end()
    if (!sessions.has(session)) {
      const error = { code: -32_600, message: 'Initialize first' }
      return sendJson(response, 400, { jsonrpc: '2.0', id: message.id ?? null, error })
    }
    if (message.method === undefined) {
      takeAnswer(message, session)
      return void response.writeHead(202).end()
    }
    if (message.id === undefined) return void response.writeHead(202).end()
    if (message.method === 'tools/call') return call(message, { response, session })
    const result = message.method === 'tools/list' ? { tools: [signTool] } : {}
    sendJson(response, 200, { jsonrpc: '2.0', id: message.id, result })
  }

  function initialize({ id, params }: Message, response: ServerResponse): void {
    const offered = params?.['capabilities'] as { elicitation?: object } | undefined
    const modes = Object.keys(offered?.elicitation ?? {})
    if (modes.toSorted().join() !== 'form,url') fault('mcp_capability', modes.join())
    const session = randomUUID()
    sessions.add(session)
    response.setHeader('mcp-session-id', session)
    const capabilities = { tools: {} }
    const result = { protocolVersion: legacyRevision, capabilities, serverInfo }
    sendJson(response, 200, { jsonrpc: '2.0', id, result })
  }
}

function sendEvent(response: ServerResponse, message: object): void {
  response.write(`event: message\ndata: ${JSON.stringify(message)}\n\n`)
}
