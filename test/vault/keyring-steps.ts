// Runs inside a session bus of its own: seals with the real keychain, and prints what the test wants to know.
import { createKeytarKeychain } from '../../main/vault/keytar-keychain.ts'
import { openVault } from '../../main/vault/open-vault.ts'
import { createSystemClock, systemRandomness } from '../../main/system-clock.ts'
import { Secret } from '../../shared/model/secret.ts'

const [timeoutMs = '5000'] = process.argv.slice(2)
const place = { table: 'secrets', row: 'one', column: 'value' }

function open(folder: string) {
  return openVault({
    keychain: createKeytarKeychain(folder),
    randomness: systemRandomness,
    clock: createSystemClock(),
    log: () => {},
    timeoutMs: Number(timeoutMs),
  })
}

const startedAtMs = performance.now()
const first = await open('/profiles/one')
const sealed = await first.seal(new Secret('canary'), place)
const again = await open('/profiles/one')
const other = await open('/profiles/two')
const report = {
  survivesRestart: first.survivesRestart,
  opened: again.survivesRestart ? (await again.open(sealed, place)).reveal() : null,
  otherProfileHasOwnKey: other.keyId !== first.keyId,
  tookMs: performance.now() - startedAtMs,
}
process.stdout.write(`${JSON.stringify(report)}\n`)
// keytar may hang on a thread of its own for ever.
process.exit(0)
