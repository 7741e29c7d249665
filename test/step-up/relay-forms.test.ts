// Tests of what is refused unseen: forms that ask for secrets, in many words and disguises, and unsafe pages.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCredentialRequest } from '../../main/step-up/credential-request.ts'
import { parseElicitationField } from '../../main/step-up/elicitation-field.ts'
import { parseElicitationUrl } from '../../main/step-up/elicitation-url.ts'
import type { ElicitationField } from '../../shared/model/elicitation.ts'

function field(name: string, schema: object): ElicitationField {
  const parsed = parseElicitationField(name, { type: 'string', ...schema }, false)
  if (parsed === null) throw new Error('no such field')
  return parsed
}
const titled = (title: string): boolean => isCredentialRequest('', [field('value', { title })])

describe('a form that asks for a secret', () => {
  // Dies if: a language, a spelling or a place is not looked at.
  it.for([
    'Password',
    'pass word',
    'P A S S W O R D',
    'pass-phrase',
    'Your PIN',
    'p i n',
    'API key',
    'api_key',
    'accessToken',
    'Client secret',
    'One-time code',
    'OTP',
    '2FA code',
    'Verification code',
    'Recovery phrase (12 words)',
    'Card number',
    'CVV',
    'Passwort',
    'Kennwort',
    'Bestätigungscode',
    'Geheimzahl',
    'Mot de passe',
    'Clé d’API',
    'Code de vérification',
    'Contraseña',
    'Código de seguridad',
    'Senha',
    'Palavra-passe',
    'Parola chiave',
    'Codice di verifica',
    'Пароль',
    '密码',
    'パスワード',
    'p\u0430ssw\u043Erd',
    'pa\u200Bss\u200Dword',
    'ｐａｓｓｗｏｒｄ',
    'p@ssw0rd',
    'pa$$word',
    '𝐩𝐚𝐬𝐬𝐰𝐨𝐫𝐝',
    'ραsswοrd',
  ])('[RELAY-09] [CASE-125] is known by %s', (title) => {
    expect(titled(title)).toBe(true)
    expect(isCredentialRequest(title, [field('value', {})])).toBe(true)
    expect(isCredentialRequest('', [field('value', { description: `Enter: ${title}.` })])).toBe(
      true,
    )
  })

  it.for(['userPassword', 'api_key', 'otp', 'pin', 'secret', 'card-number', 'pwd'])(
    '[RELAY-09] is known by its field name %s',
    (name) => expect(isCredentialRequest('', [field(name, {})])).toBe(true),
  )

  it.for(['^[0-9]{6}$', '^\\d{6}$', '[0-9]{6,8}', '^(\\d{8})$', '^[0-9]{16}$', '^\\d{13,19}$'])(
    '[RELAY-09] is known by the pattern %s',
    (pattern) => expect(isCredentialRequest('', [field('value', { pattern })])).toBe(true),
  )

  it('[RELAY-09] is known among many fields, and as a number', () => {
    const fields = [field('name', {}), field('city', {}), field('x', { title: 'Kennwort' })]
    expect(isCredentialRequest('', fields)).toBe(true)
    expect(isCredentialRequest('', [field('pin', { type: 'integer' })])).toBe(true)
  })

  it('[RELAY-09] stays known however it is spaced, cased and separated', () => {
    const separator = fc.constantFrom('', ' ', '-', '_', '.', '\u200B', '\u00AD', '  ')
    const word = fc.constantFrom('password', 'apikey', 'passphrase', 'kennwort', 'motdepasse')
    fc.assert(
      fc.property(word, fc.array(separator, { minLength: 16, maxLength: 16 }), (letters, gaps) => {
        const spelled = Array.from(letters, (letter, at) =>
          at % 2 ? letter : letter.toUpperCase(),
        ).map((letter, at) => letter + (gaps[at] ?? ''))
        expect(titled(`Your ${spelled.join('')}, please`)).toBe(true)
      }),
    )
  })
})

describe('an ordinary form', () => {
  it.for([
    'Shipping address',
    'Your opinion',
    'Spinning speed',
    'Postal code',
    'Country code',
    'Name on the document',
    'Quantity',
    'Stanza',
    'E-mail address',
    'Keyboard layout',
    'Reason',
    'Aktenzeichen',
    'Adresse de livraison',
    'Fecha de nacimiento',
  ])('[RELAY-08] is not taken for one: %s', (title) => expect(titled(title)).toBe(false))

  it('[RELAY-08] may speak of secrets where nothing can be typed', () => {
    const sure = field('sure', { type: 'boolean', title: 'Reset the password?' })
    const which = field('which', { enum: ['password', 'name'] })
    expect(isCredentialRequest('Reset the password of Kim?', [sure, which])).toBe(false)
    expect(isCredentialRequest('', [field('zip', { pattern: '^[0-9]{5}$' })])).toBe(false)
  })
})

describe('the page of a URL elicitation', () => {
  const issuer = 'http://localhost:4000'

  it('[RELAY-12] [CASE-123] is kept whole, its host apart', () => {
    expect(parseElicitationUrl('https://pages.example:8443/a/b?c=d#e', issuer)).toEqual({
      address: 'https://pages.example:8443/a/b?c=d#e',
      host: 'pages.example:8443',
      unicodeHost: null,
    })
    expect(parseElicitationUrl('http://localhost:4000/x', issuer)?.host).toBe('localhost:4000')
  })

  it.for([
    ['https://xn--pple-43d.com/', 'xn--pple-43d.com', '\u0430pple.com'],
    ['https://\u0430pple.com/', 'xn--pple-43d.com', '\u0430pple.com'],
    ['https://xn--mnchen-3ya.example/', 'xn--mnchen-3ya.example', 'münchen.example'],
  ])('[RELAY-12] [CASE-123] says how %s reads', ([address = '', host, unicodeHost]) => {
    expect(parseElicitationUrl(address, null)).toMatchObject({ host, unicodeHost })
  })

  // Dies if: one of these reaches the person or the browser.
  it.for([
    'http://pages.example/',
    'http://localhost:4001/',
    'http://127.0.0.1/',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'countersign://open',
    'https://user@pages.example/',
    'https://user:word@pages.example/',
    'https://pages.example/ x',
    'https://pages.example/\u202Egpj',
    'https://pages.example\\@evil.example/',
    'https://pages.example/"><script>',
    'https://',
    'pages.example',
    '',
    `https://pages.example/${'a'.repeat(4_000)}`,
    42,
    null,
    { href: 'https://pages.example/' },
  ])('[RELAY-13] is never %s', (address) => {
    expect(parseElicitationUrl(address, issuer)).toBeNull()
  })
})
