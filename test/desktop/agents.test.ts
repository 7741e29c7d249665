// Brings an agent of others in on the real app: its secret once, what it may use by approval, and its end at once.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { text } from '../../shared/catalogue/text.ts'
import { Stage } from './stage.ts'

const name = 'Claude Code'
let stage: Stage
let secret = ''

beforeAll(async () => {
  stage = await Stage.connected()
})
afterAll(() => stage.stop())

const discovery = z.object({ url: z.string() })
const addressOf = (): URL => {
  const file = readFileSync(path.join(stage.home, 'gateway.json'), 'utf8')
  return new URL(discovery.parse(JSON.parse(file)).url)
}
const askAs = (address: URL, value: string): Promise<Response> =>
  fetch(address, {
    method: 'POST',
    body: '{}',
    headers: { authorization: `Bearer ${value}`, 'content-type': 'application/json' },
  })

test('[E2E-95] an agent is added, and its secret stands in the approval view once and nowhere else', async () => {
  const { app, approval } = stage.running
  await stage.person.goTo('Agents')
  await app.getByLabel(text('agents.name')).fill(name)
  await app.getByRole('button', { name: text('agents.add_now'), exact: true }).click()
  await app.getByRole('heading', { name }).waitFor()
  await app.getByRole('button', { name: text('agents.make_secret') }).click()
  await approval
    .getByRole('heading', { name: text('agents.title_agent_secret', { agent: name }) })
    .waitFor()
  await stage.person.press('Allow')
  await approval
    .getByRole('heading', { name: text('agents.secret_title', { agent: name }) })
    .waitFor()
  secret = (await approval.locator('.secret').innerText()).trim()
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  // Dies if: the page that shows model output gets to see it.
  expect(await app.content()).not.toContain(secret)
  await approval.getByRole('button', { name: text('agents.secret_done') }).click()
  await expect.poll(() => approval.content()).not.toContain(secret)
  expect(await stage.loadOverview().then((overview) => JSON.stringify(overview))).not.toContain(
    secret,
  )
})

// Dies if: what an agent may use is not looked up for each list and call, or a revoked secret still opens.
test('[E2E-96] it uses what it was given, held and approved like any other, and is out at once when revoked', async () => {
  const { app } = stage.running
  const address = addressOf()
  expect((await askAs(address, 'A'.repeat(43))).status).toBe(401)
  const client = new Client({ name: 'tester', version: '1' })
  const authorization = { headers: { authorization: `Bearer ${secret}` } }
  await client.connect(new StreamableHTTPClientTransport(address, { requestInit: authorization }))
  const named = async (): Promise<string[]> =>
    (await client.listTools()).tools.map((tool) => tool.name)
  expect((await named()).filter((tool) => tool.includes('list_accounts'))).toEqual([])
  await stage.person.goTo('Agents')
  await app.locator('.item', { hasText: name }).first().click()
  await app.getByRole('checkbox', { name: 'list_accounts' }).click()
  await stage.person.press('Allow')
  await expect
    .poll(async () => (await named()).some((tool) => tool.includes('list_accounts')))
    .toBe(true)
  const tools = await named()
  const tool = tools.find((each) => each.includes('list_accounts')) ?? ''
  expect(tools.some((each) => each.includes('pay'))).toBe(false)
  const answer = client.callTool({ name: tool, arguments: {} })
  const asked = await stage.overview('its question', ({ inbox }) =>
    inbox.some(({ agentName }) => agentName === name),
  )
  await stage.person.openQuestion(asked.inbox[0]?.title ?? '')
  await stage.person.approve()
  expect((await answer).isError).not.toBe(true)
  await stage.person.goTo('Agents')
  await app.locator('.item', { hasText: name }).first().click()
  await app.getByRole('button', { name: text('agents.revoke'), exact: true }).click()
  await app.getByRole('button', { name: text('agents.revoke_now') }).click()
  // It was the last that might call: with it the endpoint itself is gone.
  const ask = (): Promise<string> =>
    askAs(address, secret).then(
      ({ status }) => String(status),
      () => 'closed',
    )
  await expect.poll(ask).toMatch(/^(401|closed)$/)
  const { agents } = await stage.loadOverview()
  expect(agents.find((each) => each.name === name)).toMatchObject({ admitted: false, access: [] })
})

test('[E2E-90] an agent of others leaves no secret in clear, breaks no rule and reaches no other address', async () => {
  expect(await stage.check()).toEqual([])
  expect(stage.running.problems).toEqual([])
})
