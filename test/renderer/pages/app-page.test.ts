// Drives the real app page in Chromium: the room for the approval view, and every screen for everybody.
import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { Notice, Overview } from '../../../shared/overview.ts'
import type { FakeWindow } from '../gallery/fake-bridge.ts'
import { apiOverview } from '../gallery/openapi-fixtures.ts'
import { firstRunOverview, openedOverview, waitingOverview } from '../gallery/overview-fixtures.ts'
import { preparePages } from './prepare-pages.ts'

const pages = preparePages()

async function calls(page: Page): Promise<FakeWindow['calls']> {
  return await page.evaluate(() => (window as unknown as { fake: FakeWindow }).fake.calls)
}

async function push(page: Page, state: unknown): Promise<void> {
  await page.evaluate((next) => {
    ;(window as unknown as { fake: FakeWindow }).fake.push(next)
  }, state)
}

describe('the room for the approval view', () => {
  it('[RND-10] is reported, again after a resize, and taken back elsewhere', async () => {
    const bridge = { state: openedOverview }
    const { page } = await pages.open({ page: 'app', bridge })
    const places = async () =>
      (await calls(page))
        .filter(({ verb }) => verb === 'interaction.place')
        .map(({ input }) => input)
    await expect.poll(places).toEqual([{ x: 548, y: 0, width: 732, height: 820 }])
    await page.setViewportSize({ width: 1400, height: 900 })
    await expect
      .poll(async () => (await places()).at(-1))
      .toEqual({
        x: 548,
        y: 0,
        width: 852,
        height: 900,
      })
    await page.getByRole('button', { name: 'Settings' }).click()
    // Dies if: the pane is left over another screen.
    await expect
      .poll(async () => (await places()).at(-1))
      .toEqual({ x: 0, y: 0, width: 0, height: 0 })
    expect((await calls(page)).map(({ verb }) => verb)).toContain('interaction.close')
  })

  it('[RND-10] opening one from the list asks main for it', async () => {
    const bridge = { state: { ...openedOverview, selectedInteractionId: null } }
    const { page } = await pages.open({ page: 'app', bridge })
    await page.getByRole('button', { name: /Add 3 labels/ }).click()
    expect(await calls(page)).toContainEqual({
      verb: 'interaction.open',
      input: { interactionId: 'interaction-3' },
    })
  })
})

describe('the list of what is asked', () => {
  // Dies if: a question that is no proof is announced as one, and the other way round.
  it.for([
    ['form', 'Bookkeeper', 'Question'],
    ['url', 'Bookkeeper', 'Page'],
    ['url_opened', 'Bookkeeper', 'Page'],
    ['client', null, 'Client ID'],
    ['passkey_registration', null, 'New passkey'],
    ['totp', null, 'Proof that it is you'],
    ['passkey', 'Bookkeeper', 'Step-up'],
  ] as const)('[VIEW-12] %s from %s is called: %s', async ([asksFor, agentName, words]) => {
    const inbox = openedOverview.inbox
      .filter(({ kind }) => kind === 'elicitation')
      .map((item) => ({ ...item, asksFor, agentName }))
    const bridge = { state: { ...openedOverview, inbox, inboxTotal: inbox.length } }
    const { page } = await pages.open({ page: 'app', bridge })
    await page.getByRole('list', { name: 'Now' }).getByText(words).waitFor()
  })
})

describe('what follows an approval', () => {
  const inPane = { ...openedOverview, selectedInteractionId: 'a', selectedCallId: 'call-18400' }
  const decided = { ...openedOverview, selectedInteractionId: null, selectedCallId: null }
  const waitTitle = (page: Page) => page.getByRole('heading', { level: 1, name: /Weber Bau/ })

  it('[RND-14] a call that waits for somebody else shows its wait in place of its card', async () => {
    const { page } = await pages.open({ page: 'app', bridge: { state: inPane } })
    await page.getByText('Opening the approval view').waitFor()
    await push(page, { ...decided, waits: [] })
    await page.getByText('Choose something').waitFor()
    await push(page, decided)
    await waitTitle(page).waitFor()
  })

  it('[RND-14] a person who has turned to something else is left there', async () => {
    const { page } = await pages.open({ page: 'app', bridge: { state: inPane } })
    await page.getByText('Opening the approval view').waitFor()
    await page.getByRole('button', { name: 'Settings' }).click()
    await push(page, decided)
    await page.getByRole('button', { name: 'Inbox' }).click()
    // Dies if: what was looked at before is still followed.
    await page.getByText('Choose something').waitFor()
    expect(await waitTitle(page).count()).toBe(0)
  })
})

describe('what a person does', () => {
  const openApp = async (values: Record<string, unknown> = {}) => {
    const bridge = { state: openedOverview, values }
    return (await pages.open({ page: 'app', bridge })).page
  }
  const asked = async (page: Page, wanted: string) =>
    (await calls(page)).filter(({ verb }) => verb === wanted).map(({ input }) => input)

  it('[RND-13] says what the agent should do', async () => {
    const page = await openApp({ 'task.start': { taskId: 'task-1' } })
    await page.getByRole('button', { name: 'Tasks' }).click()
    await page.getByLabel('What should the agent do?').fill('  List my accounts ')
    await page.getByRole('button', { name: 'Start' }).click()
    expect(await asked(page, 'task.start')).toEqual([
      { agentId: 'agent-1', text: 'List my accounts' },
    ])
    await page.getByRole('heading', { name: 'Pay 1,200 EUR to Nordlicht' }).waitFor()
  })

  it('[RND-13] adds a connection by its address', async () => {
    const page = await openApp({ 'connection.add': { connectionId: 'tracker' } })
    await page.getByRole('button', { name: 'Connections' }).click()
    await page.getByLabel('Address of the resource server').fill('https://tracker.example/mcp')
    await page.keyboard.press('Enter')
    await page.getByText('Reading what id.tracker.example can do').waitFor()
    expect(await asked(page, 'connection.add')).toEqual([{ url: 'https://tracker.example/mcp' }])
  })

  it('[RND-13] stops a wait only after the second press', async () => {
    const page = await openApp()
    await page.locator('.item', { hasText: 'Weber Bau' }).click()
    await page.getByRole('button', { name: 'Stop waiting…' }).click()
    expect(await asked(page, 'deferral.cancel')).toEqual([])
    await page.getByText('is told to forget the request').waitFor()
    await page.getByRole('button', { name: 'Stop waiting', exact: true }).click()
    expect(await asked(page, 'deferral.cancel')).toEqual([{ deferralId: 'deferral-1' }])
  })
})

describe('connections and waits', () => {
  const openAt = async (overview: Overview, place: string, name: string) => {
    const { page } = await pages.open({ page: 'app', bridge: { state: overview } })
    await page.getByRole('navigation').getByRole('button', { name: place }).click()
    await page.locator('.item', { hasText: name }).first().click()
    return page
  }
  const asked = async (page: Page, verb: string) =>
    (await calls(page)).filter((call) => call.verb === verb).map(({ input }) => input)
  const day = 24 * 60 * 60_000
  const ending = (endsInMs: number | null): Overview => ({
    ...waitingOverview,
    connections: waitingOverview.connections.map((one) => ({
      ...one,
      authorizationEndsAtMs: endsInMs === null ? null : waitingOverview.nowMs + endsInMs,
    })),
  })

  it.each([
    [null, null],
    [8 * day, 'Countersign warns you a week before'],
    [7 * day, 'Renew it before then'],
    [-1, 'Sign in again to go on'],
  ])('[VIEW-02] of an authorization that ends in %s ms it says: %s', async (endsInMs, words) => {
    const page = await openAt(ending(endsInMs), 'Connections', 'archive.example')
    const renew = page.getByRole('button', { name: 'Renew now' })
    if (words === null) return expect(await renew.count()).toBe(0)
    await page.getByText(words).waitFor()
    // Dies if: a warning is given too early, or the list does not carry it.
    const tags = page.locator('.item[aria-current] .tag', { hasText: /Renew soon|over/ })
    expect(await tags.count()).toBe(endsInMs !== null && endsInMs > 7 * day ? 0 : 1)
    await renew.click()
    expect(await asked(page, 'connection.renew')).toEqual([{ connectionId: 'archive' }])
  })

  it('[VIEW-03] says how many revocations wait, for whom and until when', async () => {
    const page = await openAt(waitingOverview, 'Connections', 'archive.example')
    const list = page.getByRole('region', { name: 'Still to be revoked' })
    await list.getByText('2 revocations wait for id.tracker.example').waitFor()
    await list.getByText('1 revocation waits for id.old.example').waitFor()
    await list.getByText('told again at 14:27').waitFor()
  })

  it('[VIEW-03] says so also when nothing is connected any more', async () => {
    const state = {
      ...firstRunOverview,
      queuedRevocations: waitingOverview.queuedRevocations,
    }
    const { page } = await pages.open({ page: 'app', bridge: { state } })
    await page.getByRole('navigation').getByRole('button', { name: 'Connections' }).click()
    // Dies if: the welcome of a first run stands in its place.
    await page.getByText('2 revocations wait for id.tracker.example').waitFor()
  })

  it('[VIEW-04] leads from a connection to its wait, which names no agent', async () => {
    const page = await openAt(waitingOverview, 'Connections', 'records.example')
    await page.getByRole('button', { name: 'See the wait' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sign in to Northern Records' }).waitFor()
    await page.getByText('a sign-in to Northern Records').waitFor()
    expect(await page.getByRole('main').getByText('task “').count()).toBe(0)
    await page.getByRole('button', { name: 'Stop waiting…' }).click()
    // Dies if: the words of a call are used, or a withdrawal is promised.
    await page.getByText('so nothing is granted here').waitFor()
  })

  it('[VIEW-05] shows a user code beside the address that already carries it, and copies it', async () => {
    const page = await openAt(waitingOverview, 'Inbox', 'Sign in to Attic')
    const code = page.getByRole('main').getByText('WDJB-MJHT', { exact: true })
    await code.waitFor()
    await page.getByRole('button', { name: 'Open at attic.example…' }).waitFor()
    await page.getByRole('button', { name: 'Copy the code' }).click()
    await page.getByText('Copied').waitFor()
    await page.getByRole('navigation').getByRole('button', { name: 'Tasks' }).click()
    const field = page.getByLabel('What should the agent do?')
    await field.focus()
    await page.keyboard.press('Control+V')
    // Dies if: only the selection is made, or its spacing is copied along.
    await expect.poll(() => field.inputValue()).toBe('WDJB-MJHT')
  })

  it('[VIEW-05] shows the words of both devices', async () => {
    const page = await openAt(waitingOverview, 'Inbox', 'Renew the sign-in to Cellar')
    const words = page.getByRole('region', { name: 'Words on both devices' })
    await words.getByText('amber fox 42').waitFor()
    await words.getByText('must be on your other device').waitFor()
  })

  it('[VIEW-07] a wait that ends while it is looked at shows its end in its place', async () => {
    const page = await openAt(waitingOverview, 'Inbox', 'Sign in to Northern Records')
    const [ended] = waitingOverview.endedWaits
    await push(page, {
      ...waitingOverview,
      waits: [],
      endedWaits: [{ ...ended, deferralId: 'deferral-3', title: 'Sign in to Northern Records' }],
    })
    await page.getByText('the answer was lost on the way').waitFor()
    expect(await page.getByRole('button', { name: 'Stop waiting…' }).count()).toBe(0)
  })

  it('[VIEW-08] asks for a client without its secret, and for a way without turning it on', async () => {
    const page = await openAt(waitingOverview, 'Connections', 'archive.example')
    await page.getByRole('button', { name: 'Enter a client ID…' }).click()
    await page.getByLabel('Client ID', { exact: true }).fill(' app-1 ')
    await page.getByLabel('How this client proves itself').selectOption('client_secret_basic')
    expect(await page.locator('input[type=password]').count()).toBe(0)
    await page.getByRole('button', { name: 'Continue in the approval view…' }).click()
    const about = { connectionId: 'archive', issuer: 'https://id.archive.example' }
    expect(await asked(page, 'issuer.ask-client')).toEqual([
      { ...about, clientId: 'app-1', authentication: 'client_secret_basic' },
    ])
    await page.getByText('More ways to sign in').click()
    const ciba = page.getByRole('region', { name: 'Be asked on your other device' })
    await ciba.getByRole('textbox').fill('ada')
    await ciba.getByRole('button', { name: 'Ask for it…' }).click()
    expect(await asked(page, 'issuer.ask-way')).toEqual([{ ...about, way: 'ciba', value: 'ada' }])
    await page.getByLabel('Waits called auth_req_id').click()
    const { issuer } = about
    expect(await asked(page, 'issuer.switch')).toEqual([{ issuer, option: 'authReqId', on: true }])
  })

  it('[VIEW-08] another authorization server is used only after a second press', async () => {
    const page = await openAt(waitingOverview, 'Connections', 'records.example')
    await page.getByRole('radio', { name: 'login.state.example' }).check()
    await page.getByRole('button', { name: 'Use login.state.example' }).click()
    expect(await asked(page, 'connection.choose-issuer')).toEqual([])
    await page.getByText('is revoked there, and waits for it are stopped').waitFor()
    await page.getByRole('button', { name: 'Use login.state.example' }).click()
    expect(await asked(page, 'connection.choose-issuer')).toEqual([
      { connectionId: 'records', issuer: 'https://login.state.example/records' },
    ])
  })

  it('[OAS-06] a server at another address is agreed to by its whole address', async () => {
    const page = await openAt(apiOverview, 'Connections', 'docs.parcels.example')
    const server = 'https://api.parcels-cloud.example/v1'
    await page.getByText(`would go to ${server}`).waitFor()
    expect(await asked(page, 'connection.agree-server')).toEqual([])
    await page.getByRole('button', { name: `Use ${server}` }).click()
    expect(await asked(page, 'connection.agree-server')).toEqual([
      { connectionId: 'elsewhere', server },
    ])
  })

  // Dies if: who goes back by the keyboard has to begin at the top of the page again.
  it('[VIEW-13] going back leaves the focus where it was', async () => {
    const page = await openAt(waitingOverview, 'Connections', 'records.example')
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    await page.getByRole('button', { name: 'Disconnect…' }).press('Enter')
    await page.getByRole('button', { name: 'Keep' }).press('Enter')
    await expect.poll(focused).toBe('Disconnect…')
    await page.getByRole('button', { name: 'Enter a client ID' }).press('Enter')
    await page.locator('form').getByRole('button', { name: 'Back' }).press('Enter')
    await expect.poll(focused).toBe('Enter a client ID…')
  })

  // Dies if: what was typed for one authorization server is asked for at another, or its own form stays shut.
  it('[VIEW-08] a form for one authorization server ends when the connection uses another', async () => {
    const page = await openAt(waitingOverview, 'Connections', 'records.example')
    await page.getByRole('button', { name: 'Enter a client ID' }).click()
    await page.getByLabel('Client ID').fill('only-for-records')
    const issuer = 'https://id.ledger.example'
    const connections = waitingOverview.connections.map((one) =>
      one.connectionId === 'records' ? { ...one, issuer, issuerHost: 'id.ledger.example' } : one,
    )
    await push(page, { ...waitingOverview, connections })
    await page.getByText('not yet: Countersign is not registered').waitFor()
    expect(await page.getByLabel('Client ID').inputValue()).toBe('')
  })
})

describe('news', () => {
  const notice = (id: string, tone: Notice['tone']): Notice => ({
    id,
    tone,
    title: `News ${id}`,
    body: 'What became of it.',
    atMs: openedOverview.nowMs,
    callId: null,
  })
  const showNews = async (notices: Notice[]): Promise<Page> => {
    const bridge = { state: { ...openedOverview, notices: [] } }
    const { page } = await pages.open({ page: 'app', bridge })
    // Stands still but for what a test lets pass: a busy machine must not use up the eight seconds.
    await page.clock.install({ time: '2026-11-22T14:00:00Z' })
    await page.clock.pauseAt('2026-11-22T14:23:00Z')
    await push(page, { ...openedOverview, notices })
    await page.locator('.notice').first().waitFor()
    return page
  }
  const dismissed = async (page: Page) =>
    (await calls(page)).filter(({ verb }) => verb === 'notice.dismiss').map(({ input }) => input)

  it('[RND-15] good news leaves after eight seconds, trouble stays', async () => {
    const page = await showNews([notice('bad', 'bad'), notice('ok', 'ok')])
    await page.clock.runFor(7_500)
    expect(await dismissed(page)).toEqual([])
    await page.clock.runFor(60_000)
    // Dies if: trouble has a timer too.
    expect(await dismissed(page)).toEqual([{ noticeId: 'ok' }])
  })

  it('[RND-15] news under the pointer or with the focus in it stays', async () => {
    const page = await showNews([notice('one', 'ok'), notice('two', 'info')])
    await page.locator('.notice', { hasText: 'News one' }).hover()
    await page.locator('.notice', { hasText: 'News two' }).getByRole('button').focus()
    await page.clock.runFor(60_000)
    // Dies if: what is being read is taken away.
    expect(await dismissed(page)).toEqual([])
    await page.mouse.move(900, 300)
    await page.clock.runFor(9_000)
    expect(await dismissed(page)).toEqual([{ noticeId: 'one' }])
  })

  it('[RND-15] a list ends above the news', async () => {
    const page = await showNews([notice('one', 'ok'), notice('two', 'bad')])
    const last = page.getByRole('list', { name: 'Waiting for others' }).locator('.item').last()
    await page.setViewportSize({ width: 1280, height: 600 })
    await last.scrollIntoViewIfNeeded()
    const item = await last.boundingBox()
    const news = await page.locator('.notice').first().boundingBox()
    expect((item?.y ?? 0) + (item?.height ?? 0)).toBeLessThanOrEqual(news?.y ?? 0)
  })
})
