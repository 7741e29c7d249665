// Takes secrets out of a text before it is logged, by their names, their forms and their looks.
import { replaceJsonWebTokens } from '../shared/json-web-tokens.ts'

const redacted = '[redacted]'

/** Members, parameters and headers whose values let somebody act, in the spelling of the wire; case does not matter. */
const secretNames = [
  'access_?token',
  'refresh_?token',
  'id_?token',
  'subject_?token',
  'actor_?token',
  'client_?secret',
  'client_?assertion',
  'assertion',
  'code_?verifier',
  'deferral_?code',
  'deferred_?auth_?id',
  'auth_?req_?id',
  'auth_?session',
  'device_?code',
  'user_?code',
  'registration_?access_?token',
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'dpop',
  'x-api-key',
  'api_?key',
  'password',
  'secret',
  'otp',
  'totp',
  'code',
  'state',
  'nonce',
  'd',
] as const

/** Values as they are written: marks of ours, text in any quotes (its end may have been cut off), or a bare word. */
const values = [
  String.raw`\[(?:secret|redacted)\]`,
  String.raw`\\*"(?:[^"\\]|\\(?!"))*(?:\\*"|$)`,
  String.raw`'(?:[^'\\]|\\.)*(?:'|\\?$)`,
  // `inspect` takes these where both others stand in the text.
  '`[^`]*(?:`|$)',
  String.raw`[^\s,;&}\])'"]+`,
]
/** `name=value`, `name: 'value'`, `"name":"value"`, `[Symbol(name)]: value`; also where JSON stands in JSON. */
const named = new RegExp(
  String.raw`(?<![\w-])(${secretNames.join('|')})((?:\\*["'])?\)?\]?\s*(?:=>|[:=])\s*)` +
    `(${values.join('|')})`,
  'giu',
)
const schemes = /\b(Bearer|DPoP|Basic)\s+[\w.~+/=-]{6,}/giu
/** Bytes as `inspect` prints them. */
const bytes = /<Buffer [^<>]*>|\b(?:Uint8Array|ArrayBuffer)\(\d+\) [[{][^[\]{}]*[\]}]/gu
/** Long and without a meaning to anybody: tokens and keys. Hashes and our own ids are shorter or of one kind. */
const opaque = /(?<![\w/-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{40,}/gu

/** States and codes of ours are single words, and worth reading. */
const plainWord = /^["'\\]*[a-z][a-z_/]{0,30}["'\\]*$/u

/** The text without secrets. Danger: what has neither a known name nor form and is short is not recognised; use `Secret`. */
export function redact(text: string): string {
  const seen = text.replaceAll(bytes, '<bytes>').replaceAll(schemes, `$1 ${redacted}`)
  return replaceJsonWebTokens(seen, 1, redacted)
    .replaceAll(named, (whole: string, ...[name = '', middle = '', value = '']: string[]) =>
      isHarmless(name, value) ? whole : `${name}${middle}${redacted}`,
    )
    .replaceAll(opaque, redacted)
}

function isHarmless(name: string, value: string): boolean {
  const isOursToo = /^(?:code|state|nonce|d|secret)$/iu.test(name)
  return value.includes(redacted) || value === '[secret]' || (isOursToo && plainWord.test(value))
}
