// Starts the unmodified reference server "everything" over Streamable HTTP, as its own process.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'

/** A running reference server. */
export type EverythingServer = { mcpUrl: string; stop: () => Promise<void> }

/** Starts it on a free loopback port and returns when it answers, within 20 s. */
export async function startEverythingServer(): Promise<EverythingServer> {
  const entry = import.meta.resolve('@modelcontextprotocol/server-everything/dist/index.js')
  const port = await findFreePort()
  const child = spawn(process.execPath, [fileURLToPath(entry), 'streamableHttp'], {
    env: { ...process.env, PORT: String(port) },
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    const slow = setTimeout(() => child.kill('SIGKILL'), 2000)
    await ended
    clearTimeout(slow)
  }
  const mcpUrl = `http://127.0.0.1:${port}/mcp`
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error('the everything server ended')
    const answer = await fetch(mcpUrl, { method: 'GET' }).catch(() => null)
    if (answer) return { mcpUrl, stop }
    await sleep(100)
  }
  await stop()
  throw new Error('the everything server did not answer within 20 s')
}

/** A port that was free a moment ago; the reference server cannot pick one itself. */
function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
