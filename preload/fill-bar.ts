// Puts what main says into the bar's page; the page has no script of its own.
import type { BarState } from '../shared/interaction-bar.ts'

/** Only text and attributes are set; nothing of it is read as HTML. Uses nothing from outside its own body but types. */
export function fillBar(state: BarState): void {
  const write = (id: string, words: string): void => {
    const element = document.getElementById(id)
    if (element !== null && element.textContent !== words) element.textContent = words
  }
  const show = (id: string, shown: boolean): void => {
    const element = document.getElementById(id)
    if (element !== null) element.hidden = !shown
  }
  document.body.dataset['tone'] = state.tone
  document.body.dataset['foreign'] = String(state.isForeign)
  write('host-before', state.hostBefore)
  write('host-main', state.hostMain)
  write('host-path', state.hostPath)
  write('connection', state.connection)
  write('warning', state.warning ?? '')
  show('warning', state.warning !== null)
  write('offer-words', state.offer?.words ?? '')
  write('offer-address', state.offer?.address ?? '')
  show('offer', state.offer !== null)
  const back = document.getElementById('back')
  if (back instanceof HTMLButtonElement) back.disabled = !state.canGoBack
}
