// Attacks the loopback listener's port: squatters before, beside and after it.
import { createServer, type AddressInfo, type ListenOptions, type Server } from 'node:net'
import { expect, test } from 'vitest'
import { startRedirectListener } from '../../main/oauth/redirect-listener.ts'
import { hit } from '../oauth/raw-hit.ts'

/** The error code of trying to listen there, or the server that does. */
function squat(options: ListenOptions): Promise<Server | string> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'failed'))
    server.listen(options, () => resolve(server))
  })
}

const portOf = (uri: string): number => Number(new URL(uri).port)

// Dies if: the name `localhost` is bound or registered, or the port is shared.
test('[THREAT-053] the literal address is bound for us alone and named in the redirect URI', async () => {
  const listener = await startRedirectListener(null, () => 'ignore')
  const port = portOf(listener.redirectUri)
  expect(listener.redirectUri).toBe(`http://127.0.0.1:${port}/cb`)
  for (const options of [
    { host: '127.0.0.1', port },
    { host: '0.0.0.0', port },
    { host: '127.0.0.1', port, reusePort: true },
    { host: '0.0.0.0', port, reusePort: true },
  ]) {
    expect(await squat(options)).toBe('EADDRINUSE')
  }
  listener.stop()
})

// Dies if: a busy port leads back to the old redirect URI, whose answers the squatter would get.
test('[THREAT-053] a port that somebody took before us is not used', async () => {
  const squatter = await squat({ host: '127.0.0.1', port: 0 })
  if (typeof squatter === 'string') throw new Error(squatter)
  const taken = (squatter.address() as AddressInfo).port
  const listener = await startRedirectListener(`http://127.0.0.1:${taken}/cb`, () => 'done')
  expect(portOf(listener.redirectUri)).not.toBe(taken)
  expect((await hit(listener.redirectUri)).headers['location']).toBe('/done')
  listener.stop()
  squatter.close()
})

// Dies if: the target of the redirect is taken from the request.
test.each(['next', 'redirect', 'return_to', 'url', 'continue', 'location'])(
  '[THREAT-052] a parameter %s leads nowhere',
  async (name) => {
    const listener = await startRedirectListener(null, () => 'done')
    const hostile = `${listener.redirectUri}?${name}=https%3A%2F%2Fevil.example%2F&code=x`
    const { status, headers } = await hit(hostile)
    expect({ status, location: headers['location'] }).toEqual({ status: 303, location: '/done' })
    const page = await hit(new URL(`/done?${name}=https://evil.example`, listener.redirectUri))
    expect(page.headers['location']).toBeUndefined()
    expect(page.body).not.toContain('evil')
    listener.stop()
  },
)

// Dies if: the listener outlives its flow.
test('[THREAT-053] after the flow nobody listens, and the next flow has a listener of its own', async () => {
  const first = await startRedirectListener(null, () => 'done')
  first.stop()
  await expect(hit(first.redirectUri)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  const second = await startRedirectListener(first.redirectUri, () => 'ignore')
  expect((await hit(second.redirectUri)).status).toBe(400)
  second.stop()
})
