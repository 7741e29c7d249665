// Proves what the bar says of somebody else's page, and where that page may go.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerBarRequest, buildBarPage } from '../../main/desktop/interaction-view/bar-page.ts'
import { buildBarState, splitHost } from '../../main/desktop/interaction-view/bar-state.ts'
import { mayFrame, mayShow } from '../../main/desktop/interaction-view/navigation-policy.ts'
import { reducePage, startPage } from '../../main/desktop/interaction-view/page-state.ts'
import type { PageEvent } from '../../main/desktop/interaction-view/page-state.ts'
import { isPageOfIssuer } from '../../main/oauth/issuer-page.ts'

const issuer = 'https://id.harbor.example'
const asked = 'https://id.harbor.example/confirm/1'

function barAfter(...events: readonly PageEvent[]) {
  const page = events.reduce(reducePage, startPage(asked))
  const isOwn = (address: string): boolean => isPageOfIssuer(address, issuer)
  return buildBarState({ page, issuerHost: 'id.harbor.example', isOwn })
}
const shown = (address: string): PageEvent => ({ type: 'shown', address })

describe('the bar', () => {
  test.each([
    ['https://id.harbor.example/confirm/1', 'id.', 'harbor.example', '/confirm/1'],
    ['https://harbor.example.evil.test:8443/x?y=1', 'harbor.example.', 'evil.test:8443', '/x?y=1'],
    ['https://shop.co.uk/', '', 'shop.co.uk', '/'],
    ['https://a.github.io/', '', 'a.github.io', '/'],
    ['http://localhost:4000/confirm/1', '', 'localhost:4000', '/confirm/1'],
    ['https://127.0.0.1:8443/', '', '127.0.0.1:8443', '/'],
    ['https://bücher.example/', '', 'xn--bcher-kva.example', '/'],
  ])('[VIEW-22] of %s it sets apart what has to be read', (address, before, main, path) => {
    expect(splitHost(address)).toEqual({ hostBefore: before, hostMain: main, hostPath: path })
  })

  test('[VIEW-22] says how the page came here', () => {
    expect(barAfter()).toMatchObject({ tone: 'opening', hostMain: 'harbor.example' })
    expect(barAfter(shown(asked))).toMatchObject({ tone: 'ok', warning: null })
    const facts = { subject: 'harbor.example', issuer: 'Trust Services', validUntilMs: 1.8e12 }
    const known = barAfter({ type: 'certificate', host: 'id.harbor.example', facts }, shown(asked))
    expect(known.connection).toBe(
      'Encrypted. The certificate is valid for harbor.example, issued by Trust Services, until 2027-01-15.',
    )
    // Dies if: the certificate of one host is told of another.
    const other = barAfter({ type: 'certificate', host: 'evil.test', facts }, shown(asked))
    expect(other.connection).not.toContain('Trust Services')
    const local = barAfter(shown('http://localhost:4000/x'))
    expect(local).toMatchObject({ tone: 'local', connection: 'On this computer, not encrypted.' })
    expect(barAfter(shown('about:blank'))).toMatchObject({ tone: 'bad', hostMain: '' })
  })

  test('[VIEW-22] warns of another domain and of Punycode', () => {
    expect(barAfter(shown('https://www.harbor.example/')).warning).toBeNull()
    const foreign = barAfter(shown('https://id.harbor.example.evil.test/'))
    // Dies if: the host is compared by its beginning.
    expect(foreign.warning).toContain('led away from id.harbor.example')
    const page = { ...startPage('https://xn--bcher-kva.example/'), shown: null }
    const state = buildBarState({ page, issuerHost: 'x', isOwn: () => true })
    expect(state.warning).toContain('bücher.example')
  })

  test('[VIEW-25] says why nothing is there, of the address that failed', () => {
    const problem = {
      kind: 'certificate',
      host: 'evil.test',
      error: 'ERR_CERT_DATE_INVALID',
    } as const
    const failed = barAfter(shown(asked), {
      type: 'failed',
      problem,
      address: 'https://evil.test/',
    })
    expect(failed).toMatchObject({ tone: 'bad', hostMain: 'evil.test' })
    expect(failed.connection).toContain('ERR_CERT_DATE_INVALID')
    const crashed = barAfter(shown(asked), {
      type: 'failed',
      problem: { kind: 'crashed' },
      address: null,
    })
    expect(crashed.connection).toContain('crashed')
    // Dies if: an old problem outlives the next page.
    expect(
      barAfter({ type: 'failed', problem, address: null }, { type: 'started' }, shown(asked)).tone,
    ).toBe('ok')
    expect(barAfter(shown(asked), { type: 'over' }).warning).toContain('has ended')
  })

  test('[VIEW-24] a window and a file are offered for the browser, by their whole address', () => {
    const wish = { kind: 'window', address: 'https://other.test/a?b' } as const
    const offered = barAfter(shown(asked), { type: 'wished', wish })
    expect(offered.offer?.address).toBe('https://other.test/a?b')
    expect(barAfter({ type: 'wished', wish }, { type: 'wish-dismissed' }).offer).toBeNull()
    const blocked = { kind: 'blocked', address: 'file:///etc/passwd' } as const
    const refused = barAfter(shown(asked), { type: 'wished', wish: blocked })
    // Dies if: what must not be opened is offered to be opened outside.
    expect(refused).toMatchObject({ offer: null })
    expect(refused.warning).toContain('It was not opened')
  })

  test('[VIEW-24] is a page without a script, and nothing else is there', async () => {
    const page = buildBarPage()
    expect(page).not.toMatch(/<script|\son\w+=|<form|<a |<input/i)
    const answer = answerBarRequest({ method: 'GET', url: 'app://interaction-bar/' })
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(await answer.text()).toBe(page)
    for (const url of ['app://interaction-bar/x', 'app://approval/', 'app://interaction-bar.x/']) {
      expect(answerBarRequest({ method: 'GET', url }).status).toBe(404)
    }
  })
})

describe('where the page may go', () => {
  const local = 'http://localhost:4000'

  test.each([
    'http://bank.example/',
    'http://localhost:4001/',
    'http://127.0.0.1:4000/',
    'https://user@bank.example/',
    'https://user:pass@bank.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://bank.example/1',
    'file:///etc/passwd',
    'about:blank',
    'app://approval/',
    'view-source:https://bank.example/',
    'ws://bank.example/',
    '',
  ])('[VIEW-24] not to %j', (address) => {
    expect(mayShow(address, local)).toBe(false)
  })

  test('[VIEW-24] to encrypted pages, and to the recorded issuer on this computer', () => {
    expect(mayShow('https://anything.test/', null)).toBe(true)
    expect(mayShow('http://localhost:4000/confirm', local)).toBe(true)
    // Dies if: the origin on this computer is allowed where none is recorded.
    expect(mayShow('http://localhost:4000/confirm', null)).toBe(false)
    expect([mayFrame('about:srcdoc', null), mayFrame('data:text/html,x', null)]).toEqual([
      true,
      false,
    ])
  })

  test('[VIEW-24] whatever it is given, only https without a name or the one origin passes', () => {
    const address = fc.oneof(
      fc.webUrl(),
      fc.string(),
      fc.string().map((tail) => `https://${tail}`),
    )
    fc.assert(
      fc.property(address, (one) => {
        if (!mayShow(one, local)) return
        const url = new URL(one)
        expect(url.protocol === 'https:' || url.origin === local).toBe(true)
        expect(url.username + url.password).toBe('')
      }),
      { numRuns: 1_000 },
    )
  })
})
