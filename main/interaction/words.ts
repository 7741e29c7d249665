// Splits a tool's name into lower-case words, so that risk, titles and the rehearsal model read names alike.

/** `addPayee`, `add_payee`, `add-payee` and `Add payee` all give `['add', 'payee']`. */
export function splitWords(name: string): string[] {
  return name
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** `recipient_name` gives `Recipient name`. */
export function humanise(name: string): string {
  const words = splitWords(name).join(' ')
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1)
}
