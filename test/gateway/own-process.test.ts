// Proves the gateway from other processes: another user of the computer, and a system that gives no further file.
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished, vi } from 'vitest'
import { ask, openGateway, secretOf } from './gateway-world.ts'
import { openSocket } from './raw-client.ts'

const run = promisify(execFile)
const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups']

it('[GWE-05] gives another user of this computer nothing without a secret, and no file that names one', async (context) => {
  // Only root may start a process as somebody else.
  if (process.getuid?.() !== 0) return context.skip()
  const world = await openGateway()
  const script = [
    `const url = 'http://127.0.0.1:${world.port()}/mcp'`,
    `const ask = (secret) => fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', ...(secret && { authorization: 'Bearer ' + secret }) } }).then((answer) => answer.status)`,
    `let file = 'read'`,
    `try { require('node:fs').readFileSync(${JSON.stringify(path.join(world.folder, 'gateway.json'))}) } catch (error) { file = error.code }`,
    `Promise.all([ask(''), ask('guess')]).then((statuses) => console.log(JSON.stringify([process.getuid(), ...statuses, file])))`,
  ].join('\n')
  const { stdout } = await run('setpriv', [...nobody, process.execPath, '-e', script], {
    cwd: '/',
    env: { PATH: process.env['PATH'] },
  })
  // Dies if: what comes from this computer needs no secret, or the folder of the file is open to all.
  expect(JSON.parse(stdout)).toEqual([65_534, 401, 401, 'EACCES'])
  expect(world.seen).toEqual([])
})

async function startChild(
  folder: string,
): Promise<{ child: ChildProcess; port: number; errors: () => string }> {
  const script = path.join(import.meta.dirname, 'gateway-child.ts')
  const command = `ulimit -n 64; exec "$0" "$@"`
  const child = spawn('bash', ['-c', command, process.execPath, script, folder, secretOf('ada')])
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, port: Number(chunk.toString()), errors: () => errors }
}

it(
  '[GWE-14] outlives a system that gives no further file, and goes on when it does',
  { timeout: 60_000 },
  async (context) => {
    if (process.platform === 'win32') return context.skip()
    const folder = mkdtempSync(path.join(tmpdir(), 'countersign-gateway-'))
    const { child, port, errors } = await startChild(folder)
    onTestFinished(async () => {
      if (child.exitCode === null) {
        child.kill()
        await once(child, 'exit')
      }
      rmSync(folder, { recursive: true, force: true })
    })
    expect((await ask(port)).status).toBe(200)
    for (let round = 0; round < 3; round += 1) {
      // Half a head keeps each of them; the system has 64 files for all of this process.
      const sockets: Socket[] = []
      for (let count = 0; count < 120; count += 1) {
        const socket = await openSocket(port).catch(() => null)
        socket?.write('POST /mcp HTTP/1.1\r\n')
        if (socket !== null) sockets.push(socket)
      }
      // Dies if: an error at accept ends the process.
      expect(child.exitCode).toBe(null)
      for (const socket of sockets) socket.destroy()
      await vi.waitFor(async () => expect((await ask(port)).status).toBe(200), {
        timeout: 15_000,
        interval: 100,
      })
    }
    child.stdin?.end()
    const [code] = (await once(child, 'exit')) as [number | null]
    expect([code, errors()]).toEqual([0, expect.not.stringContaining('Error')])
  },
)
