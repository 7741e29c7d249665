// Proves that no secret reaches the log, whatever it is wrapped in; COUNT sets how many wrappings are tried.
// prove: 20000
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { createFileLog } from '../../main/file-log.ts'
import { redact } from '../../main/redact.ts'
import { Secret } from '../../shared/model/secret.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'

const runs = Number(process.env['COUNT'] ?? 300)

function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-redact-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** As servers make them: opaque and long, a JSON Web Token, or short. */
const tokens = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_-]{43}$/).map((words) => `aB1${words}`),
  fc
    .tuple(fc.base64String({ minLength: 20 }), fc.base64String({ minLength: 20 }))
    .map(([head, body]) => `eyJ${clean(head)}.eyJ${clean(body)}.c2ln${clean(body)}`),
)
const shortCodes = fc.stringMatching(/^[0-9]{6}$|^[A-Z0-9]{8}-[A-Z0-9]{4}$/)
const clean = (words: string): string => words.replaceAll(/[^\w-]/g, '')

type Wrap = (secret: string) => unknown

const anyWraps: readonly Wrap[] = [
  (secret) => `GET /cb?code=${secret}&state=${secret} failed`,
  (secret) => new Error(`401 for {"access_token":"${secret}"}`),
  (secret) => new Error('failed', { cause: new Error(`refresh_token=${secret}`) }),
  (secret) =>
    Object.assign(new Error('failed'), {
      config: { headers: { Authorization: `Bearer ${secret}` } },
    }),
  (secret) => ({ request: { url: `https://as.test/token?client_secret=${secret}` } }),
  (secret) => ({ deep: { Cookie: secret, 'Set-Cookie': secret, deferral_code: secret } }),
  (secret) => ({ accessToken: secret, otp: secret, codeVerifier: secret }),
  (secret) => ({ [Symbol('password')]: secret }),
  (secret) => Buffer.from(secret),
  (secret) => ({ body: new TextEncoder().encode(secret) }),
  (secret) => new Secret(secret),
  (secret) => ({ grant: new Secret(secret), why: [new Error('x', { cause: new Secret(secret) })] }),
  (secret) => JSON.stringify({ body: JSON.stringify({ auth_session: secret }) }),
  (secret) => new AggregateError([new Error(`DPoP ${secret}`)], `assertion=${secret}`),
]
/** Recognised by their looks alone. */
const tokenWraps: readonly Wrap[] = [
  (secret) => new Error(`the server said ${secret}`),
  (secret) => Object.assign(new Error('x'), { stack: `Error: ${secret}\n    at file.ts:1` }),
  (secret) => [[['plain', secret]]],
]

// Dies if: the sink does not redact; a pattern is dropped; bytes or causes are printed.
test('[CRS-16] no secret reaches the log, whatever it is wrapped in', () => {
  const folder = openFolder()
  const log = createFileLog(folder, createVirtualClock())
  const path = join(folder, 'countersign.log')
  const cases = fc.oneof(
    fc.record({ secret: tokens, wrap: fc.constantFrom(...anyWraps, ...tokenWraps) }),
    fc.record({ secret: shortCodes, wrap: fc.constantFrom(...anyWraps) }),
  )
  fc.assert(
    fc.property(cases, ({ secret, wrap }) => {
      rmSync(path, { force: true })
      const wrapped = wrap(secret)
      log('error', typeof wrapped === 'string' ? wrapped : 'It failed', wrapped)
      const written = readFileSync(path, 'utf8')
      expect(written).not.toContain(secret)
      const hex = Buffer.from(secret).toString('hex')
      expect(written.replaceAll(' ', '')).not.toContain(hex)
      expect(written).not.toContain([...Buffer.from(secret)].join(', '))
    }),
    { numRuns: runs },
  )
})

// Dies if: everything is redacted: a log that says nothing helps nobody.
test.each([
  'The health of the store has changed',
  "{ state: 'deferred', code: 'store/full' }",
  "A poll was answered { id: 'hLczBlcsaKAK8n3mFc27Lw', error: 'authorization_pending' }",
  `digest ${'0123456789abcdef'.repeat(4)}`,
  '/home/me/.config/countersign/countersign.db.corrupt-2025-06-15T12-00-00.000Z',
])('[CRS-16] leaves what helps: %s', (words) => {
  expect(redact(words)).toBe(words)
})

const opaque = `aB1${'x'.repeat(37)}`

// Dies if: a form is known no longer, more than the value is taken, or what is taken leaves no mark.
test.each([
  ['<Buffer 61 62> and Uint8Array(10) [ 1, 2 ] end', '<bytes> and <bytes> end'],
  ['ArrayBuffer(2) { [c]: <61>, byteLength: 2 }', 'ArrayBuffer(2) { [c]: <61>, byteLength: 2 }'],
  ['ArrayBuffer(12) { byteLength: 2 } end', '<bytes> end'],
  ['Uint8Array(2) x', 'Uint8Array(2) x'],
  ['sent Bearer  abc.~+/=-_ and DPoP 123456 end', 'sent Bearer [redacted] and DPoP [redacted] end'],
  ['Bearer realm', 'Bearer realm'],
  ['Basic short', 'Basic short'],
  ['a token of type Bearer: none', 'a token of type Bearer: none'],
  ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln end', '[redacted] end'],
  ['?code=1234&state=xY9&next=1', '?code=[redacted]&state=[redacted]&next=1'],
  ['{"access_token":"a b","expires_in":9}', '{"access_token":[redacted],"expires_in":9}'],
  ["{ refreshToken: 'a\\'b', other: 1 }", '{ refreshToken: [redacted], other: 1 }'],
  ["[Symbol(password)]: 'x y' }", '[Symbol(password)]: [redacted] }'],
  ["Map { 'client_secret' => 'x', 1 => 2 }", "Map { 'client_secret' => [redacted], 1 => 2 }"],
  ['cookie: a1=b2; other', 'cookie: [redacted]; other'],
  ['{\\"otp\\":\\"12 34\\"}', '{\\"otp\\":[redacted]}'],
  ['D: 5', 'D: [redacted]'],
  [`{ password: \`it's "mine"\`, other: 1 }`, '{ password: [redacted], other: 1 }'],
  ['{"access_token":"a b', '{"access_token":[redacted]'],
  ['{\\"access_token\\":\\"a b\\', '{\\"access_token\\":[redacted]'],
  ["{ password: 'a b\\'c \\", '{ password: [redacted]'],
  ['{ password: `a "b" \'c', '{ password: [redacted]'],
  ['id: 5, model: 5, x-code=5, my_state=5', 'id: 5, model: 5, x-code=5, my_state=5'],
  ['authorization: [secret]', 'authorization: [secret]'],
  ["password: 'plain'", 'password: [redacted]'],
  ["{ state: 'waiting', code: 'store/full' }", "{ state: 'waiting', code: 'store/full' }"],
  ['"state":"waiting","nonce":"abc"', '"state":"waiting","nonce":"abc"'],
  ["secret: 'words', d: 'words'", "secret: 'words', d: 'words'"],
  ['otp: words, user_code: words', 'otp: [redacted], user_code: [redacted]'],
  ["user_code: 'words'", 'user_code: [redacted]'],
  ["nonce: 'Words'", 'nonce: [redacted]'],
  ["nonce: 'w0rds'", 'nonce: [redacted]'],
  ["nonce: '9words'", 'nonce: [redacted]'],
  ["nonce: 'words-9'", 'nonce: [redacted]'],
  [`state=${'w'.repeat(31)}`, `state=${'w'.repeat(31)}`],
  [`state=${'w'.repeat(32)}`, 'state=[redacted]'],
  [`was ${opaque} here`, 'was [redacted] here'],
  [`was ${opaque}\u00e9`, 'was [redacted]\u00e9'],
  [`at /${opaque} here`, `at /${opaque} here`],
  [`was ${opaque.slice(1)} here`, `was ${opaque.slice(1)} here`],
  [`was ${'aB'.repeat(20)} here`, `was ${'aB'.repeat(20)} here`],
  [`was ${'a1'.repeat(20)} here`, `was ${'a1'.repeat(20)} here`],
  [`was ${'B1'.repeat(20)} here`, `was ${'B1'.repeat(20)} here`],
  [`was ${'aB'.repeat(20)}, B1`, `was ${'aB'.repeat(20)}, B1`],
  [`was 1${'-_'.repeat(20)}Ab`, 'was [redacted]'],
  [`was --b${'-_'.repeat(20)}9A`, 'was [redacted]'],
  [`was --B${'-_'.repeat(20)}a9`, 'was [redacted]'],
])('[CRS-16] takes out of %j what is secret, and nothing else', (words, left) => {
  expect(redact(words)).toBe(left)
})

// Dies if: the line is cut before it is redacted: half a secret has neither its form nor its looks.
test('[CRS-16] what the cut of a long line halves is not left in it', () => {
  const folder = openFolder()
  const log = createFileLog(folder, createVirtualClock())
  const secret = `aB1${'x'.repeat(40)}`
  for (let before = 19_930; before < 20_000; before += 1)
    log('error', `${'p '.repeat(before / 2)}${secret} later`, {
      body: `${'p'.repeat(before)} ${secret}`,
    })
  const written = readFileSync(join(folder, 'countersign.log'), 'utf8')
  expect(written).not.toContain('aB1')
  expect(written).toContain('[redacted]')
  expect(written.split('\n').every((line) => line.length < 42_000)).toBe(true)
})

// Dies if: a link is followed: others would say what we write to and whose mode we set.
test('[CRS-13] a log that is a link is not followed', () => {
  const folder = openFolder()
  const other = join(folder, 'other')
  writeFileSync(other, 'mine', { mode: 0o644 })
  symlinkSync(other, join(folder, 'countersign.log'))
  createFileLog(folder, createVirtualClock())('info', 'new')
  expect(readFileSync(other, 'utf8')).toBe('mine')
  expect(statSync(other).mode & 0o777).toBe(0o644)
  expect(lstatSync(join(folder, 'countersign.log')).isFile()).toBe(true)
})

// Dies if: a log is only begun anew at a start; a flood would fill the disk.
test('[CRS-20] a flood fills two files and no disk', () => {
  const folder = openFolder()
  const log = createFileLog(folder, createVirtualClock())
  for (let line = 0; line < 700; line += 1) log('warn', 'flood', 'x y '.repeat(5_000))
  const path = join(folder, 'countersign.log')
  expect(existsSync(`${path}.1`)).toBe(true)
  expect(statSync(path).size + statSync(`${path}.1`).size).toBeLessThan(4_200_000)
})
