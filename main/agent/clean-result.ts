// Takes tokens out of what a tool answered and bounds its size, before an agent or a person reads it.
import { text } from '../../shared/catalogue/text.ts'
import { replaceJsonWebTokens } from '../../shared/json-web-tokens.ts'
import { stripSecrets } from '../resource/strip-secrets.ts'

/** Largest result an agent gets, in characters. */
export const maxResultCharacters = 200_000

/** A shorter one stands in many words by chance. */
const fewestCharacters = 6
const schemes = /\b(?:Bearer|DPoP)\s+[A-Za-z0-9._~+/-]{8,}=*/gi

/** `secrets` are the clear texts that went with the request; they and anything that looks like a token are taken out. */
export function cleanResult(result: string, secrets: readonly string[]): string {
  const stripped = stripTokens(result, secrets)
  if (stripped.length <= maxResultCharacters) return stripped
  const left = stripped.length - maxResultCharacters
  return `${stripped.slice(0, maxResultCharacters)}\n${text('agent.result_cut', { left })}`
}

/** As `cleanResult`, whole. */
export function stripTokens(words: string, secrets: readonly string[]): string {
  const telling = secrets.filter((secret) => secret.length >= fewestCharacters)
  const known = stripSecrets(words, telling)
  return replaceJsonWebTokens(known, 2, '[secret]').replaceAll(schemes, '[secret]')
}
