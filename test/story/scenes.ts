// The scenes of the story: a day with Countersign, played through the real windows.
import { waitUntil } from '../../build/run/run-program.ts'
import { otherAgentScenes } from './other-agent-scenes.ts'
import type { Scene } from './scene.ts'
import type { Stage } from './stage.ts'

const firstRun: Scene = {
  title: 'First run: the sandbox is connected, with a code from the authenticator app',
  async play(stage) {
    await stage.startApp()
    const { person } = stage
    await person.app.getByRole('button', { name: 'Try the sandbox' }).waitFor()
    await stage.takePicture('first-run')
    await person.app.getByRole('button', { name: 'Try the sandbox' }).click()
    stage.say(
      'The bank is found, its authorization server too. The approval view asks: is it yours?',
    )
    await person.approval.getByRole('button', { name: 'Allow', exact: true }).waitFor()
    await stage.takePicture('first-party')
    await person.press('Allow')
    await person.chooseProof('Code')
    await person.approval.getByLabel(/-digit code/).waitFor()
    await stage.takePicture('sign-in')
    await person.typeCode()
    await person.goTo('Connections')
    await person.app.getByText('Ready', { exact: true }).first().waitFor()
    await stage.takePicture('connected')
    stage.say(
      'Signed in without a browser. The agent may now ask for calls; it never sees a token.',
    )
  },
}

const prepare: Scene = {
  title: 'A draft is approved from the notification',
  async play(stage) {
    const title = 'Prepare a transfer of €480.00 to Papier & Co'
    await stage.person.giveTask('Prepare a transfer of 480 EUR to Papier & Co for order 77-A')
    await stage.expectNotification(title)
    await stage.takePicture('notification')
    await stage.pressNotification('Approve', title)
    await stage.expectRuns('prepare_transfer', '480', 1)
    stage.say(
      'The call was held, the notification said who, what and how much, and one press ran it once.',
    )
  },
}

const paySmall: Scene = {
  title: 'A small payment: every value is shown, the amount is typed again',
  async play(stage) {
    const { person } = stage
    await person.giveTask('Pay 40 EUR to Papier & Co for pens')
    await person.openQuestion(/Pay €40\.00/)
    await stage.takePicture('approval')
    await person.approve('40')
    await stage.expectRuns('pay', '"amount":40,', 1)
    stage.say('Paid, once.')
  },
}

const payWithCode: Scene = {
  title: 'A payment over 50: the bank wants stronger proof, a code is given in the same card',
  async play(stage) {
    const { person } = stage
    await person.giveTask('Pay 480 EUR to Papier & Co for order 77-A')
    await person.openQuestion(/Pay €480\.00/)
    await person.approve('480')
    await person.chooseProof('Code')
    await person.approval.getByLabel(/-digit code/).waitFor()
    await stage.takePicture('step-up-code')
    await person.typeCode()
    await stage.expectRuns('pay', '"amount":480,', 1)
    stage.say(
      'The resource server answered 401; the code went to the authorization server only; the same call ran.',
    )
  },
}

const payWithPasskey: Scene = {
  title: 'A passkey is made on this computer, and proves the next payment',
  async play(stage) {
    const { person } = stage
    await person.goTo('Connections')
    await person.app.getByRole('button', { name: 'Register a passkey' }).click()
    await person.proveWithCodeIfAsked()
    await person.press('Make a passkey')
    await person.useCeremony('Register passkey')
    await waitUntil('The passkey at the bank', async () => {
      return (await stage.control.state()).passkeys.length === 1
    })
    stage.say('Registered by a ceremony at the bank’s own origin, without a browser.')
    await person.giveTask('Pay 620 EUR to Nordlicht for invoice 2030')
    await person.openQuestion(/Pay €620\.00/)
    await person.approve('620')
    await person.chooseProof('Passkey')
    await person.approval.getByRole('button', { name: 'Use passkey' }).waitFor()
    await stage.takePicture('step-up-passkey')
    await person.press('Use passkey')
    await person.useCeremony('Use passkey')
    await stage.expectRuns('pay', '"amount":620,', 1)
    stage.say('Paid with the passkey, once.')
  },
}

const payLarge: Scene = {
  title: 'A payment over 1,000 waits for a second approver, through a kill -9',
  async play(stage) {
    const { person } = stage
    await person.giveTask('Pay 18,400 EUR to Weber Bau for the roof and then list my accounts')
    await person.openQuestion(/Pay €18,400\.00/)
    await person.approve('18400')
    const pending = await waitForPending(stage, 'payment')
    stage.say(`The authorization server says "not yet". It waits for ${pending.approver}.`)
    await person.openQuestion(/List accounts/)
    await person.approve()
    await stage.expectRuns('list_accounts', '', 1)
    stage.say('Meanwhile the task went on: the accounts were listed.')
    await person.openWait(/Pay €18,400\.00/)
    await stage.takePicture('waiting')
    await stage.killApp()
    stage.say('kill -9. The app is gone; the wait is on disk, its code sealed.')
    await stage.startApp()
    await stage.person.openWait(/Pay €18,400\.00/)
    await stage.takePicture('waiting-after-restart')
    await stage.putAside()
    await stage.control.approve(pending.id)
    stage.say(`${pending.approver} approves at the desk.`)
    await stage.expectRuns('pay', '"amount":18400,', 1)
    await stage.expectNotification('Ran: Pay €18,400.00 to Weber Bau')
    await stage.takePicture('ran')
    await stage.comeBack()
    stage.say(
      'The token came, the held call ran once, byte for byte as shown, and the person was told.',
    )
  },
}

const shareDenied: Scene = {
  title: 'Sharing a document: its owner says no',
  async play(stage) {
    const { person } = stage
    await person.giveTask('Share "Office lease" with Weber')
    await person.openQuestion(/Share/)
    await person.approveWithNumber()
    const pending = await waitForPending(stage, 'document')
    stage.say(`The document’s owner is asked: ${pending.approver}.`)
    await stage.putAside()
    await stage.control.deny(pending.id)
    await stage.expectNotification('Denied: Share')
    await stage.comeBack()
    await stage.expectRuns('share_document', '', 0)
    await person.goTo('Tasks')
    await stage.takePicture('denied')
    stage.say('Denied by its owner. Nothing ran, and the person was told.')
  },
}

const lookBack: Scene = {
  title: 'What happened: every decision is on record',
  async play(stage) {
    await stage.person.goTo('Activity')
    await stage.takePicture('activity')
    await stage.expectNoViolations()
    for (const [tool, fragment] of [
      ['prepare_transfer', '480'],
      ['pay', '"amount":40,'],
      ['pay', '"amount":480,'],
      ['pay', '"amount":620,'],
      ['pay', '"amount":18400,'],
    ] as const) {
      if ((await stage.countRuns(tool, fragment)) !== 1)
        throw new Error(`${tool} did not run once.`)
    }
    stage.say(
      'Everything ran exactly once. No early poll, no wrong proof, no missing verifier was seen.',
    )
  },
}

export const scenes: readonly Scene[] = [
  firstRun,
  prepare,
  paySmall,
  payWithCode,
  payWithPasskey,
  payLarge,
  shareDenied,
  ...otherAgentScenes,
  lookBack,
]

async function waitForPending(
  stage: Stage,
  kind: 'payment' | 'document',
): Promise<{ id: string; approver: string }> {
  const find = async () => (await stage.control.state()).pending.find((one) => one.kind === kind)
  await waitUntil('The request at the desk', async () => (await find()) !== undefined)
  const found = await find()
  if (found === undefined) throw new Error('The request at the desk went away.')
  return found
}
