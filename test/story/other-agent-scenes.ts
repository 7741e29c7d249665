// The scenes with an agent of somebody else: let in, held, approved from the notification, and patient beyond its time-out.
import { z } from 'zod'
import type { Person } from '../desktop/person.ts'
import type { Scene } from './scene.ts'
import type { Stage } from './stage.ts'

const name = 'Ledger helper'
const settingsSchema = z.object({
  command: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
})
/** What the person pasted into the other agent. */
let pasted: z.infer<typeof settingsSchema> | null = null

const letIn: Scene = {
  title: 'An agent of somebody else gets a secret and two tools, both shown before they are given',
  async play(stage) {
    const { person } = stage
    await person.goTo('Agents')
    await person.app.getByRole('button', { name: 'Add an agent' }).click()
    await person.app.getByLabel('Name', { exact: true }).fill(name)
    await person.app.getByRole('button', { name: 'Add', exact: true }).click()
    await person.app.getByRole('button', { name: 'Make its secret' }).click()
    await person.approval.getByRole('heading', { name: `Make a secret for ${name}` }).waitFor()
    await person.press('Allow')
    await person.approval.getByRole('button', { name: 'Another one' }).click()
    await stage.takePicture('secret')
    const words = await person.approval.locator('.secret-snippet').first().textContent()
    pasted = settingsSchema.parse(JSON.parse(words ?? ''))
    await person.approval.getByRole('button', { name: 'Done' }).click()
    for (const tool of ['prepare_transfer', 'list_accounts']) await give(stage, tool)
    await stage.takePicture('other-agent')
    stage.say('It has a way in of its own and two tools; it cannot see anything else.')
  },
}

const heldAndApproved: Scene = {
  title: 'Its call is held, approved from the notification, and it gets its result',
  async play(stage) {
    const title = 'Prepare a transfer of €75.00 to Nordlicht'
    await stage.putAside()
    const agent = stage.startOtherAgent(settingsOf(), {
      tool: 'prepare_transfer',
      arguments: { recipient: 'Nordlicht', amount: 75, currency: 'EUR', reference: 'invoice 2044' },
    })
    await stage.expectNotification(title)
    await stage.takePicture('other-agent-held')
    await stage.pressNotification('Approve', title)
    const result = await agent.result()
    if (result.isError) throw new Error(`It got no result: ${result.words}`)
    await stage.expectRuns('prepare_transfer', '75', 1)
    if (agent.timesHeld() > 0) stage.say('It asked again for its call by the handle it had got.')
    await stage.comeBack()
    stage.say('It got its result, as from any other server, and never saw a token.')
  },
}

const beyondTimeOut: Scene = {
  title: 'A call is held for longer than its agent waits: nothing is lost, nothing runs twice',
  async play(stage) {
    const agent = stage.startOtherAgent(settingsOf(), { tool: 'list_accounts', arguments: {} })
    await stage.person.openQuestion(/List accounts/)
    const before = await stage.countRuns('list_accounts', '')
    await agent.held(2)
    stage.say(
      'Twice it was told in time that its call is held and not lost; it waits by the handle.',
    )
    await stage.takePicture('other-agent-waits')
    await stage.person.approve()
    const result = await agent.result()
    if (result.isError) throw new Error(`It got no result: ${result.words}`)
    await stage.expectRuns('list_accounts', '', before + 1)
    stage.say('Approved after more than its thirty seconds: it ran once, and it got its result.')
  },
}

export const otherAgentScenes: readonly Scene[] = [letIn, heldAndApproved, beyondTimeOut]

async function give({ person }: Stage, tool: string): Promise<void> {
  await openAgent(person)
  await person.app.getByLabel(tool, { exact: true }).click()
  await person.approval.getByText(tool).first().waitFor()
  await person.press('Allow')
  await openAgent(person)
  await person.app.getByRole('checkbox', { name: tool, exact: true, checked: true }).waitFor()
}

async function openAgent(person: Person): Promise<void> {
  await person.goTo('Agents')
  await person.app.getByRole('list', { name: 'Agents' }).getByText(name).click()
}

function settingsOf(): z.infer<typeof settingsSchema> {
  if (pasted === null) throw new Error('The other agent was not let in.')
  return pasted
}
