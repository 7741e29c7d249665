// A TCP proxy of a test's own: it delays, breaks off before, in and after a request, or swallows everything.
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

/** What happens to one connection. `bytes` of the request are let through before it is reset. */
export type Weather =
  | { readonly kind: 'fine' | 'hole' | 'reset_at_once' | 'reset_before_answer' }
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'reset_in_request'; readonly bytes: number }
  | { readonly kind: 'reset_in_answer'; readonly bytes: number }

export interface BadNetwork {
  readonly port: number
  /** Bytes of requests that were let through, of all connections since this was last set to 0. */
  passed: number
  stop(): Promise<void>
}

/** Stands before `port` of this computer; asks for the weather of each connection when it comes in. */
export async function startBadNetwork(port: number, weather: () => Weather): Promise<BadNetwork> {
  const open = new Set<Socket>()
  const server = createServer((near) => {
    open.add(near)
    near.on('error', () => undefined).on('close', () => open.delete(near))
    const now = weather()
    if (now.kind === 'reset_at_once') return void near.resetAndDestroy()
    // What is never read is swallowed, as by a network that drops everything.
    if (now.kind === 'hole') return void near.resume()
    const far = connect(port, '127.0.0.1')
    open.add(far)
    far.on('error', () => near.destroy()).on('close', () => open.delete(far))
    const breakOff = (): void => {
      near.resetAndDestroy()
      far.destroy()
    }
    near.on('data', (chunk: Buffer) => {
      const left = now.kind === 'reset_in_request' ? now.bytes - network.passed : chunk.length
      const through = chunk.subarray(0, Math.max(0, left))
      network.passed += through.length
      const forward = (): void => void far.write(through)
      if (now.kind === 'slow') setTimeout(forward, now.delayMs)
      else forward()
      if (through.length < chunk.length) far.end(breakOff)
    })
    far.on('data', (chunk: Buffer) => {
      if (now.kind === 'reset_before_answer') return breakOff()
      if (now.kind !== 'reset_in_answer') return void near.write(chunk)
      near.write(chunk.subarray(0, now.bytes), breakOff)
    })
    near.on('end', () => far.end())
    far.on('end', () => near.end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const network: BadNetwork = {
    port: (server.address() as AddressInfo).port,
    passed: 0,
    stop: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return network
}
