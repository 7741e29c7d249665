// Proves which language is spoken, and that every surface outside the pages speaks it.
import { afterEach, describe, expect, test, vi } from 'vitest'
import { buildCeremonyPage } from '../../main/desktop/ceremony/ceremony-page.ts'
import { applyLanguage } from '../../main/desktop/language.ts'
import { buildMenuTemplate } from '../../main/desktop/menu.ts'
import { buildTooltip } from '../../main/desktop/tray/tray-menu.ts'
import { formatMoney } from '../../main/interaction/money.ts'
import { buildRedirectPage } from '../../main/oauth/redirect-page.ts'
import { createCall } from '../../preload/call.ts'
import { bytesOf, countdownOf, momentOf, spanOf } from '../../renderer/parts/format.ts'
import { resolveLanguage } from '../../shared/catalogue/language.ts'
import { currentLanguage, setLanguage, text } from '../../shared/catalogue/text.ts'

afterEach(() => {
  setLanguage('en')
  vi.unstubAllGlobals()
})

describe('the choice', () => {
  test.each([
    [['de-AT', 'en-GB'], 'de'],
    [['de_DE.UTF-8', 'de_DE', 'de', 'C'], 'de'],
    [['DE'], 'de'],
    [['en-US', 'de'], 'en'],
    [['fr-CH', 'de-CH'], 'de'],
    [['fr'], 'en'],
    [['C'], 'en'],
    [['POSIX', ''], 'en'],
    [['den'], 'en'],
    [['x'.repeat(100_000)], 'en'],
    [[], 'en'],
  ] as const)('[LANG-02] a system that prefers %j gets %s', (languages, expected) => {
    expect(resolveLanguage('system', languages)).toBe(expected)
  })

  test('[LANG-02] what the person chose counts more than the system', () => {
    // Dies if: the setting is not asked first.
    expect(resolveLanguage('en', ['de'])).toBe('en')
    expect(resolveLanguage('de', ['en'])).toBe('de')
    applyLanguage({ getPreferredSystemLanguages: () => ['de-DE'] }, 'system')
    expect(currentLanguage()).toBe('de')
    applyLanguage({ getPreferredSystemLanguages: () => ['de-DE'] }, 'en')
    expect(text('announce.deny')).toBe('Deny')
  })

  test('[LANG-04] a value that looks like a placeholder stays as it is', () => {
    setLanguage('de')
    const name = '{title} $& {name}'
    expect(text('announce.sign_in_of', { name })).toBe(`Anmelden bei ${name}`)
  })
})

describe('what is said in German', () => {
  test('[LANG-03] the menu, whatever Electron would call its roles', () => {
    setLanguage('de')
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const menus = buildMenuTemplate(platform, {
        zoom: vi.fn(),
        paused: false,
        pauseAgents: vi.fn(),
        askResume: vi.fn(),
        quit: vi.fn(),
      })
      const items = menus.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
      // Dies if: a role is left without a label.
      expect(items.filter(({ type, label }) => type !== 'separator' && !label)).toEqual([])
      expect(items.map(({ label }) => label)).toContain('Rückgängig')
    }
  })

  test('[LANG-03] the tray, the ceremony and the page the browser comes back to', () => {
    setLanguage('de')
    expect(
      buildTooltip({
        entries: ['a', 'b'].map((interactionId) => ({ interactionId, title: '', agentName: null })),
        paused: false,
        doNotDisturb: false,
        attention: null,
      }),
    ).toBe('Countersign: 2 Rückfragen warten auf Sie')
    const ceremony = buildCeremonyPage('get', 'bank.example').html
    expect(ceremony).toMatch(/<html lang="de">.*Passkey verwenden/su)
    expect(buildRedirectPage(true)).toMatch(/<html lang="de">.*Hier sind Sie fertig/u)
    setLanguage('en')
    expect(buildRedirectPage(true)).toMatch(/<html lang="en">.*You are done here/u)
  })

  test('[LANG-03] what the bridge itself refuses, in the language of its page', async () => {
    const call = createCall({}, vi.fn())
    vi.stubGlobal('document', { documentElement: { lang: 'de' } })
    expect(await call('x', {})).toMatchObject({ error: { message: /Diese Seite darf/ } })
    vi.stubGlobal('document', undefined)
    expect(await call('x', {})).toMatchObject({ error: { message: /^This page/ } })
  })
})

describe('what is written in German', () => {
  const now = new Date(2026, 10, 22, 14, 23).getTime()

  test('[LANG-05] moments, spans and sizes', () => {
    setLanguage('de')
    expect(momentOf(new Date(2026, 11, 24, 9, 5).getTime(), now)).toBe('24. Dez., 09:05')
    expect(momentOf(new Date(2027, 0, 2, 9, 5).getTime(), now)).toBe('2. Jan. 2027, 09:05')
    expect(spanOf(3 * 86_400_000)).toBe('3 Tg.')
    expect(countdownOf(521_000)).toBe('8:41')
    expect(bytesOf(1)).toBe('1 Byte')
    expect(bytesOf(100_000)).toBe('97,7 KB')
    setLanguage('en')
    // Dies if: the first language that was used is kept.
    expect(bytesOf(100_000)).toBe('97.7 KB')
    expect(momentOf(new Date(2026, 11, 24, 9, 5).getTime(), now)).toBe('24 Dec, 09:05')
  })

  test('[LANG-05] amounts, every digit as it is', () => {
    setLanguage('de')
    expect(formatMoney('1200', 'EUR')).toBe('1.200,00 €')
    expect(formatMoney('-1234567.891', 'CHF')).toBe('-1.234.567,891 CHF')
    setLanguage('en')
    expect(formatMoney('1200', 'EUR')).toBe('€1,200.00')
  })
})
