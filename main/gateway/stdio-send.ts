// Carries one message of `countersign-mcp` to the app on this computer, by its number alone and past any proxy.
import { request, type IncomingMessage } from 'node:http'
import { createEventReader } from './event-reader.ts'
import type { BridgeAnswer, BridgeSend } from './stdio-bridge.ts'

/** Longest answer that is read whole, characters. */
const longestAnswer = 32 * 1024 * 1024

export function sendToApp(asked: BridgeSend): Promise<BridgeAnswer> {
  const { port, method, headers, body, signal } = asked
  return new Promise((resolve, reject) => {
    const to = { host: '127.0.0.1', port, path: '/mcp', method, headers, agent: false, signal }
    const length = { 'content-length': Buffer.byteLength(body) }
    const all = method === 'POST' ? { ...headers, ...length } : headers
    const sent = request({ ...to, headers: all }, (answer) => {
      readAnswer(answer, asked).then(resolve, reject)
    })
    // A call may be held for as long as it takes: no time-out of the socket.
    sent.setTimeout(0)
    sent.on('error', reject)
    sent.end(method === 'POST' ? body : undefined)
  })
}

async function readAnswer(
  answer: IncomingMessage,
  { onMessage }: BridgeSend,
): Promise<BridgeAnswer> {
  const given = answer.headers['mcp-session-id']
  const told = {
    status: answer.statusCode ?? 0,
    sessionId: typeof given === 'string' ? given : null,
  }
  answer.setEncoding('utf8')
  const isStream = (answer.headers['content-type'] ?? '').startsWith('text/event-stream')
  const readEvent = createEventReader(onMessage)
  let whole = ''
  for await (const part of answer as AsyncIterable<string>) {
    if (isStream) readEvent(part)
    else whole += part
    if (whole.length > longestAnswer) throw new Error('The answer is too long')
  }
  if (!isStream && isMessage(whole)) onMessage(whole.trim())
  return told
}

/** What the guards in front of the protocol say is for people, and no message. */
function isMessage(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'jsonrpc' in value
  } catch {
    return false
  }
}
