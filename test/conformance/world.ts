// The outside world of the client under test: a keychain in memory and a browser that only follows redirects.
import type { World } from '../../main/engine.ts'
import { createFileLog } from '../../main/file-log.ts'
import { createSystemClock, makeRandomId, systemRandomness } from '../../main/system-clock.ts'
import { hit } from '../oauth/raw-hit.ts'

const maxRedirects = 10

export function buildWorld(folder: string): World {
  const clock = createSystemClock()
  const keychain = new Map<string, string>()
  return {
    folder,
    version: '0.0.0',
    clock,
    randomness: systemRandomness,
    makeId: makeRandomId,
    log: createFileLog(folder, clock),
    keychain: {
      get: (name) => Promise.resolve(keychain.get(name) ?? null),
      set: (name, value) => Promise.resolve(void keychain.set(name, value)),
    },
    shownGate: { requireShown: () => undefined },
    ceremony: {
      unavailableReason: () => 'There is no authenticator here.',
      run: () => Promise.resolve({ kind: 'cancelled' }),
    },
    // The one address that the suite knows; nothing is fetched from it.
    clientMetadataUrl: 'https://conformance-test.local/client-metadata.json',
    openExternal: (address) => {
      void browse(address).catch((error: unknown) => console.error(error))
      return Promise.resolve(true)
    },
    onChanged: () => undefined,
    onCallChanged: () => undefined,
    onCallEnded: () => undefined,
  }
}

/** The scenarios' authorization servers ask nobody anything: they redirect at once. */
async function browse(address: string): Promise<void> {
  let url = new URL(address)
  for (let step = 0; step < maxRedirects; step += 1) {
    const { location } = (await hit(url)).headers
    if (typeof location !== 'string') return
    url = new URL(location, url)
  }
}
