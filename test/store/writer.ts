// A process of its own that writes calls and activity, and acknowledges each on its output after the commit.
import { openStore } from '../../main/store/open-store.ts'
import { Secret } from '../../shared/model/secret.ts'
import { buildCall } from './nouns.ts'

const [folder = '', firstNumber = '0'] = process.argv.slice(2)
const { store } = openStore({
  folder,
  vault: {
    keyId: 'keychain-test',
    seal: () => Promise.reject(new Error('not used')),
    open: () => Promise.resolve(new Secret('')),
  },
  clock: { nowMs: () => 1 },
  log: () => {},
})

for (let number = Number(firstNumber); ; number += 1) {
  store.transaction(() => {
    store.calls.save(buildCall({ id: `call-${number}`, state: 'approved' }))
    store.calls.spendApproval(`call-${number}`, 5)
    store.activity.append({
      kind: 'call_sent',
      callId: `call-${number}`,
      taskId: null,
      connectionId: null,
      detail: { number },
    })
  })
  process.stdout.write(`${number}\n`)
}
