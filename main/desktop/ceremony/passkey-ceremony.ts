// Runs a passkey ceremony in a small window of its own, on the relying party's origin, cut off from the network.
import path from 'node:path'
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'
import { ceremonyAnswerChannel, ceremonyLoadChannel } from '../../../shared/ceremony-channels.ts'
import { text } from '../../../shared/catalogue/text.ts'
import type { MakeId } from '../../../shared/model/ports.ts'
import { pageBackground } from '../app-window.ts'
import type { DesktopContext } from '../desktop-options.ts'
import { buildWebPreferences } from '../web-preferences.ts'
import { chooseAccount } from './account-choice.ts'
import { parseCeremonyAnswer } from './ceremony-answer.ts'
import { parseCeremonyOrigin } from './ceremony-origin.ts'
import { buildCeremonyPage } from './ceremony-page.ts'
import { createCeremonyRun } from './ceremony-run.ts'
import type { CeremonyOutcome, CeremonyRun } from './ceremony-run.ts'
import { sealCeremonySession } from './ceremony-session.ts'

/** The person has this long in all, from the window's opening. */
const ceremonyTimeoutMs = 5 * 60_000

export interface CeremonyRequest {
  readonly kind: 'get' | 'create'
  /** The relying party's own origin. */
  readonly origin: string
  /** Checked and clamped by the caller (rpId, userVerification, timeout, extensions). */
  readonly optionsJson: string
}
export interface DesktopCeremony {
  /** Always null: whether an authenticator answers is only known once it is asked. */
  unavailableReason(): string | null
  /** A new ceremony ends the one before. The authenticator is asked only after the person presses the button. */
  run(request: CeremonyRequest): Promise<CeremonyOutcome>
}

export function createPasskeyCeremony(
  options: DesktopContext & { makeId: MakeId },
): DesktopCeremony {
  let current: CeremonyRun | null = null
  return {
    unavailableReason: () => null,
    async run(request) {
      current?.abandon()
      const origin = parseCeremonyOrigin(request.origin)
      if (origin === null) return { kind: 'failed', reason: text('desktop.ceremony-unsupported') }
      const run = createCeremonyRun({
        ...request,
        host: origin.host,
        timeoutMs: ceremonyTimeoutMs,
        clock: options.clock,
      })
      current = run
      return await runInWindow(run, { request, origin, options })
    },
  }
}

interface CeremonyPlace {
  readonly request: CeremonyRequest
  readonly origin: URL
  readonly options: DesktopContext & { makeId: MakeId }
}

async function runInWindow(run: CeremonyRun, place: CeremonyPlace): Promise<CeremonyOutcome> {
  const { request, origin, options } = place
  // Without `persist:` the session lives in memory; a fresh name shares nothing with another ceremony.
  const session = options.electron.session.fromPartition(`ceremony-${options.makeId()}`)
  const page = buildCeremonyPage(request.kind, origin.host)
  let window: BrowserWindow | null = null
  try {
    await sealCeremonySession(session, origin, page)
    window = openCeremonyWindow(options, session)
    answerPage(window, run, origin)
    session.on('select-webauthn-account', (event, details, callback) => {
      event.preventDefault()
      void chooseAccount(options.electron, details.accounts).then(callback, () => callback(null))
    })
    window.once('closed', () => run.abandon())
    await window.loadURL(`${origin.origin}/`)
    window.show()
  } catch (error) {
    options.log('error', 'the passkey page did not open', { error })
    run.fail(text('desktop.ceremony-unsupported'))
  }
  const outcome = await run.outcome
  if (window?.isDestroyed() === false) window.destroy()
  return outcome
}

function openCeremonyWindow(
  { electron, paths }: DesktopContext,
  session: Electron.Session,
): BrowserWindow {
  const window = new electron.BrowserWindow({
    width: 440,
    height: 340,
    minWidth: 360,
    minHeight: 320,
    show: false,
    title: 'Countersign',
    autoHideMenuBar: true,
    fullscreenable: false,
    backgroundColor: pageBackground(electron.nativeTheme.shouldUseDarkColors),
    webPreferences: buildWebPreferences({
      preload: path.join(paths.preloadFolder, 'ceremony.cjs'),
      packaged: electron.app.isPackaged,
      session,
    }),
  })
  window.on('page-title-updated', (event) => event.preventDefault())
  return window
}

/** The two channels of this one page; `contents.ipc` hears no other. */
function answerPage(window: BrowserWindow, run: CeremonyRun, origin: URL): void {
  const contents = window.webContents
  const isPage = (event: IpcMainInvokeEvent): boolean => {
    const frame = event.senderFrame
    return frame !== null && frame === contents.mainFrame && frame.origin === origin.origin
  }
  contents.ipc.handle(ceremonyLoadChannel, (event) => (isPage(event) ? run.load() : null))
  contents.ipc.handle(ceremonyAnswerChannel, (event, value: unknown) => {
    const answer = isPage(event) ? parseCeremonyAnswer(value) : null
    return answer === null ? null : run.answer(answer)
  })
}
