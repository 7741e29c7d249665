// A proxy that leads every name to one server whose certificate nobody vouches for.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type AddressInfo, type Server } from 'node:net'
import { selfSigned } from '../http/self-signed.ts'

export interface Impostor {
  /** Of the proxy. */
  readonly port: number
  /** What got through to the server behind it. */
  readonly requests: string[]
  stop(): void
}

export async function startImpostor(): Promise<Impostor> {
  const requests: string[] = []
  const server = createTlsServer(selfSigned, ({ url }, response) => {
    requests.push(String(url))
    response.end('<h1>Harbor Bank</h1>')
  })
  const port = await listen(server)
  const proxy = createServer()
  proxy.on('connect', (_request, client) => {
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.pipe(client).pipe(upstream)
    })
    for (const socket of [upstream, client]) socket.on('error', () => socket.destroy())
  })
  return {
    port: await listen(proxy),
    requests,
    stop: () => {
      for (const one of [proxy, server]) {
        one.closeAllConnections()
        one.close()
      }
    },
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
