// Lets the person pick among several passkeys that match (Electron 41 and later ask for it).
import { text } from '../../../shared/catalogue/text.ts'
import type { ElectronMain } from '../desktop-options.ts'

export interface PasskeyAccount {
  readonly credentialId: string
  readonly name?: string
  readonly displayName?: string
}

/** The chosen credential's id, or null when the person picked none. A single one is taken as it is. */
export async function chooseAccount(
  electron: Pick<ElectronMain, 'dialog'>,
  accounts: readonly PasskeyAccount[],
): Promise<string | null> {
  const [first] = accounts
  if (first === undefined) return null
  if (accounts.length === 1) return first.credentialId
  const cancel = text('desktop.ceremony-cancel')
  const { response } = await electron.dialog.showMessageBox({
    message: text('desktop.ceremony-which-account'),
    buttons: [...accounts.map(nameOf), cancel],
    cancelId: accounts.length,
    defaultId: accounts.length,
    noLink: true,
  })
  return accounts[response]?.credentialId ?? null
}

function nameOf(account: PasskeyAccount): string {
  return (account.name ?? account.displayName ?? account.credentialId).slice(0, 80)
}
