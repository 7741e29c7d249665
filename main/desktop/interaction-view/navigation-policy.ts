// Decides where a page that is not ours may go inside the interaction view.

/** Https without a user name, or the one recorded origin on this computer. `loopbackOrigin` is null for all others. */
export function mayShow(address: string, loopbackOrigin: string | null): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.username !== '' || url.password !== '' || url.hostname === '') return false
  return url.protocol === 'https:' || (loopbackOrigin !== null && url.origin === loopbackOrigin)
}

/** As `mayShow`; a frame may also be one that its own page fills. */
export function mayFrame(address: string, loopbackOrigin: string | null): boolean {
  return /^about:(blank|srcdoc)$/.test(address) || mayShow(address, loopbackOrigin)
}
