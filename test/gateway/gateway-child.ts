// A process of its own with a gateway in the folder of its command line; says its port, ends with its input.
import { createHash } from 'node:crypto'
import { createGateway } from '../../main/gateway/gateway.ts'
import { createSystemClock } from '../../main/system-clock.ts'
import type { Agent } from '../../shared/model/agent.ts'

const [folder = '', secret = ''] = process.argv.slice(2)
const secretHash = createHash('sha256').update(secret).digest('hex')
const agent: Agent = { id: 'ada', name: 'ada', kind: 'gateway', access: [], secretHash }
const gateway = createGateway({
  agents: { findBySecret: (given) => (given === secret ? agent : null) },
  listAgents: () => [agent],
  routes: new Map([['/mcp', async ({ body }) => Response.json({ body: body ?? null })]]),
  settings: () => ({ gatewayPort: null }),
  folder,
  clock: createSystemClock(),
  log: (level, message) => void process.stderr.write(`${level}: ${message}\n`),
  onChanged: () => undefined,
  onWrongSecret: () => undefined,
})
await gateway.refresh()
process.stdout.write(`${gateway.state().port ?? 0}\n`)
process.stdin.on('end', () => void gateway.stop()).resume()
