// Entry of `countersign-mcp`: an MCP server over standard streams for agents that start commands; plain Node 20 or later.
import { randomBytes } from 'node:crypto'
import { homedir } from 'node:os'
import { findDataHome } from './gateway/data-home.ts'
import { readDiscovery } from './gateway/read-discovery.ts'
import { createBridge } from './gateway/stdio-bridge.ts'
import { createLineReader } from './gateway/stdio-lines.ts'
import { sendToApp } from './gateway/stdio-send.ts'

/** As much as the app takes. */
const longestLine = 4 * 1024 * 1024

const { platform, env, stdin, stdout } = process
const folder = findDataHome({ platform, env, homeFolder: homedir() })
const bridge = createBridge({
  findApp: () => readDiscovery(folder),
  send: sendToApp,
  // Only messages of the protocol go here; one message, one line.
  write: (message) => void stdout.write(`${message.replaceAll(/[\r\n]+/g, ' ')}\n`),
  env,
  processId: randomBytes(16).toString('base64url'),
  after: (ms, run) => {
    const timer = setTimeout(run, ms).unref()
    return () => clearTimeout(timer)
  },
})
const reader = createLineReader(longestLine, (line) => bridge.take(line))
stdin.setEncoding('utf8')
stdin.on('data', (chunk: string) => reader.push(chunk))
// The agent has gone, and reads nothing more.
stdout.on('error', () => process.exit(0))
stdin.on('end', () => void bridge.end().finally(() => process.exit(0)))
