// Starts the sandbox: authorization server, Harbor Bank, the desk and the control API on loopback.
import { buildAuthorizationServer } from './authorization-server/server.ts'
import { buildBank } from './bank/server.ts'
import { buildControl, type Reach } from './control.ts'
import { buildDesk } from './desk/server.ts'
import { buildFirstPartyServer } from './first-party-server/server.ts'
import { startServer, type Handler, type LoopbackServer } from './http.ts'
import type { SandboxOptions } from './options.ts'
import { buildWorld, type SandboxUrls, type World } from './world.ts'

/** A running sandbox. `world` is its live state, for tests in the same process. */
export type Sandbox = SandboxUrls & {
  world: World
  setReach: (reach: Reach) => Promise<void>
  stop: () => Promise<void>
}

const notReady: Handler = async (_request, response) => {
  response.writeHead(503).end()
}

/** Starts all servers and returns when every one of them answers. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = buildWorld(options)
  const ports = options.ports ?? {}
  // The ports must be known before the authorization server can be built around its issuer.
  const handlers = {
    issuer: notReady,
    bank: notReady,
    firstParty: notReady,
    desk: notReady,
    control: notReady,
  }
  const start = (name: keyof typeof handlers, port?: number): Promise<LoopbackServer> =>
    startServer((request, response) => handlers[name](request, response), port)
  let issuer = await start('issuer', ports.authorizationServer)
  const bank = await start('bank', ports.bank)
  const firstParty = await start('firstParty', ports.firstParty)
  const desk = await start('desk', ports.desk)
  const control = await start('control', ports.control)
  Object.assign(world.urls, {
    issuer: `http://localhost:${issuer.port}`,
    mcpUrl: `http://localhost:${bank.port}/mcp`,
    firstPartyUrl: `http://localhost:${firstParty.port}/mcp`,
    deskUrl: `http://localhost:${desk.port}/`,
    controlUrl: `http://127.0.0.1:${control.port}`,
  })
  const issuerPort = issuer.port
  let refused = false
  const setReach = async (reach: Reach): Promise<void> => {
    world.unavailable = reach === 'unavailable'
    if (refused === (reach === 'refused')) return
    refused = reach === 'refused'
    if (refused) await issuer.stop()
    else issuer = await start('issuer', issuerPort)
  }
  const authorizationServer = await buildAuthorizationServer(world)
  handlers.issuer = authorizationServer.handler
  handlers.bank = buildBank(world, authorizationServer.provider)
  handlers.firstParty = buildFirstPartyServer(world, authorizationServer.provider)
  handlers.desk = buildDesk(world)
  handlers.control = buildControl(world, { setReach })
  const stop = async (): Promise<void> => {
    await Promise.all([issuer, bank, firstParty, desk, control].map((server) => server.stop()))
  }
  return { ...world.urls, world, setReach, stop }
}
