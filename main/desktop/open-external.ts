// Opens an address in the system browser, if it may be opened at all.
import type { Shell } from 'electron'
import type { Log } from '../../shared/model/ports.ts'
import { parseExternalUrl } from './external-url.ts'

export interface OpenExternalOptions {
  readonly shell: Pick<Shell, 'openExternal'>
  /** Origins of recorded issuers on this computer (`http://localhost:PORT`). */
  readonly loopbackOrigins: () => readonly string[]
  readonly log: Log
}

/** True when the system took it. Never rejects. */
export type OpenExternal = (address: string) => Promise<boolean>

export function createOpenExternal(options: OpenExternalOptions): OpenExternal {
  return async (address) => {
    const href = parseExternalUrl(address, options.loopbackOrigins())
    if (href === null) {
      options.log('warn', 'an address was not opened', { length: address.length })
      return false
    }
    try {
      await options.shell.openExternal(href)
      return true
    } catch (error) {
      options.log('error', 'the system browser did not open', { error })
      return false
    }
  }
}
