// Starts over in the real app, skips the first screen, and opens links to nothing.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { electronLaunch } from '../../build/setup/electron-path.ts'
import { until } from '../flows/until.ts'
import { Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await Stage.open()
  await stage.launch()
})
afterAll(async () => {
  await stage.stop()
})

const first = 'Agents act. You countersign.'

test('[FIRST-01] in the real app the first screen is skipped for good', async () => {
  const { app } = stage.running
  await app.getByRole('heading', { name: first }).waitFor()
  await app.getByRole('button', { name: 'Skip and look around' }).click()
  await app.getByText('Nothing is waiting for you.').waitFor()
  const { app: again } = await stage.crashAndLaunch()
  await again.getByText('Nothing is waiting for you.').waitFor()
  expect(await again.getByRole('heading', { name: first }).count()).toBe(0)
  await stage.person.goTo('Settings')
  await again.getByRole('button', { name: 'Show the first screen again' }).click()
  await again.getByRole('heading', { name: first }).waitFor()
})

test('[SET-02] run from its sources it says that it cannot start at login', async () => {
  await stage.person.goTo('Settings')
  await stage.running.app.getByText('only an installed one can be started').waitFor()
})

// Dies if: an unknown id opens a card, or anything but the window comes of a link.
test('[SET-07] a second start with links to nothing only brings the app up', async () => {
  const before = await stage.loadOverview()
  const links = [
    'countersign://interaction/no-such-one',
    'countersign://settings/reset',
    'countersign://interaction/a?approve=1',
  ]
  for (const link of links) await startAgain([link, '--inspect=0', '--reset'])
  const after = await stage.loadOverview()
  const { app } = stage.running
  expect(after.selectedInteractionId).toBeNull()
  expect(after.settings).toEqual(before.settings)
  expect(await stage.loadApproval()).toMatchObject({ card: null })
  await app.getByRole('heading', { name: 'Settings' }).waitFor()
})

/** As the desktop does with a link: a second process, which hands over and ends. */
async function startAgain(args: readonly string[]): Promise<void> {
  const launch = electronLaunch()
  const child = spawn(launch.executablePath, [...launch.args, ...args], {
    env: { ...stage.session.env, COUNTERSIGN_HOME: stage.home },
    stdio: 'ignore',
  })
  await until('the second process to end', async () => child.exitCode !== null, 20_000)
  expect(child.exitCode).toBe(0)
}

test('[SET-04] starting over tells the servers, and the next start finds nothing', async () => {
  await stage.running.app.getByRole('button', { name: 'Show the first screen again' }).click()
  await stage.connectBank()
  const { app, electron } = stage.running
  writeFileSync(path.join(stage.home, 'mine.txt'), 'x')
  // A new process of its own accord would be one that no test knows of.
  await electron.evaluate(({ app: electronApp }) => {
    Object.assign(electronApp, { relaunch: () => undefined })
  })
  await stage.person.goTo('Settings')
  await app.getByRole('button', { name: 'Reset everything…' }).click()
  await app.getByLabel('Type “reset” to go on').fill('reset')
  await app.getByRole('button', { name: 'Reset everything', exact: true }).click()
  await until('the request', async () => existsSync(path.join(stage.home, 'reset-asked')), 20_000)
  // It ends by itself, once its debugger lets it.
  await electron.close()
  const revoked = stage.sandbox.world.record.requests.filter(({ path: at }) =>
    /revocation/.test(at),
  )
  expect(revoked.length).toBeGreaterThan(0)
  const { app: fresh } = await stage.launch()
  await fresh.getByRole('heading', { name: first }).waitFor()
  const { connections, tasks } = await stage.loadOverview()
  expect([connections, tasks]).toEqual([[], []])
  // Dies if: something of somebody else's goes with it, or the request stays and deletes again.
  expect(readdirSync(stage.home)).toContain('mine.txt')
  expect(existsSync(path.join(stage.home, 'reset-asked'))).toBe(false)
})
