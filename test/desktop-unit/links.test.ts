// Proves what may leave for the browser and what may come in by a link or a second start.
import { EventEmitter } from 'node:events'
import type { App } from 'electron'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { findDeepLink, parseDeepLink } from '../../main/desktop/deep-link.ts'
import { parseExternalUrl } from '../../main/desktop/external-url.ts'
import { createOpenExternal } from '../../main/desktop/open-external.ts'
import { claimSingleInstance } from '../../main/desktop/single-instance.ts'

const recorded = ['http://localhost:4000']

describe('opening the browser', () => {
  test('[DSK-09] takes https, and http of a recorded issuer on this computer', () => {
    expect(parseExternalUrl('https://bank.example/a?b=c#d', [])).toBe(
      'https://bank.example/a?b=c#d',
    )
    expect(parseExternalUrl('http://localhost:4000/authorize?x=1', recorded)).toBe(
      'http://localhost:4000/authorize?x=1',
    )
    // The standard's own writing: lower case, ASCII host.
    expect(parseExternalUrl('HTTPS://BANK.example', [])).toBe('https://bank.example/')
    expect(parseExternalUrl('https://bücher.example/', [])).toBe('https://xn--bcher-kva.example/')
  })

  test.each([
    'http://bank.example/',
    'http://localhost:4001/',
    'http://127.0.0.1:4000/',
    'http://localhost.evil:4000/',
    'file:///etc/passwd',
    'smb://host/share',
    'javascript:alert(1)',
    'ms-msdt:/id',
    'vscode://x',
    'mailto:a@b.c',
    'data:text/html,x',
    'https://user@bank.example/',
    'https://user:pass@bank.example/',
    'https:\\\\evil.example',
    'https://bank.example\\@evil.example/',
    ' https://bank.example/',
    'https://bank.example/\n',
    'https://bank.example/\u0000',
    'https://bank.example/a\tb',
    'https://bank.example/\u202Etxt',
    '--flag',
    'https://',
    '',
    'https://bank.example/"x',
    'https://bank.example/`id`',
    `https://bank.example/${'a'.repeat(100_000)}`,
    'app://approval/',
    '//bank.example/',
  ])('[DSK-09] refuses %j', (address) => {
    expect(parseExternalUrl(address, recorded)).toBeNull()
  })

  test('[DSK-09] what is opened is always the re-written address of an allowed scheme', () => {
    const address = fc.oneof(
      fc.webUrl(),
      fc.string(),
      fc.webUrl().map((url) => url.replace('http', 'file')),
      fc.string().map((tail) => `https://${tail}`),
    )
    fc.assert(
      fc.property(address, (one) => {
        const href = parseExternalUrl(one, recorded)
        if (href === null) return
        // Dies if: the given string is passed on instead of the parsed one.
        expect(href).toBe(new URL(one).href)
        expect(new URL(href).protocol).toBe('https:')
        expect(new URL(href).username + new URL(href).password).toBe('')
      }),
      { numRuns: 2_000 },
    )
  })

  test('[DSK-09] a refused address never reaches the system', async () => {
    const openExternal = vi.fn(async () => undefined)
    const open = createOpenExternal({
      shell: { openExternal },
      loopbackOrigins: () => recorded,
      log: () => undefined,
    })
    expect(await open('file:///etc/passwd')).toBe(false)
    expect(openExternal).not.toHaveBeenCalled()
    expect(await open('https://bank.example')).toBe(true)
    expect(openExternal).toHaveBeenCalledWith('https://bank.example/')
    openExternal.mockRejectedValueOnce(new Error('no browser'))
    expect(await open('https://bank.example')).toBe(false)
  })
})

describe('links and second starts', () => {
  // Dies if: the pattern of a link loses an anchor, or takes the verb from the link.
  test('[DSK-10] a link names an interaction and nothing else', () => {
    expect(parseDeepLink('countersign://interaction/abc_DEF-1')).toBe('abc_DEF-1')
    expect(parseDeepLink('countersign://interaction/abc/')).toBe('abc')
    const refusedLinks = [
      'countersign://approve/abc',
      'countersign://interaction/abc?approve=1',
      'countersign://interaction/abc#x',
      'countersign://interaction/',
      'countersign://interaction/../settings',
      'countersign://interaction/a b',
      'countersign://interaction/abc\n',
      'countersign://user@interaction/abc',
      'COUNTERSIGN://interaction/abc',
      'xcountersign://interaction/abc',
      ' countersign://interaction/abc',
      `countersign://interaction/${'a'.repeat(201)}`,
    ]
    expect(refusedLinks.map(parseDeepLink)).toEqual(refusedLinks.map(() => null))
  })

  test('[DSK-10] it is found wherever Chromium put it, among switches that mean nothing', () => {
    const argv = [
      '/opt/countersign',
      '--allow-file-access',
      '--inspect',
      '--',
      'countersign://bad',
      'countersign://interaction/x1',
    ]
    expect(findDeepLink(argv)).toBe('x1')
    expect(findDeepLink(argv.toReversed())).toBe('x1')
    fc.assert(
      fc.property(fc.array(fc.string()), (all) => {
        const found = findDeepLink(all)
        if (found !== null) expect(found).toMatch(/^[A-Za-z0-9_-]+$/)
      }),
    )
  })

  // Dies if: a link may carry a setting or a command, or an argument is looked at for anything else.
  test('[SET-07] whatever a second start carries, at most one opaque id comes of it', () => {
    const hostile = fc.constantFrom(
      '--inspect=0.0.0.0:9229',
      '--remote-debugging-port=0',
      '--user-data-dir=/tmp/x',
      '--load-extension=/tmp/x',
      '--',
      'countersign://settings/reset',
      'countersign://interaction/a?approve=1',
      'countersign://interaction/a\n--inspect',
      'countersign://interaction/%2e%2e',
      'countersign:interaction/a',
      'https://countersign/interaction/a',
    )
    const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/)
    const link = id.map((one) => `countersign://interaction/${one}`)
    fc.assert(
      fc.property(fc.array(fc.oneof(hostile, link, fc.string())), (argv) => {
        const app = Object.assign(new EventEmitter(), { requestSingleInstanceLock: () => true })
        const heard: unknown[] = []
        claimSingleInstance(app as unknown as App, (start) => heard.push(start))
        app.emit('second-instance', {}, argv, '/')
        app.emit('open-url', { preventDefault: () => undefined }, argv[0] ?? '')
        const known = argv.filter((one) =>
          /^countersign:\/\/interaction\/[\w-]{1,200}\/?$/.test(one),
        )
        const ids = known.map((one) => one.split('/')[3])
        expect(heard).toHaveLength(2)
        for (const start of heard as { interactionId: string | null }[]) {
          expect(Object.keys(start)).toEqual(['interactionId'])
          if (start.interactionId !== null) expect(ids).toContain(start.interactionId)
        }
      }),
    )
  })

  // Dies if: the second start listens too, or the link of the second is not read.
  test('[DSK-20] a second start gets false, and the first hears of it', () => {
    const app = Object.assign(new EventEmitter(), { requestSingleInstanceLock: vi.fn(() => true) })
    const heard: unknown[] = []
    const claim = (): boolean =>
      claimSingleInstance(app as unknown as App, (start) => heard.push(start))
    expect(claim()).toBe(true)
    app.emit(
      'second-instance',
      {},
      ['/opt/countersign', '--x', 'countersign://interaction/i1'],
      '/',
    )
    app.emit('second-instance', {}, ['/opt/countersign'], '/')
    const preventDefault = vi.fn()
    app.emit('open-url', { preventDefault }, 'countersign://interaction/i2')
    expect(heard).toEqual([
      { interactionId: 'i1' },
      { interactionId: null },
      { interactionId: 'i2' },
    ])
    app.requestSingleInstanceLock.mockReturnValue(false)
    expect(claim()).toBe(false)
    expect(app.listenerCount('second-instance')).toBe(1)
  })
})
