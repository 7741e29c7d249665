// Proves how single values are read beside their exact text, and what is warned of.
import { afterEach, describe, expect, it } from 'vitest'
import { isIbanSound } from '../../main/interaction/shape-recipient.ts'
import { buildTitle } from '../../main/interaction/title.ts'
import { setLanguage } from '../../shared/catalogue/text.ts'
import { rowFor, rowsOf } from './rows-world.ts'

afterEach(() => setLanguage('en'))

const rowNamed = (args: object, path: string, properties?: Record<string, unknown>) => {
  const row = rowsOf(args, properties && { properties }).find((each) => each.path === path)
  if (row === undefined) throw new Error(path)
  return row
}

describe('money', () => {
  it.each([
    [{ amount: 1200, currency: 'EUR' }, 'amount', '€1,200.00'],
    [{ amount: '1200.5', currency: 'USD' }, 'amount', '$1,200.50'],
    [{ total: { value: '1200.00', currency: 'EUR' } }, 'total.value', '€1,200.00'],
    [{ price: { amount: 9.99, currencyCode: 'CHF' } }, 'price.amount', '9.99 CHF'],
    [{ amount: 1200, currency: 'JPY' }, 'amount', '1,200 JPY'],
    [{ amount: 1200, currency: 'KWD' }, 'amount', '1,200.000 KWD'],
    [{ amount: 0.005, currency: 'EUR' }, 'amount', '€0.005'],
    [{ amount: -3, currency: 'GBP' }, 'amount', '-£3.00'],
  ])('[CARD-01] %j reads %s as %s', (args, path, reading) => {
    expect(rowNamed(args, path)).toMatchObject({ shape: 'money', reading })
  })

  it.each([
    [{ amount_cents: 120000, currency: 'EUR' }, 'amount_cents', undefined],
    [{ amountMinor: 120000, currency: 'EUR' }, 'amountMinor', undefined],
    [{ amount: 120000, currency: 'EUR', unit: 'cents' }, 'amount', undefined],
    [{ amount: 120000, currency: 'EUR', exponent: 2 }, 'amount', undefined],
    [{ amount: 120000, currency: 'EUR' }, 'amount', 'The amount in cents'],
    [{ amount: 120000, currency: 'EUR' }, 'amount', 'Integer in the smallest currency unit'],
  ])('[CARD-01] %j does not read %s as money (%s)', (args, path, description) => {
    const row = rowNamed(
      args,
      path,
      description === undefined ? undefined : { amount: { type: 'number', description } },
    )
    // Dies if: names, units beside it, or the tool's own words about cents are not looked at.
    expect(row).toMatchObject({ shape: 'number', reading: null, value: '120000' })
    expect(row.warnings.join()).toContain('Cents')
  })

  it('[CARD-01] without a currency nothing is read into an amount', () => {
    expect(rowFor('amount', 1200)).toMatchObject({ shape: 'money', reading: null, warnings: [] })
    expect(rowFor('count', 1200)).toMatchObject({ shape: 'number', reading: null })
    expect(rowFor('summary', 'x')).toMatchObject({ shape: 'text' })
  })

  it('[CARD-01] titles read nested amounts, and none that may be in cents', () => {
    const title = (args: object) =>
      buildTitle({ tool: 'pay', connectionName: 'Bank', argumentsJson: JSON.stringify(args) })
    const to = { recipient: 'Nordlicht' }
    expect(title({ ...to, amount: { value: '12.00', currency: 'EUR' } })).toBe(
      'Pay €12.00 to Nordlicht',
    )
    expect(title({ ...to, amount: 1200, currency: 'EUR', unit: 'cents' })).toBe('Pay at Bank')
    expect(title({ ...to, amount: { value: 1200, currency: 'EUR', scale: 2 } })).toBe('Pay at Bank')
  })

  it('[CARD-01] is written as the person’s language does', () => {
    setLanguage('de')
    expect(rowNamed({ amount: 1200, currency: 'EUR' }, 'amount').reading).toBe('1.200,00 €')
  })
})

describe('dates', () => {
  it.each([
    ['2026-11-27', 'Friday 27 November 2026, in 5 days'],
    ['2026-11-22', 'Sunday 22 November 2026, today'],
    ['2026-11-23', 'Monday 23 November 2026, tomorrow'],
    ['2026-11-21', 'Saturday 21 November 2026, yesterday'],
    ['2025-11-22', 'Saturday 22 November 2025, 365 days ago'],
    ['2028-02-29', 'Tuesday 29 February 2028, in 464 days'],
    ['2026-11-27T14:00:00Z', 'Friday 27 November 2026, 14:00 UTC (15:00 here), in 5 days'],
    ['2026-11-27T14:00+01:00', 'Friday 27 November 2026, 14:00 UTC+01:00, in 5 days'],
    ['2026-11-27T14:00:00', 'Friday 27 November 2026, 14:00, time zone not said, in 5 days'],
    // Late in UTC it is the next day here.
    ['2026-11-22T23:30:00Z', 'Sunday 22 November 2026, 23:30 UTC (00:30 here), tomorrow'],
  ])('[CARD-02] %s reads %s', (value, reading) => {
    expect(rowFor('execute_on', value)).toMatchObject({ shape: 'date', reading, value })
  })

  it.each(['03/04/2026', '3.4.2026', '2026/04/03'])('[CARD-02] %s is not read', (value) => {
    // Dies if: a date is handed to a parser that guesses.
    const row = rowFor('date', value)
    expect(row.reading).toBeNull()
    expect(row.warnings.join()).toContain('either way round')
  })

  it.each(['2026-02-30', '2026-13-01', '2026-11-27T25:00:00Z'])(
    '[CARD-02] %s is no day',
    (value) => {
      expect(rowFor('date', value).reading).toBeNull()
      expect(rowFor('date', value).warnings.join()).toContain('no such day')
    },
  )

  it('[CARD-02] speaks the person’s language', () => {
    setLanguage('de')
    expect(rowFor('d', '2026-11-27').reading).toBe('Freitag, 27. November 2026, in 5 Tagen')
  })
})

describe('recipients', () => {
  it('[CARD-03] an account number is right or wrong by its check digits', () => {
    expect(rowFor('iban', 'DE89370400440532013000')).toMatchObject({
      shape: 'recipient',
      reading: 'DE89 3704 0044 0532 0130 00, check digits right',
      warnings: [],
    })
    for (const value of ['DE89370400440532013001', 'DE98 3704 0044 0532 0130 00']) {
      // Dies if: the remainder is not compared.
      expect(rowFor('account', value)).toMatchObject({ reading: null })
      expect(rowFor('account', value).warnings.join()).toContain('check digits are wrong')
    }
    expect(rowFor('iban', 'my account').warnings.join()).toContain('not written like one')
    expect(rowFor('reference', 'AB12345678901234567')).toMatchObject({
      shape: 'text',
      warnings: [],
    })
    expect(isIbanSound('GB82WEST12345698765432')).toBe(true)
  })

  it('[CARD-03] a new name that looks like one seen before is warned of', () => {
    const before = [{ recipient: 'Moder Bau' }]
    for (const value of [
      'Rnoder Bau'.replace('Rn', 'rn'),
      'Mоder Bau',
      'Moder  Bau',
      'moder-bau',
    ]) {
      expect(rowFor('recipient', value, { before }).warnings.join()).toContain(
        'Looks almost like “Moder Bau”',
      )
    }
    expect(rowFor('recipient', 'Moder Bau', { before }).warnings).toEqual([])
    expect(rowFor('recipient', 'Weber Bau', { before }).warnings).toEqual([])
  })

  it('[CARD-03] a mail address shows its domain, in ASCII where it is written otherwise', () => {
    expect(rowFor('to', 'ada@nordlicht.example')).toMatchObject({
      shape: 'recipient',
      emphasis: { start: 4, end: 21 },
      warnings: [],
    })
    const row = rowFor('to', 'ada@nоrdlicht.example')
    expect(row.warnings.join(' ')).toContain('xn--')
    expect(row.spelled).toContain('о U+043E Cyrillic')
  })

  it('[CARD-03] a name wholly in look-alike letters is warned of', () => {
    const row = rowFor('recipient', 'Ѕсоре')
    expect(row.warnings.join()).toContain('looks like “Scope”')
    expect(rowFor('recipient', 'Наталья').warnings).toEqual([])
    expect(rowFor('recipient', 'Müller & Söhne').warnings).toEqual([])
    expect(rowFor('recipient', '北京商店').warnings).toEqual([])
  })
})

describe('addresses', () => {
  it.each<[string, string, string[]]>([
    ['https://www.harbor.example/pay?x=1', 'goes to www.harbor.example, of harbor.example', []],
    ['https://harbor.example/', 'goes to harbor.example', []],
    ['http://harbor.example/', 'goes to harbor.example', ['Not https but http']],
    [
      'https://harbor.example@evil.example/x',
      'goes to evil.example',
      ['user name, not the host. It goes to evil.example'],
    ],
    ['https://192.0.2.7/x', 'goes to 192.0.2.7', ['by its number']],
    ['https://3232235777/', 'goes to 192.168.1.1', ['by its number']],
    ['https://[2001:db8::1]/', 'goes to [2001:db8::1]', ['by its number']],
    ['https://xn--ypal-43d9g.example/', 'goes to xn--ypal-43d9g.example', ['outside ASCII']],
    [
      'https://раypal.example/',
      'goes to xn--ypal-43d9g.example',
      ['outside ASCII', 'looks like “paypal.example”'],
    ],
    ['https://ѕсоре.example/', 'goes to', ['outside ASCII', 'looks like “scope.example”']],
    ['https://harbor.example:8443/', 'goes to harbor.example:8443', ['port of its own: 8443']],
    [`https://harbor.example/${'a'.repeat(600)}`, 'goes to harbor.example', ['Very long']],
    ['https:\\\\evil.example\\@harbor.example/', 'goes to evil.example', ['repairs']],
    ['https://ha\trbor.example/', 'goes to harbor.example', ['repairs']],
    ['javascript:alert(1)', '', ['Not https but javascript']],
  ])('[CARD-04] %s: %s', (value, reading, warnings) => {
    const row = rowFor('link', value)
    expect(row.shape).toBe('url')
    expect(row.reading ?? '').toContain(reading)
    expect(row.warnings).toHaveLength(warnings.length)
    for (const [at, words] of warnings.entries()) expect(row.warnings[at]).toContain(words)
  })

  it('[CARD-04] marks the host where it stands, and not what only looks like it', () => {
    const emphasised = (value: string) => {
      const { emphasis, value: shown } = rowFor('url', value)
      return emphasis && shown.slice(emphasis.start, emphasis.end)
    }
    expect(emphasised('https://harbor.example@evil.example:8443/harbor.example')).toBe(
      'evil.example',
    )
    expect(emphasised('https://evil.example@evil.example')).toBe('evil.example')
    expect(emphasised('https://har\u200Bbor.example/x')).toBe('har⟦U+200B⟧bor.example')
    expect(emphasised('https://[2001:db8::1]:80/x')).toBe('[2001:db8::1]')
    expect(rowFor('url', 'https://').warnings.join()).toContain('no sound web address')
    expect(rowFor('note', 'remember: milk')).toMatchObject({ shape: 'text', warnings: [] })
  })
})

describe('files', () => {
  it.each<[string, string, string | null, string[]]>([
    ['path', '/home/ada/Documents/report.pdf', 'report.pdf in /home/ada/Documents', []],
    ['path', '../../etc/passwd', 'passwd in ../../etc', ['Climbs out']],
    ['file', 'report.pdf', null, []],
    ['path', '~/notes.txt', 'notes.txt in ~', ['home folder']],
    ['path', '/home/ada/.ssh/id_ed25519', 'id_ed25519 in /home/ada/.ssh', ['“.ssh”']],
    ['path', 'C:\\Users\\ada\\invoice.pdf.exe', 'invoice.pdf.exe in C:\\Users\\ada', ['program']],
    ['path', '/tmp/a%2e%2e/b', 'b in /tmp/a%2e%2e', ['Climbs out']],
    ['path', '/tmp/report.pdf ', 'report.pdf  in /tmp', ['drop', 'ends with a blank']],
  ])('[CARD-05] %s %s', (name, value, reading, warnings) => {
    const row = rowFor(name, value)
    expect(row).toMatchObject({ shape: 'file', reading, value })
    expect(row.warnings).toHaveLength(warnings.length)
    for (const [at, words] of warnings.entries()) expect(row.warnings[at]).toContain(words)
  })
})

describe('encoded bytes', () => {
  it('[CARD-06] text in base64 is read beside it', () => {
    const words = `Transfer everything to Mallory at once, please. ${'x1Y'.repeat(20)}`
    const row = rowFor('data', Buffer.from(words).toString('base64'))
    expect(row).toMatchObject({ shape: 'blob', decoded: words, warnings: [] })
    expect(row.reading).toContain(`${words.length} bytes`)
  })

  it('[CARD-06] what is no text is called uninspectable', () => {
    const bytes = Buffer.from(Array.from({ length: 300 }, (_, at) => (at * 151) % 256))
    for (const coding of ['base64', 'hex'] as const) {
      const row = rowFor('data', bytes.toString(coding))
      expect(row).toMatchObject({ shape: 'blob', decoded: null })
      expect(row.reading).toContain('300 bytes')
      // Dies if: bytes that nobody can read pass without a word.
      expect(row.warnings.join()).toContain('Uninspectable')
    }
    expect(rowFor('url', `data:image/png;base64,${bytes.toString('base64')}`).warnings).not.toEqual(
      [],
    )
    expect(rowFor('sha256', 'a1'.repeat(32))).toMatchObject({ shape: 'blob', warnings: [] })
    expect(rowFor('word', 'a'.repeat(80)).shape).not.toBe('blob')
  })
})

describe('letters', () => {
  it('[CARD-08] words that mix writing systems are named, with their code points', () => {
    const row = rowFor('note', 'please visit раypal today')
    expect(row.warnings).toEqual([
      '“раypal” looks like “paypal” and is not: other letters are used.',
    ])
    expect(row.spelled).toBe('р U+0440 Cyrillic, а U+0430 Cyrillic')
    expect(rowFor('note', 'the Жpay').warnings).toEqual([
      '“Жpay” mixes letters of several writing systems (Cyrillic, Latin).',
    ])
    for (const plain of [
      'Привет, world',
      '北京 Tower',
      'トヨタVitz',
      'Straße Ñandú',
      'שלום',
      '5µm',
    ]) {
      expect(rowFor('note', plain).warnings.filter((words) => words.includes('mixes'))).toEqual([])
    }
  })

  it('[CARD-08] what the screen may reorder, and blanks at the ends, are said', () => {
    expect(rowFor('note', 'שלום 123 abc').warnings.join()).toContain('right to left')
    expect(rowFor('note', 'end ').warnings.join()).toContain('blank')
  })
})
