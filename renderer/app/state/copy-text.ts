// Copies what stands on the page.

/** As the keyboard would: this page has no permission for the clipboard of its own. False when nothing was copied. */
export function copyText(element: HTMLElement | null, words: string): boolean {
  if (element === null) return false
  const onCopy = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', words)
    event.preventDefault()
  }
  window.getSelection()?.selectAllChildren(element)
  document.addEventListener('copy', onCopy, { once: true })
  const done = document.execCommand('copy')
  document.removeEventListener('copy', onCopy)
  return done
}
