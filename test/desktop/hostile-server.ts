// A server that no page of the app may reach; it remembers whatever came all the same.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HostileServer {
  readonly origin: string
  /** Method and path of every request, and `upgrade` for sockets. */
  readonly requests: string[]
  stop(): void
}

export async function startHostileServer(): Promise<HostileServer> {
  const requests: string[] = []
  const server = createServer(({ method, url }, response) => {
    requests.push(`${String(method)} ${String(url)}`)
    response.writeHead(200, { 'access-control-allow-origin': '*' })
    response.end('window.ran = "remote script"')
  })
  server.on('upgrade', ({ url }, socket) => {
    requests.push(`upgrade ${String(url)}`)
    socket.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    requests,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
