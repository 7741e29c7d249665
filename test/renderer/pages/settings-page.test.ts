// Drives the settings and the first screen in Chromium: what one press can do, and what it cannot.
import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { FakeBridge, FakeWindow } from '../gallery/fake-bridge.ts'
import { portTakenOverview } from '../gallery/gateway-fixtures.ts'
import { busyOverview, firstRunOverview, waitingOverview } from '../gallery/overview-fixtures.ts'
import { installed, trustingOverview } from '../gallery/settings-fixtures.ts'
import { preparePages } from './prepare-pages.ts'

const pages = preparePages()

async function open(bridge: FakeBridge, place?: string): Promise<Page> {
  const values = { 'settings.system': installed, ...bridge.values }
  const { page } = await pages.open({ page: 'app', bridge: { ...bridge, values } })
  if (place !== undefined) {
    await page.getByRole('navigation').getByRole('button', { name: place }).click()
  }
  return page
}

async function sent(page: Page, verb: string): Promise<unknown[]> {
  const calls = await page.evaluate(() => (window as unknown as { fake: FakeWindow }).fake.calls)
  return calls.filter((call) => call.verb === verb).map(({ input }) => input)
}

describe('starting over', () => {
  it('[SET-08] names what is lost and waits for the word; no single press does it', async () => {
    const page = await open({ state: busyOverview }, 'Settings')
    await page.getByRole('button', { name: 'Reset everything…' }).click()
    await page.getByText('Export the record first').waitFor()
    const does = page.getByRole('button', { name: 'Reset everything', exact: true })
    expect(await does.isDisabled()).toBe(true)
    // Dies if: the way on has the focus, so that a second press of the same key goes through.
    await page.keyboard.press('Enter')
    expect(await sent(page, 'settings.reset')).toEqual([])
    await page.getByRole('button', { name: 'Reset everything…' }).click()
    await page.getByLabel('Type “reset” to go on').fill('rese')
    await page.keyboard.press('Enter')
    expect(await sent(page, 'settings.reset')).toEqual([])
    await page.getByLabel('Type “reset” to go on').fill('reset')
    await does.click()
    await expect
      .poll(() => sent(page, 'settings.reset'))
      .toEqual([{ word: 'reset', untoldToo: false }])
  })

  it('[SET-08] names the servers that could not be told before it goes on', async () => {
    const untold = { state: 'untold', hosts: ['id.harbor.example'] }
    const page = await open(
      { state: busyOverview, values: { 'settings.reset': untold } },
      'Settings',
    )
    await page.getByRole('button', { name: 'Reset everything…' }).click()
    await page.getByLabel('Type “reset” to go on').fill('reset')
    await page.getByRole('button', { name: 'Reset everything', exact: true }).click()
    await page.getByText('id.harbor.example. Nothing but the connections').waitFor()
    expect(await sent(page, 'settings.reset')).toHaveLength(1)
    await page.getByRole('button', { name: 'Reset all the same' }).click()
    await expect
      .poll(async () => (await sent(page, 'settings.reset')).at(-1))
      .toEqual({
        word: 'reset',
        untoldToo: true,
      })
  })
})

describe('what is trusted', () => {
  it('[SET-06] is listed, and stopped by one press', async () => {
    const page = await open({ state: trustingOverview }, 'Settings')
    const trust = page.getByRole('region', { name: 'Trust' })
    const issuers = trustingOverview.issuers.filter(({ firstParty }) => firstParty)
    const reading = trustingOverview.connections.filter((one) => one.trustedForReading)
    await expect
      .poll(() => trust.getByRole('listitem').count())
      .toBe(issuers.length + reading.length)
    await trust
      .getByRole('button', { name: /^Stop trusting for reading/ })
      .first()
      .click()
    await expect
      .poll(() => sent(page, 'connection.stop-trust-reading'))
      .toEqual([{ connectionId: reading[0]?.connectionId }])
    await trust
      .getByRole('button', { name: /^Stop treating as first-party/ })
      .first()
      .click()
    await expect.poll(() => sent(page, 'connection.stop-first-party')).toHaveLength(1)
  })
})

describe('start at login and the data folder', () => {
  it('[SET-01] shows what the system has, and reads it again after a change', async () => {
    const page = await open({ state: busyOverview }, 'Settings')
    await page.getByRole('button', { name: 'Start at login' }).click()
    await expect.poll(() => sent(page, 'settings.start-at-login')).toEqual([{ on: true }])
    await expect.poll(async () => (await sent(page, 'settings.system')).length).toBe(2)
  })

  it('[SET-03] sends no path, and says main’s words when nothing opened', async () => {
    const errors = { 'settings.show-data-folder': 'No file manager opened the folder.' }
    const page = await open({ state: busyOverview, errors }, 'Settings')
    await page.getByRole('button', { name: 'Show in file manager' }).click()
    await page.getByText('No file manager opened the folder.').waitFor()
    expect(await sent(page, 'settings.show-data-folder')).toEqual([{}])
  })
})

describe('the first screen', () => {
  const done = {
    ...firstRunOverview,
    settings: { ...firstRunOverview.settings, firstRunDone: true },
  }

  it('[FIRST-01] comes first, can be skipped, and lets the behaviour be chosen', async () => {
    const page = await open({ state: firstRunOverview })
    await page.getByRole('heading', { name: 'Agents act. You countersign.' }).waitFor()
    await page.getByRole('button', { name: 'Stop approving from notifications' }).waitFor()
    await page.getByRole('button', { name: 'Skip and look around' }).click()
    await expect.poll(() => sent(page, 'settings.first-run-done')).toEqual([{}])
  })

  it('[FIRST-01] does not come back by itself, and does from the settings', async () => {
    const page = await open({ state: done })
    const title = page.getByRole('heading', { name: 'Agents act. You countersign.' })
    await page.getByText('Nothing is waiting for you.').waitFor()
    expect(await title.count()).toBe(0)
    await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'Show the first screen again' }).click()
    await title.waitFor()
    // Dies if: it stays over the places the person goes to.
    await page.getByRole('navigation').getByRole('button', { name: 'Connections' }).click()
    await expect.poll(() => title.count()).toBe(0)
  })
})

describe('the page of a wait', () => {
  it('[VIEW-21] is named by its whole address, and where it would open', async () => {
    const page = await open({ state: waitingOverview }, 'Inbox')
    await page.locator('.item', { hasText: 'Northern Records' }).first().click()
    const shown = page.getByRole('group', { name: 'The whole address' })
    const wait = waitingOverview.waits.find(({ interactionHost }) =>
      interactionHost?.startsWith('documents.'),
    )
    // Dies if: the address is cut, or named by its host alone.
    await expect
      .poll(async () => (await shown.innerText()).replaceAll(/\s/g, ''))
      .toBe(wait?.interactionAddress)
    await page.getByText('It opens in your system browser.').waitFor()
  })
})

describe('the gateway', () => {
  it('[GWE-17] shows where it listens and copies that; any free port is the choice until another is made', async () => {
    const page = await open({ state: busyOverview }, 'Settings')
    const gateway = page.getByRole('region', { name: 'Gateway' })
    await gateway.getByText('http://127.0.0.1:47630/mcp').waitFor()
    await gateway.getByRole('button', { name: 'Copy address' }).click()
    await gateway.getByText('Copied').waitFor()
    const copied = await page.evaluate(() => window.getSelection()?.toString())
    expect(copied).toBe('http://127.0.0.1:47630/mcp')
    await gateway.getByRole('radio', { name: 'Always the same port' }).check()
    const number = gateway.getByLabel('Port number, 1024 to 65535')
    expect(await number.inputValue()).toBe('47630')
    // Dies if: choosing alone moves it, before a number was confirmed.
    expect(await sent(page, 'settings.gateway-port')).toEqual([])
    for (const bad of ['80', '65536', '4763x', '', '0x1F90']) {
      await number.fill(bad)
      await number.press('Enter')
      await gateway.getByRole('alert').getByText('Nothing was changed').waitFor()
    }
    expect(await sent(page, 'settings.gateway-port')).toEqual([])
    await number.fill('8123')
    await gateway.getByRole('button', { name: 'Use this port' }).click()
    await expect.poll(() => sent(page, 'settings.gateway-port')).toEqual([{ port: 8_123 }])
  })

  it('[GWE-17] says that its port is taken, and goes back to any free one with one press', async () => {
    const page = await open({ state: portTakenOverview }, 'Settings')
    const gateway = page.getByRole('region', { name: 'Gateway' })
    await gateway.getByText('Port 47630 is used by another program').waitFor()
    // Dies if: an address is shown at which nothing of ours listens.
    expect(await gateway.getByRole('button', { name: 'Copy address' }).count()).toBe(0)
    await gateway.getByRole('radio', { name: 'Any free port' }).check()
    await expect.poll(() => sent(page, 'settings.gateway-port')).toEqual([{ port: null }])
  })
})
