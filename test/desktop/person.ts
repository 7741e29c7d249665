// Acts as the person would: types, reads and presses in the app's own pages.
import type { CDPSession, Page } from '@playwright/test'
import { authenticatorOptions } from '../../build/run/virtual-authenticator.ts'
import { findPage, type AppPages } from './running-app.ts'
import type { SandboxControl } from './sandbox-control.ts'

/** A passkey that lives in the virtual authenticator between two ceremonies. */
export type StoredPasskeys = Record<string, unknown>[]

export class Person {
  readonly #running: AppPages
  readonly #control: SandboxControl
  /** What the person's authenticator holds. */
  passkeys: StoredPasskeys = []

  constructor(running: AppPages, control: SandboxControl, passkeys: StoredPasskeys = []) {
    this.#running = running
    this.#control = control
    this.passkeys = passkeys
  }

  get app(): Page {
    return this.#running.app
  }

  get approval(): Page {
    return this.#running.approval
  }

  async goTo(
    place: 'Inbox' | 'Tasks' | 'Agents' | 'Connections' | 'Activity' | 'Settings',
  ): Promise<void> {
    await this.app.locator('.place', { hasText: new RegExp(`^${place}`) }).click()
  }

  /** Types a sentence for the built-in agent and starts it. */
  async giveTask(sentence: string): Promise<void> {
    await this.goTo('Tasks')
    const newTask = this.app.getByRole('button', { name: 'New task' })
    if (await newTask.isVisible()) await newTask.click()
    await this.app.getByLabel('What should the agent do?').fill(sentence)
    await this.app.getByRole('button', { name: 'Start', exact: true }).click()
  }

  /** Opens one open question from the inbox. */
  async openQuestion(title: string | RegExp): Promise<void> {
    await this.goTo('Inbox')
    await this.app.getByRole('list', { name: 'Now' }).getByText(title).first().click()
    await this.approval.getByRole('heading', { name: title }).waitFor()
  }

  /** Presses the one filled button when it is awake; once more where the view took the press for a mere entry. */
  async press(name: string): Promise<void> {
    const button = this.approval.getByRole('button', { name, exact: true })
    await button.waitFor()
    const before = await this.#heading()
    for (let presses = 0; presses < 3; presses += 1) {
      await this.#enterView()
      await this.#readToTheEnd()
      await this.approval.waitForFunction(isAwake, name)
      if ((await this.#heading()) !== before) return
      await button.click()
      if (await this.#isTaken(name, before)) return
    }
  }

  /** What does not fit on the screen is scrolled through before it is answered. */
  async #readToTheEnd(): Promise<void> {
    await this.approval.evaluate(() => {
      const area = document.querySelector('.card-scroll')
      area?.scrollTo(0, area.scrollHeight)
    })
  }

  #heading(): Promise<string | null> {
    return this.approval.evaluate(() => document.querySelector('h1')?.textContent ?? null)
  }

  /** A press that was taken puts the button to sleep or changes what is shown. */
  async #isTaken(name: string, heading: string | null): Promise<boolean> {
    for (let looks = 0; looks < 30; looks += 1) {
      const isSame = (await this.#heading()) === heading
      if (!isSame || !(await this.approval.evaluate(isAwake, name))) return true
      await this.approval.waitForTimeout(50)
    }
    return false
  }

  /** The first press into a view without the keyboard only moves it there: a person does that first, then reads on. */
  async #enterView(): Promise<void> {
    const isEntered = (): Promise<boolean> => this.approval.evaluate(() => document.hasFocus())
    for (let looks = 0; looks < 10; looks += 1) {
      if (await isEntered()) return
      await this.approval.waitForTimeout(50)
    }
    await this.approval.getByRole('heading', { level: 1 }).click()
  }

  /** Approves what is shown; high risk with the number typed again. */
  async approve(confirmation?: string): Promise<void> {
    if (confirmation !== undefined) {
      // Beside it there may be a field for a code, given ahead.
      await this.approval.locator('.confirmation').getByRole('textbox').fill(confirmation)
    }
    await this.press('Approve once')
  }

  /** Chooses how to prove it, when the server leaves the choice. */
  async chooseProof(name: 'Code' | 'Passkey'): Promise<void> {
    await this.approval
      .getByRole('radio', { name })
      .or(this.approval.getByLabel(name, { exact: true }))
      .first()
      .click({ force: true })
    await this.press('Continue')
  }

  /** A server that asks for proof first gets a code; one that does not is left alone. */
  async proveWithCodeIfAsked(): Promise<void> {
    const goesOn = this.approval
      .getByRole('button', { name: 'Continue', exact: true })
      .or(this.approval.getByRole('button', { name: 'Make a passkey', exact: true }))
      .or(this.approval.getByLabel(/-digit code/))
    await goesOn.first().waitFor()
    const isChoice = await this.approval.getByRole('button', { name: 'Continue' }).isVisible()
    if (isChoice) await this.chooseProof('Code')
    const isCode = isChoice || (await this.approval.getByLabel(/-digit code/).isVisible())
    if (isCode) await this.typeCode()
  }

  /** High risk without an amount: types the number that the hint names. */
  async approveWithNumber(): Promise<void> {
    const hint = await this.approval.getByText(/^Type \d+/).innerText()
    await this.approve(/\d+/.exec(hint)?.[0] ?? '')
  }

  /** Opens one wait for somebody else from the inbox. */
  async openWait(title: string | RegExp): Promise<void> {
    await this.goTo('Inbox')
    await this.app.getByRole('list', { name: 'Waiting for others' }).getByText(title).click()
    await this.app.getByRole('heading', { name: title }).waitFor()
  }

  /** Types the current code of the authenticator app, or a wrong one. */
  async typeCode(code?: string): Promise<void> {
    const field = this.approval.getByLabel(/-digit code/)
    await field.waitFor()
    await field.fill(code ?? (await this.#control.code()))
    await this.press('Confirm')
  }

  /** Carries a ceremony through with a virtual authenticator, attached from outside. */
  async useCeremony(button: 'Use passkey' | 'Register passkey'): Promise<void> {
    const { electron } = this.#running
    const origin = new URL(await issuerOf(this.#control)).origin
    const page = await findPage(electron, `${origin}/`)
    const session = await attachAuthenticator(page, this.passkeys)
    // The page closes as soon as the ceremony is over, so what was made is heard of as an event.
    session.on('WebAuthn.credentialAdded', ({ credential }) => {
      this.passkeys = [...this.passkeys, { ...credential }]
    })
    // A counter that does not grow would look like a copied authenticator.
    session.on('WebAuthn.credentialAsserted', ({ credential }) => {
      const others = this.passkeys.filter((one) => one['credentialId'] !== credential.credentialId)
      this.passkeys = [...others, { ...credential }]
    })
    const gone = page.waitForEvent('close')
    await page.getByRole('button', { name: button }).click()
    await gone
  }
}

async function issuerOf(control: SandboxControl): Promise<string> {
  const { urls } = await control.state()
  return urls.issuer
}

async function attachAuthenticator(page: Page, passkeys: StoredPasskeys): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: authenticatorOptions,
  })
  for (const credential of passkeys) {
    await session.send('WebAuthn.addCredential', {
      authenticatorId,
      credential: credential as Parameters<typeof addCredential>[0],
    })
  }
  return session
}

declare function addCredential(credential: {
  credentialId: string
  isResidentCredential: boolean
  privateKey: string
  signCount: number
}): void

/** Runs in the approval page. */
function isAwake(name: string): boolean {
  return [...document.querySelectorAll('button')].some(
    (one) =>
      one.textContent.trim() === name &&
      !one.disabled &&
      one.getAttribute('aria-disabled') !== 'true',
  )
}
