// Starts the real app where something is wrong already: a damaged database, another instance on the same data.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { electronLaunch } from '../../build/setup/electron-path.ts'
import { Stage } from './stage.ts'

const damaged = Buffer.from(`SQLite format 3\0${'not a page of it '.repeat(1_000)}`)
let stage: Stage

beforeAll(async () => {
  stage = await Stage.open()
  mkdirSync(stage.home, { mode: 0o700 })
  writeFileSync(path.join(stage.home, 'countersign.db'), damaged, { mode: 0o600 })
  await stage.launch()
})
afterAll(async () => {
  await stage.stop()
})

// Dies if: the damaged file is overwritten or taken away, or nobody is told.
test('[E2E-75] a damaged database is kept aside unchanged, and the app starts and says so', async () => {
  const { app } = stage.running
  await app.getByText('Started with an empty database').first().waitFor()
  const kept = readdirSync(stage.home).filter((name) => name.startsWith('countersign.db.corrupt-'))
  expect(kept).toHaveLength(1)
  expect(readFileSync(path.join(stage.home, kept[0] ?? '')).equals(damaged)).toBe(true)
  const { notices } = await stage.loadOverview()
  expect(notices.map(({ body }) => body).join('\n')).toContain(kept[0])
  await stage.connectBank()
})

// Dies if: the lock is not asked for, or the first does not listen for a second start.
test('[E2E-76] a second start ends by itself and brings up the first', async () => {
  const { electron } = stage.running
  await electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.minimize()
  })
  const isMinimized = (): Promise<boolean> =>
    electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      return window?.isMinimized() === true
    })
  await expect.poll(isMinimized, { timeout: 5_000 }).toBe(true)
  const launch = electronLaunch()
  const second = spawn(launch.executablePath, launch.args, {
    env: { ...stage.session.env, COUNTERSIGN_HOME: stage.home },
    stdio: 'ignore',
  })
  const [code] = (await once(second, 'exit')) as [number | null]
  expect(code).toBe(0)
  await expect.poll(isMinimized, { timeout: 5_000 }).toBe(false)
  const { connections } = await stage.loadOverview()
  expect(connections.map(({ status }) => status)).toEqual(['ready'])
})

test('[E2E-90] a bad start leaves no secret in clear and reaches no other address', async () => {
  expect(await stage.check()).toEqual([])
  expect(stage.running.problems).toEqual([])
})
