// Speaks to the real app in two languages: the system's, the one that is chosen, and both across a restart.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await Stage.open()
})
afterAll(async () => {
  await stage.stop()
})

const menus = (): Promise<string[]> =>
  stage.running.electron.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap(({ label, submenu }) => [
      label,
      ...(submenu?.items ?? []).map((item) => item.label),
    ]),
  )
const languages = async (): Promise<string[]> => {
  const pages = [stage.running.app, stage.running.approval]
  return Promise.all(pages.map((page) => page.evaluate(() => document.documentElement.lang)))
}
const choose = async (place: string, language: string): Promise<void> => {
  const { app } = stage.running
  await app.getByRole('navigation').getByRole('button', { name: place }).click()
  await app.getByText(language, { exact: true }).click()
}

test('[LANG-02] [LANG-03] a German system is spoken to in German', async () => {
  stage.session.env['LANGUAGE'] = 'de:en'
  const { app } = await stage.launch()
  // Dies if: the language is set after the pages have been given their first state.
  await app.getByRole('heading', { name: 'Agenten handeln. Sie zeichnen gegen.' }).waitFor()
  expect(await languages()).toEqual(['de', 'de'])
  expect(await menus()).toContain('Bearbeiten')
  const { settings, language } = await stage.loadOverview()
  expect([settings.language, language]).toEqual(['system', 'de'])
})

test('[LANG-04] the chosen language takes effect at once, everywhere, and is kept', async () => {
  await choose('Einstellungen', 'English')
  const { app } = stage.running
  await app.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  await expect.poll(languages).toEqual(['en', 'en'])
  expect(await menus()).toContain('Edit')
  await stage.crashAndLaunch()
  await stage.running.app.getByRole('button', { name: 'Try the sandbox' }).waitFor()
  expect((await stage.loadOverview()).settings.language).toBe('en')
})

test('[LANG-04] a question that is open is the same one in another language', async () => {
  await stage.connectBank()
  await stage.person.giveTask('Prepare a transfer of 1200 EUR to Nordlicht for order 1')
  const { approval } = stage.running
  await stage.person.openQuestion(/€1,200.00 to Nordlicht/)
  await approval.getByRole('heading', { name: /€1,200.00 to Nordlicht/ }).waitFor()
  const before = await stage.loadApproval()
  await choose('Settings', 'Deutsch')
  await stage.overview('German', ({ language }) => language === 'de')
  await stage.running.app.getByRole('button', { name: 'Eingang' }).click()
  await stage.running.app.getByRole('button', { name: /1\.200,00\s€ an Nordlicht/ }).click()
  await approval.getByRole('heading', { name: /1\.200,00\s€ an Nordlicht/ }).waitFor()
  const { card } = await stage.loadApproval()
  // Dies if: words of ours are part of what is digested, or exact values follow the language.
  expect(card?.digest).toBe(before.card?.digest)
  expect(card?.call?.argumentsJson).toBe(before.card?.call?.argumentsJson)
  expect(card?.call?.rows.map(({ value }) => value)).toEqual(
    before.card?.call?.rows.map(({ value }) => value),
  )
  await approval.getByRole('button', { name: 'Ablehnen', exact: true }).click()
  await stage.overview('nothing waits', ({ inboxTotal }) => inboxTotal === 0)
})

test('[LANG-04] nothing was said that the sandbox or the leak hunt did not expect', async () => {
  expect(await stage.check()).toEqual([])
})
