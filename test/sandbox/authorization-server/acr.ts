// The authentication levels of the sandbox's authorization server.

/** Signed in, without a proof made for one act. */
export const acrSignedIn = 'urn:harbor:acr:signed-in'
/** A one-time code or a passkey, given for this request. */
export const acrTotp = 'urn:harbor:acr:totp'
/** A passkey, given for this request. */
export const acrPasskey = 'urn:harbor:acr:phr'
/** Asks for the registration of a passkey after another proof. */
export const acrEnrol = 'urn:harbor:acr:enrol-passkey'

/** What metadata advertises. */
export const acrValues = [acrSignedIn, acrTotp, acrPasskey, acrEnrol]

/** The first known value of a space-separated list; sign-in when none is asked for; null when unknown. */
export function parseAcr(list: string | undefined): string | null {
  const asked = (list ?? '').split(' ').filter(Boolean)
  if (asked.length === 0) return acrSignedIn
  return asked.find((value) => acrValues.includes(value)) ?? null
}
