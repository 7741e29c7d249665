// Drives the choices that make a rule in the real approval page, and the Rules screen in the real app page.
import { expect as expectPage } from '@playwright/test'
import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { ApprovalCard } from '../../../shared/approval-card.ts'
import type { AllowFor } from '../../../shared/model/rule.ts'
import { approvalState, payCard } from '../gallery/approval-fixtures.ts'
import type { FakeWindow } from '../gallery/fake-bridge.ts'
import { ruleDetail, rulesOverview, transferCard } from '../gallery/rule-fixtures.ts'
import { preparePages } from './prepare-pages.ts'

const pages = preparePages()

async function open(card: ApprovalCard): Promise<Page> {
  const bridge = { state: approvalState(card) }
  const size = { width: 732, height: 1_400 }
  return (await pages.open({ page: 'approval', bridge, ...size })).page
}
async function calls(page: Page, verb: string): Promise<unknown[]> {
  const all = await page.evaluate(() => (window as unknown as { fake: FakeWindow }).fake.calls)
  return all.filter((call) => call.verb === verb).map(({ input }) => input)
}
const once = (page: Page) => page.getByRole('button', { name: 'Approve once' })
const byRule = (page: Page) => page.getByRole('button', { name: 'Approve and make the rule' })
const awake = { attribute: 'aria-disabled', is: 'false' } as const
const expectAwake = async (button: ReturnType<typeof once>) =>
  await expectPage(button).toHaveAttribute(awake.attribute, awake.is)
const sentence = (page: Page) => page.locator('.rule-sentence')
const reachOf = async (page: Page) => {
  const [input] = (await calls(page, 'approval.approve')) as { allowFor: AllowFor | null }[]
  return input?.allowFor
}

describe('the reach of an approval', () => {
  it('[RULE-18] is once again as soon as nothing, or something else, is offered', async () => {
    for (const allowFor of [null, { conditions: [], seen: [], hasTask: false }]) {
      const page = await open(transferCard)
      await page.getByText('For an hour', { exact: true }).click()
      await expectPage(byRule(page)).toBeVisible()
      const state = approvalState({ ...transferCard, allowFor })
      await page.evaluate((next) => {
        ;(window as unknown as { fake: FakeWindow }).fake.push(next)
      }, state)
      await expectAwake(once(page))
      await once(page).click()
      // Dies if: a choice that the card shows no more goes out with the answer.
      expect(await reachOf(page)).toBeNull()
    }
  })

  it('[RULE-18] is once, unless the person says more', async () => {
    const page = await open(transferCard)
    await expectPage(page.getByRole('radio', { name: 'Once' })).toBeChecked()
    await expectPage(sentence(page)).toHaveCount(0)
    await expectAwake(once(page))
    await once(page).click()
    // Dies if: anything but once goes with an approval by itself.
    expect(await reachOf(page)).toBe(null)
  })

  it('[RULE-18] says what would run unasked before Approve, and puts Approve to sleep when it changes', async () => {
    const page = await open(transferCard)
    await expectAwake(once(page))
    // However slow the machine is, nothing wakes by time from here on.
    await page.evaluate(() => {
      const nowMs = performance.now()
      performance.now = () => nowMs
    })
    await page.getByRole('radio', { name: 'For an hour' }).check()
    await expectPage(sentence(page)).toContainText(
      'For an hour, Bookkeeper may use prepare_transfer at Harbor Bank without asking you:',
    )
    for (const words of ['Amount: at most 40', 'Recipient: exactly “Nordlicht GmbH”']) {
      await expectPage(sentence(page)).toContainText(words)
    }
    // Dies if: the arming is not told that the answer would do something else.
    await expectPage(byRule(page)).toHaveAttribute('aria-disabled', 'true')
    await byRule(page).click({ force: true })
    expect(await calls(page, 'approval.approve')).toEqual([])
  })

  it('[RULE-18] sends what the sentence said', async () => {
    const page = await open(transferCard)
    await page.getByRole('radio', { name: 'By rule…' }).check()
    await page.getByLabel('Amount at most').fill('55.50')
    await page.getByLabel('What Folder may be').selectOption('below')
    await page.getByLabel('What Recipient may be').selectOption('one of')
    await page.getByLabel('Recipient: one value on each line').fill('Nordlicht GmbH\n\nWeber Bau\n')
    await page.getByLabel('Ends').selectOption('in a week')
    await page.getByLabel('At most how often').fill('12')
    await expectPage(sentence(page)).toContainText('For a week, Bookkeeper may use')
    await expectPage(sentence(page)).toContainText('at most 12 times after this one')
    await expectAwake(byRule(page))
    await byRule(page).click()
    expect(await reachOf(page)).toEqual({
      until: 'week',
      maxUses: 12,
      conditions: [
        { kind: 'at_most', pointer: '/amount', limit: '55.50' },
        { kind: 'equals', pointer: '/currency', valueJson: '"EUR"' },
        { kind: 'below', pointer: '/folder', prefix: '/home/ada/invoices/' },
        {
          kind: 'one_of',
          pointer: '/recipient',
          valuesJson: ['"Nordlicht GmbH"', '"Weber Bau"'],
        },
      ],
    })
  })

  it('[RULE-18] back to once is once', async () => {
    const page = await open(transferCard)
    await page.getByRole('radio', { name: 'For an hour' }).check()
    await page.getByRole('radio', { name: 'Once' }).check()
    await expectPage(sentence(page)).toHaveCount(0)
    await expectAwake(once(page))
    await once(page).click()
    // Dies if: a reach that was looked at once stays.
    expect(await reachOf(page)).toBe(null)
  })

  it.each([
    ['Amount at most', ''],
    ['Amount at most', '39'],
    ['Amount at most', '4e2'],
    ['Amount at most', 'forty'],
    ['At most how often', '0'],
    ['At most how often', 'x'],
    ['At most how often', '5000'],
  ])('[RULE-18] approves nothing with unfinished limits: %s “%s”', async (label, written) => {
    const page = await open(transferCard)
    await page.getByRole('radio', { name: 'By rule…' }).check()
    await page.getByLabel(label).fill(written)
    await expectPage(sentence(page)).toContainText('not finished')
    await page.waitForTimeout(900)
    await expectPage(byRule(page)).toHaveAttribute('aria-disabled', 'true')
    await byRule(page).click({ force: true })
    expect(await calls(page, 'approval.approve')).toEqual([])
  })

  it('[RULE-18] offers for each value only what fits it', async () => {
    const page = await open(transferCard)
    await page.getByRole('radio', { name: 'By rule…' }).check()
    const kinds = async (name: string) =>
      await page.getByLabel(`What ${name} may be`).locator('option').allTextContents()
    expect(await kinds('Amount')).toEqual(['exactly this', 'one of', 'at most', 'anything'])
    expect(await kinds('Currency')).toEqual(['exactly this', 'one of', 'anything'])
    expect(await kinds('Folder')).toEqual(['exactly this', 'one of', 'below', 'anything'])
  })

  it('[RULE-18] is not there at high risk, nor where nothing is offered', async () => {
    const page = await open(payCard)
    await expectPage(page.getByRole('button', { name: 'Approve once' })).toBeVisible()
    await expectPage(page.getByRole('radio', { name: 'For an hour' })).toHaveCount(0)
  })

  it('[RULE-18] another card begins with once again', async () => {
    const page = await open(transferCard)
    await page.getByRole('radio', { name: 'For an hour' }).check()
    const other = { ...transferCard, interactionId: 'other', digest: 'cc'.repeat(32) }
    await page.evaluate((state) => {
      ;(window as unknown as { fake: FakeWindow }).fake.push(state)
    }, approvalState(other))
    await expectPage(page.getByRole('radio', { name: 'Once' })).toBeChecked()
    await expectPage(sentence(page)).toHaveCount(0)
  })
})

describe('the Rules screen', () => {
  async function openRules(words: string, values: Record<string, unknown> = {}): Promise<Page> {
    const bridge = { state: rulesOverview, values: { 'rule.load': ruleDetail(false), ...values } }
    const { page } = await pages.open({ page: 'app', bridge })
    await page.getByRole('navigation').getByRole('button', { name: 'Rules' }).click()
    await page.locator('.item', { hasText: words }).first().click()
    return page
  }

  it('[RULE-19] lists what stands and what has ended, with uses and last use', async () => {
    const page = await openRules('prepare_transfer')
    await expectPage(page.getByRole('list', { name: 'Rules' }).locator('.item')).toHaveCount(3)
    const ended = page.getByRole('list', { name: 'Ended in the last days' })
    await expectPage(ended.locator('.item')).toHaveCount(2)
    await expectPage(page.locator('.item').first()).toContainText('Used 2 of 5 times · last')
    await expectPage(page.getByRole('main')).toContainText('Folder: below /home/ada/invoices/')
    await expectPage(page.getByRole('main')).toContainText('Prepare a transfer of €40.00')
  })

  it('[RULE-19] pauses and revokes with one press each', async () => {
    const page = await openRules('prepare_transfer')
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await page.getByRole('button', { name: 'Revoke' }).click()
    // Dies if: a second question stands between the press and the end.
    expect(await calls(page, 'rule.pause')).toEqual([{ ruleId: 'rule-1' }])
    expect(await calls(page, 'rule.revoke')).toEqual([{ ruleId: 'rule-1' }])
  })

  it.each([
    ['search_records', 'Ask to resume…', 'resume'],
    ['publish_note', 'Ask to lift…', 'lift'],
    ['add_labels', 'Ask to allow again…', 'again'],
  ])('[RULE-19] %s: “%s” only asks', async (words, button, change) => {
    const page = await openRules(words)
    await page.getByRole('button', { name: button }).click()
    const [asked] = (await calls(page, 'rule.ask')) as { change: string; allowFor: unknown }[]
    expect(asked).toMatchObject({ change, allowFor: null })
  })

  it('[RULE-15] what forbids has no press that ends it here', async () => {
    const page = await openRules('publish_note')
    await expectPage(page.getByRole('button', { name: 'Revoke' })).toHaveCount(0)
    await expectPage(page.getByRole('button', { name: 'Pause', exact: true })).toHaveCount(0)
  })

  it('[RULE-19] asks for new limits, value by value', async () => {
    const page = await openRules('prepare_transfer')
    await page.getByRole('button', { name: 'Change limits…' }).click()
    await page.getByLabel('Amount at most').fill('100')
    await page.getByLabel('Ends').selectOption('in a week')
    await page.getByRole('button', { name: 'Ask for these limits…' }).click()
    const [asked] = (await calls(page, 'rule.ask')) as { change: string; allowFor: AllowFor }[]
    expect(asked).toMatchObject({ change: 'limits', allowFor: { until: 'week', maxUses: 5 } })
    expect(asked?.allowFor.conditions[0]).toEqual({
      kind: 'at_most',
      pointer: '/amount',
      limit: '100',
    })
  })

  it('[RULE-12] shows what the server changed, old against new', async () => {
    const page = await openRules('add_labels', { 'rule.load': ruleDetail(true) })
    const changed = page.getByRole('region', { name: 'What the server changed' }).last()
    await expectPage(changed.locator('del')).toContainText('Adds labels to issues.')
    await expectPage(changed.locator('ins').first()).toContainText('send the newest invoice')
  })
})
