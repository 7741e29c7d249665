// The gateway as the suite's server scenarios meet it: real endpoint, real protocol, tools that answer as the suite wants.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createGateway } from '../../main/gateway/gateway.ts'
import { createSystemClock } from '../../main/system-clock.ts'
import type { Agent } from '../../shared/model/agent.ts'
import { buildTool } from '../agent/journey-world.ts'
import { createMcpWorld, type McpWorld } from '../gateway/mcp-world.ts'

export interface GatewaySide {
  readonly url: string
  stop(): Promise<void>
}

const secret = 'secret-of-the-suite'
/** What the gateway puts before the names of tools; the suite calls them by their own. */
const prefix = 'harbor-bank__'
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const text = { type: 'text', text: 'This is a simple text response for testing.' }
const image = { type: 'image', data: pixel, mimeType: 'image/png' }
const audio = { type: 'audio', data: 'UklGRiQAAABXQVZFZm10IA==', mimeType: 'audio/wav' }
const resource = {
  type: 'resource',
  resource: { uri: 'test://embedded-resource', mimeType: 'text/plain', text: 'embedded' },
}

/** What the servers behind would have answered, by tool. */
const results: Readonly<Record<string, object>> = {
  test_simple_text: { content: [text] },
  test_image_content: { content: [image] },
  test_audio_content: { content: [audio] },
  test_embedded_resource: { content: [resource] },
  test_multiple_content_types: { content: [text, image, resource] },
  test_error_handling: {
    content: [{ type: 'text', text: 'This tool intentionally returns an error for testing' }],
    isError: true,
  },
}
const schema2020 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  additionalProperties: false,
  ...(JSON.parse(
    '{"if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},"then":{"required":["phone"]},"else":{"required":["email"]}}',
  ) as object),
}

/** Listens when this resolves. */
export async function startGatewaySide(): Promise<GatewaySide> {
  const world = createMcpWorld()
  const agent = world.addAgent('suite')
  offerTools(world)
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-gateway-side-'))
  const known: Agent = { ...agent, secretHash: createHash('sha256').update(secret).digest('hex') }
  const gateway = createGateway({
    agents: { findBySecret: (given) => (given === secret ? known : null) },
    listAgents: () => [known],
    routes: new Map([['/mcp', (asked) => world.mcp.handle({ ...asked, agent })]]),
    settings: () => ({ gatewayPort: null }),
    folder,
    clock: createSystemClock(),
    log: () => undefined,
    onChanged: () => undefined,
    onWrongSecret: () => undefined,
  })
  await gateway.refresh()
  const { port } = gateway.state()
  if (port === null) throw new Error('The gateway does not listen')
  const relay = await startRelay(port)
  return {
    url: relay.url,
    stop: async () => {
      await relay.stop()
      await gateway.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function offerTools({ journey }: McpWorld): void {
  const plain = Object.keys(results).map((name) => buildTool({ name, description: name }))
  const schema = buildTool({
    name: 'json_schema_2020_12_tool',
    description: 'Takes an address',
    inputSchema: schema2020,
  })
  journey.store.connections.saveTools('harbor', [...plain, schema])
  journey.policy = () => ({ decision: 'allow', ruleId: null })
  journey.answerSend = () => {
    const call = journey.store.calls.load(journey.sent.at(-1)?.callId ?? '')
    const result = results[call?.tool ?? ''] ?? { content: [] }
    const isError = 'isError' in result
    return { kind: 'done', resultText: '', isError, resultJson: JSON.stringify(result) }
  }
}

/**
 * The suite knows neither secrets nor our names: what stands between adds the one and takes away the other, and passes
 * every header on, Host and Origin too.
 */
async function startRelay(port: number): Promise<{ url: string; stop: () => Promise<void> }> {
  let own = ''
  const server = createServer((asked, answer) => {
    void relay(asked, answer, { port, own }).catch(() => answer.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: ownPort } = server.address() as AddressInfo
  own = String(ownPort)
  return {
    url: `http://127.0.0.1:${own}/mcp`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function relay(
  asked: IncomingMessage,
  answer: ServerResponse,
  { port, own }: { port: number; own: string },
): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of asked as AsyncIterable<Buffer>) parts.push(part)
  const body = Buffer.concat(parts)
    .toString()
    .replaceAll(/"name":"(test_|json_)/g, `"name":"${prefix}$1`)
  const name = asked.headers['mcp-name']
  const isOurs = typeof name === 'string' && /^(?:test_|json_)/.test(name)
  const headers: Record<string, string | string[] | undefined> = {
    ...asked.headers,
    ...(isOurs && { 'mcp-name': `${prefix}${name}` }),
    host: asked.headers.host?.replace(`:${own}`, `:${port}`),
    authorization: `Bearer ${secret}`,
    'content-length': String(Buffer.byteLength(body)),
  }
  if (asked.method !== 'POST') delete headers['content-length']
  delete headers['connection']
  delete headers['transfer-encoding']
  const to = { host: '127.0.0.1', port, path: asked.url, method: asked.method, headers }
  const sent = request({ ...to, agent: false }, (told) => {
    const { 'content-length': _length, ...kept } = told.headers
    answer.writeHead(told.statusCode ?? 500, kept)
    told.setEncoding('utf8')
    told.on('data', (part: string) => answer.write(part.replaceAll(prefix, '')))
    told.on('end', () => answer.end())
    told.on('error', () => answer.destroy())
  })
  answer.on('close', () => sent.destroy())
  sent.on('error', () => answer.destroy())
  sent.end(asked.method === 'POST' ? body : undefined)
}
