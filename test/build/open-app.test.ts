// Opens the app beside its sandbox as `npm start` does on a desktop, kills it, and ends it from the terminal.
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDesktopSession } from '../../build/run/desktop-session.ts'
import type { DesktopSession } from '../../build/run/desktop-session.ts'
import { ProcessGroup } from '../../build/run/process-group.ts'
import { runProgram, waitUntil } from '../../build/run/run-program.ts'
import { buildApp } from '../../build/setup/build-app.ts'
import { projectRoot } from '../../build/setup/paths.mjs'

const script = `import { openApp } from '${path.join(projectRoot, 'build', 'run', 'open-app.ts')}'
process.exitCode = await openApp([])`

describe.skipIf(process.platform !== 'linux')('the app beside its sandbox', () => {
  const group = new ProcessGroup()
  let desktop: DesktopSession
  let temporary = ''

  beforeAll(async () => {
    if (!existsSync(path.join(projectRoot, 'out', 'app', 'main', 'main.js'))) await buildApp()
    desktop = await startDesktopSession()
    temporary = path.join(desktop.folder, 'temporary')
    await mkdir(temporary)
  })
  afterAll(async () => {
    await group.stop()
    await desktop.stop()
  })

  /** The app's own process: its children carry the folder of its data, which tells it from every other app here. */
  const findApp = async (): Promise<number | undefined> => {
    const lines = (await runProgram('ps', ['-eo', 'pid=,ppid=,args='])).split('\n')
    const processes = lines.map((line) => {
      const [id, parent, ...rest] = line.trim().split(/\s+/)
      return { id: Number(id), parent: Number(parent), words: rest.join(' ') }
    })
    const parents = new Set(
      processes.filter(({ words }) => words.includes(temporary)).map(({ parent }) => parent),
    )
    return processes.find(({ id, words }) => parents.has(id) && words.includes('--sandbox=http'))
      ?.id
  }

  // Dies if: the data goes before the app is back, a signal ends only the starter, or the folder stays behind.
  test('[BLD-14] comes back when it is killed, and ends with the terminal and without a trace', async () => {
    const starter = group.start(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...desktop.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    starter.stdout?.on('data', (data: Buffer) => (output += data.toString()))
    starter.stderr?.on('data', (data: Buffer) => (output += data.toString()))
    const isAttached = (times: number) => async (): Promise<boolean> =>
      output.split('authenticator is attached').length > times
    await waitUntil('The app', isAttached(1), 30_000)
    const deskUrl = /http:\/\/localhost:\d+\//.exec(output)?.[0] ?? ''
    expect((await fetch(deskUrl)).status).toBe(200)
    const homes = await readdir(temporary)

    const first = await findApp()
    if (first === undefined) throw new Error(`No app among the processes.\n${output}`)
    process.kill(first, 'SIGKILL')
    await waitUntil('The app after the kill', isAttached(2), 30_000)
    expect(output).toContain('The app was killed.')
    expect(await readdir(temporary)).toEqual(expect.arrayContaining(homes))

    const ended = once(starter, 'exit')
    starter.kill('SIGINT')
    starter.kill('SIGINT')
    await ended
    await expect(fetch(deskUrl)).rejects.toThrow()
    await waitUntil('The end of the app', async () => (await findApp()) === undefined)
    const left = await readdir(temporary)
    expect(left.filter((name) => name.startsWith('countersign-home-'))).toEqual([])
  })
})
