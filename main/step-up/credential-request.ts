// Recognises a form that asks for a secret: no server may collect those by a form (protocols 4.4, 10.4, threat 97).
import type { ElicitationField } from '../../shared/model/elicitation.ts'

/** Found anywhere in a text without its spaces and signs, in the languages that are met most. */
const tellingWords = `
password passwd passcode passphrase passkey pwd apikey accesskey secretkey privatekey clientsecret sshkey
accesstoken refreshtoken bearertoken sessiontoken authtoken idtoken sessioncookie credential onetimecode onetimepin
verificationcode securitycode authenticationcode authenticatorcode authenticatorapp logincode smscode confirmationcode
backupcode recoverycode recoveryphrase recoverykey seedphrase mnemonic mothersmaidenname cardnumber creditcard debitcard
cardverification socialsecurity
passwort kennwort kenncode geheimzahl einmalcode bestätigungscode sicherheitscode zugangsdaten zugriffstoken kreditkarte
kartennummer schlüsselphrase wiederherstellungs
motdepasse codesecret codedevérification codeàusageunique codeconfidentiel cléapi clédapi cléprivée jetondaccès cartebancaire
cartedecrédit
contraseña clavedeacceso clavesecreta claveprivada códigodeverificación códigodeseguridad tarjetadecrédito
códigodeverificação códigodesegurança cartãodecrédito palavrapasse tokendeacesso tokendeacceso
parolachiave codicediverifica codicesegreto codicedisicurezza cartadicredito chiavesegreta chiaveprivata chiaveapi
пароль кодподтверждения секретныйключ
密码 密碼 验证码 驗證碼 パスワード 認証コード 暗証番号`
  .split(/\s+/)
  .filter((word) => word !== '')
  .map(spellPlainly)

/** Short ones count as whole words only: "pin" is not in "shipping". */
const tellingShortWords = new Set(
  'pin otp totp tan mfa 2fa cvv cvc cvv2 cvc2 ssn token secret senha clave segredo geheimnis jeton pw'.split(
    ' ',
  ),
)

/** Letters of other alphabets and digits that pass for Latin ones. */
const lookalikes: ReadonlyMap<string, string> = new Map([
  ...pairs('авеѕіјкмнорсԁԛԝтухһьꮯꮪɑ', 'abesijkmhopcdqwtyxhbcsa'),
  ...pairs('αβεικνορτυχωѵ', 'abeikvoptuxwv'),
  ...pairs('01345$@ıłøđß', 'oieassailods'),
])

function pairs(from: string, to: string): [string, string][] {
  const plain = Array.from(to)
  return Array.from(from).map((letter, index) => [letter, plain[index] ?? letter])
}

type Asked = Pick<ElicitationField, 'name' | 'label' | 'description' | 'kind' | 'pattern'> &
  Pick<ElicitationField, 'minLength' | 'maxLength' | 'options'>

/**
 * True when a form with these fields looks like a request for a password, code, key, token or card. Only what a
 * person types counts: a choice or a check box cannot carry a secret. Errs towards true.
 */
export function isCredentialRequest(message: string, fields: readonly Asked[]): boolean {
  const typed = fields.filter(({ kind }) => ['text', 'number', 'integer'].includes(kind))
  if (typed.length === 0) return false
  return (
    isTelling(message) ||
    typed.some(
      (field) =>
        [field.name, field.label, field.description ?? ''].some(isTelling) || isCodeLike(field),
    )
  )
}

function isTelling(words: string): boolean {
  const plain = spellPlainly(words)
  return [
    plain,
    plain.replaceAll(/[015]/g, (digit) => ({ 0: 'o', 1: 'l', 5: 's' })[digit] ?? digit),
  ]
    .flatMap((text) => [text, latinise(text)])
    .some((text) => holdsWord(text))
}

function holdsWord(text: string): boolean {
  const squashed = text.replaceAll(/[^\p{L}\p{N}]/gu, '')
  if (tellingWords.some((word) => squashed.includes(word))) return true
  return wordsOf(text).some((word) => tellingShortWords.has(word))
}

/** Lower case without accents and unseen characters; words of camelCase come apart. */
function spellPlainly(words: string): string {
  return words
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
}

function latinise(text: string): string {
  return Array.from(text, (letter) => lookalikes.get(letter) ?? letter).join('')
}

/** Words; a run of single letters ("p i n") is one word. */
function wordsOf(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const spelled = words.map((word) => (word.length === 1 ? word : ` ${word} `)).join('')
  return spelled.split(' ').filter((word) => word !== '')
}

/** Digits of a fixed count as codes have, or of the length of a card number. */
function isCodeLike({ pattern, minLength, maxLength, kind }: Asked): boolean {
  if (kind !== 'text' || pattern === null) return false
  const bare = pattern.replaceAll('\\d', '[0-9]').replaceAll(/^\^|\$$|[()]/g, '')
  if (!/^(\[0-9\])+(\{\d+(,\d*)?\}|\+|\*)?$/.test(bare)) return false
  const counted = /\{(\d+)(?:,(\d*))?\}$/.exec(bare)
  const repeated = bare.split('[0-9]').length - 1
  const low = counted === null ? (minLength ?? repeated) : Number(counted[1])
  const high = counted === null ? (maxLength ?? low) : Number(counted[2] ?? counted[1])
  return (low >= 6 && high <= 8) || (low >= 12 && high <= 19)
}
