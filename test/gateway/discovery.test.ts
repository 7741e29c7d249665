// Proves the discovery file: private, whole, without a secret, and believed by readers only where it is safe.
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { spawn } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createDiscoveryFile } from '../../main/gateway/discovery-file.ts'
import { readProcessMark } from '../../main/gateway/process-mark.ts'
import { readDiscovery } from '../../main/gateway/read-discovery.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { openGateway, secretOf } from './gateway-world.ts'

const fileOf = (folder: string): string => path.join(folder, 'gateway.json')
const readJson = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
/** A pid that no process has: above the most that Linux gives. */
const deadPid = 0x3fff_ffff

/** As a gateway left it, with `facts` changed. */
async function leave(folder: string, facts: object): Promise<void> {
  const file = fileOf(folder)
  rmSync(file, { force: true })
  writeFileSync(
    file,
    JSON.stringify({
      version: 1,
      pid: process.pid,
      startedAtMs: 1,
      port: 4_000,
      url: 'http://127.0.0.1:4000/mcp',
      ...facts,
    }),
    { mode: 0o600 },
  )
}

describe('the file', () => {
  it.each([0o000, 0o022, 0o077, 0o777])(
    '[GWE-10] is private under the umask %o, and leaves nothing beside it',
    async (umask) => {
      const before = process.umask(umask)
      onTestFinished(() => void process.umask(before))
      const world = await openGateway()
      process.umask(before)
      const file = fileOf(world.folder)
      // Dies if: the mode is left to the umask.
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(readdirSync(world.folder)).toEqual(['gateway.json'])
      const content = readFileSync(file, 'utf8')
      expect(content).not.toContain(secretOf('ada'))
      const port = world.port()
      const { startedAtMs, process: mark, ...rest } = readJson(file)
      expect(rest).toEqual({
        version: 1,
        pid: process.pid,
        port,
        url: `http://127.0.0.1:${port}/mcp`,
      })
      expect(typeof startedAtMs).toBe('number')
      expect(mark).toBe(readProcessMark(process.pid) ?? undefined)
      await world.gateway.stop()
      expect(readdirSync(world.folder)).toEqual([])
    },
  )

  it('[GWE-10] takes the place of a link, and leaves what it leads to alone', async () => {
    const world = await openGateway({ agents: [] })
    const victim = path.join(world.folder, 'victim')
    writeFileSync(victim, 'mine')
    symlinkSync(victim, fileOf(world.folder))
    await world.change('ada', {})
    // Dies if: the file is written where it lies instead of being replaced.
    expect(readFileSync(victim, 'utf8')).toBe('mine')
    expect(lstatSync(fileOf(world.folder)).isFile()).toBe(true)
    expect(readDiscovery(world.folder).state).toBe('found')
  })

  it('[GWE-10] takes the place of what a crash left, and of a second name of another file', async () => {
    const world = await openGateway({ agents: [] })
    await leave(world.folder, { pid: deadPid })
    chmodSync(fileOf(world.folder), 0o644)
    const other = path.join(world.folder, 'other')
    linkSync(fileOf(world.folder), other)
    await world.change('ada', {})
    expect(readJson(other)['pid']).toBe(deadPid)
    expect(readJson(fileOf(world.folder))['pid']).toBe(process.pid)
    expect(statSync(fileOf(world.folder)).mode & 0o777).toBe(0o600)
  })

  it('[GWE-10] that cannot be written is said, the gateway listens all the same, and it is tried again', async () => {
    const clock = createVirtualClock()
    const world = await openGateway({ agents: [], clock })
    mkdirSync(path.join(fileOf(world.folder), 'in-the-way'), { recursive: true })
    await world.change('ada', {})
    const { port, problem } = world.gateway.state()
    expect(port).not.toBe(null)
    // Dies if: the failure is only logged.
    expect(problem).toContain(world.folder)
    expect(readdirSync(world.folder)).toEqual(['gateway.json'])
    rmSync(fileOf(world.folder), { recursive: true })
    await world.gateway.refresh()
    expect(world.gateway.state()).toEqual({ port, problem: null })
    expect(readDiscovery(world.folder).state).toBe('found')
  })

  it('[GWE-10] of another process is not taken away', async () => {
    const world = await openGateway({ agents: [] })
    // The process that started this one lives.
    await leave(world.folder, { pid: process.ppid })
    createDiscoveryFile(world.folder, 1).remove()
    expect(existsSync(fileOf(world.folder))).toBe(true)
  })
})

describe('a reader', () => {
  it('[GWE-10] finds a running gateway, and says what is not one', async () => {
    const world = await openGateway({ agents: [] })
    const { folder } = world
    expect(readDiscovery(folder)).toEqual({ state: 'missing' })
    await leave(folder, {})
    expect(readDiscovery(folder)).toMatchObject({ state: 'found', discovery: { port: 4_000 } })
    await leave(folder, { pid: deadPid })
    // Dies if: the process is not looked for: its port may be another program's by now.
    expect(readDiscovery(folder)).toEqual({ state: 'stale' })
    for (const facts of [
      { url: 'http://evil.example/mcp' },
      { url: 'http://127.0.0.1:5000/mcp' },
      { url: 'http://127.0.0.1:4000@evil.example/mcp' },
      { port: 0, url: 'http://127.0.0.1:0/mcp' },
      { port: '4000' },
      { pid: -1 },
      { pid: 0 },
      { version: 2 },
    ]) {
      await leave(folder, facts)
      // Dies if: the address is believed as it stands there.
      expect(readDiscovery(folder)).toEqual({ state: 'unsafe' })
    }
  })

  it.skipIf(process.platform !== 'linux')(
    '[GWE-10] believes no number of a process that another one has by now',
    async () => {
      const { folder } = await openGateway({ agents: [] })
      const own = readProcessMark(process.pid)
      expect(own).toMatch(/^[\da-f-]{36} \d+$/)
      await leave(folder, { process: own })
      expect(readDiscovery(folder)).toMatchObject({ state: 'found' })
      const child = spawn('sleep', ['60'])
      onTestFinished(() => void child.kill())
      const other = readProcessMark(child.pid ?? 0)
      const [boot, began] = (own ?? '').split(' ')
      const anotherBoot = `${(boot ?? '').replaceAll(/\d/g, '7')} ${began ?? ''}`
      // Dies if: it is enough that some process has the number.
      for (const mark of [other, anotherBoot, '']) {
        await leave(folder, { process: mark })
        expect(readDiscovery(folder)).toEqual({ state: 'stale' })
      }
      expect(readProcessMark(deadPid)).toBe(null)
    },
  )

  it('[GWE-10] takes no link, no folder, no file of others, none too large, and no half of one', async () => {
    const world = await openGateway({ agents: [] })
    const { folder } = world
    const file = fileOf(folder)
    for (const content of ['', '{', 'null', '[]', '{"version":1', `{"a":"${'a'.repeat(5_000)}"}`]) {
      writeFileSync(file, content, { mode: 0o600 })
      expect(readDiscovery(folder)).toEqual({ state: 'unsafe' })
    }
    await leave(folder, {})
    // Dies if: the mode is not looked at.
    for (const mode of [0o644, 0o620, 0o602]) {
      chmodSync(file, mode)
      expect(readDiscovery(folder)).toEqual({ state: 'unsafe' })
    }
    chmodSync(file, 0o600)
    const real = path.join(folder, 'real')
    linkSync(file, real)
    rmSync(file)
    symlinkSync(real, file)
    // Dies if: a link is followed.
    expect(readDiscovery(folder)).toEqual({ state: 'unsafe' })
    rmSync(file)
    mkdirSync(file)
    expect(readDiscovery(folder)).toEqual({ state: 'unsafe' })
    expect(readDiscovery(path.join(folder, 'nowhere'))).toEqual({ state: 'missing' })
  })
})
