// The passkey ceremony's preload: the page has no script of its own, so everything that happens there happens here, isolated.
import { ipcRenderer } from 'electron'
import { ceremonyAnswerChannel, ceremonyLoadChannel } from '../shared/ceremony-channels.ts'
import type { CeremonyAnswer, CeremonyReply, CeremonyTask } from '../shared/ceremony-channels.ts'
import { browserCredentials, requestCredential } from './credential.ts'

window.addEventListener('DOMContentLoaded', () => {
  const use = document.getElementById('use-passkey')
  const cancel = document.getElementById('cancel')
  const status = document.getElementById('status')
  if (!(use instanceof HTMLButtonElement) || cancel === null || status === null) return

  cancel.addEventListener('click', () => void answer({ kind: 'cancelled' }))
  // The person's press starts it: nothing is asked of an authenticator before.
  use.addEventListener('click', (event) => {
    if (!event.isTrusted || use.disabled) return
    use.disabled = true
    void attempt()
  })

  async function attempt(): Promise<void> {
    const task = (await ipcRenderer.invoke(ceremonyLoadChannel)) as CeremonyTask | null
    if (task === null) return
    say(task.waitingText)
    const reply = await answer(await requestCredential(task, browserCredentials))
    if (reply?.retryText === undefined || reply.retryText === null) return
    say(reply.retryText)
    unlock()
  }
  async function answer(value: CeremonyAnswer): Promise<CeremonyReply | null> {
    return (await ipcRenderer.invoke(ceremonyAnswerChannel, value)) as CeremonyReply | null
  }
  function say(words: string): void {
    if (status !== null) status.textContent = words
  }
  function unlock(): void {
    if (use instanceof HTMLButtonElement) use.disabled = false
  }
})
