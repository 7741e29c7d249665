// Drives the models of the settings and their card in Chromium: what is asked, and where a key can be typed.
import { describe, expect, it } from 'vitest'
import type { Page } from '@playwright/test'
import type { FakeWindow } from '../gallery/fake-bridge.ts'
import { modelScreens } from '../gallery/model-fixtures.ts'
import {
  readModelDraft,
  emptyModelDraft,
} from '../../../renderer/app/screens/settings/model-draft.ts'
import { preparePages } from './prepare-pages.ts'

const pages = preparePages()

async function open(name: string): Promise<Page> {
  const screen = modelScreens.find((each) => each.name === name)
  if (screen === undefined) throw new Error(`no screen ${name}`)
  const { page } = await pages.open({ page: screen.page, bridge: screen.bridge })
  await screen.reach?.(page)
  return page
}

async function sent(page: Page, verb: string): Promise<unknown[]> {
  const calls = await page.evaluate(() => (window as unknown as { fake: FakeWindow }).fake.calls)
  return calls.filter((call) => call.verb === verb).map(({ input }) => input)
}

describe('models', () => {
  // Dies if: the app page gets a field for the key.
  it('[MDL-15] the app page asks for a model and has no field for a key', async () => {
    const page = await open('app-models-add')
    await page.getByLabel('Kind').selectOption('anthropic')
    expect(await page.getByLabel('Address').inputValue()).toBe('https://api.anthropic.com')
    const does = page.getByRole('button', { name: 'Go on' })
    expect(await does.isDisabled()).toBe(true)
    await page.getByLabel('Name').fill('Claude')
    await page.getByLabel('Model, as its provider calls it').fill('claude-sonnet-4-5')
    await page.getByLabel(/million tokens in/).fill('3')
    // Half a price would count half of what is spent.
    expect(await does.isDisabled()).toBe(true)
    await page.getByLabel(/million tokens out/).fill('15')
    expect(await page.locator('input[type=password]').count()).toBe(0)
    await does.click()
    await expect
      .poll(() => sent(page, 'model.ask-add'))
      .toEqual([
        {
          provider: 'anthropic',
          name: 'Claude',
          baseUrl: 'https://api.anthropic.com',
          model: 'claude-sonnet-4-5',
          needsKey: true,
          contextLength: null,
          price: { input: 3, output: 15 },
        },
      ])
  })

  it('[MDL-15] chooses, tests and removes, each asked for by itself', async () => {
    const page = await open('app-models-answered')
    await page.getByText('I am ready to help you.').waitFor()
    await page.getByLabel('Bookkeeper thinks with').selectOption('')
    await expect
      .poll(() => sent(page, 'model.choose'))
      .toEqual([{ agentId: expect.any(String) as unknown, modelId: null }])
    await page.getByRole('button', { name: 'Remove', exact: true }).first().click()
    expect(await sent(page, 'model.remove')).toEqual([])
    await page.getByRole('button', { name: 'Remove it' }).click()
    await expect.poll(() => sent(page, 'model.remove')).toEqual([{ modelId: 'm1' }])
  })

  it('[MDL-15] reads numbers as people type them, and refuses others', () => {
    const whole = { ...emptyModelDraft, name: 'n', baseUrl: 'h', model: 'm' }
    expect(readModelDraft({ ...whole, context: '8192' })).toMatchObject({ contextLength: 8_192 })
    expect(readModelDraft({ ...whole, priceIn: '0,15', priceOut: '0.6' })).toMatchObject({
      price: { input: 0.15, output: 0.6 },
    })
    for (const wrong of [{ context: '1.5' }, { context: '-1' }, { context: 'x' }, { priceIn: '1' }])
      expect(readModelDraft({ ...whole, ...wrong })).toBeNull()
  })
})
