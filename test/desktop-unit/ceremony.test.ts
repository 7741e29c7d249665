// Proves the course of a passkey ceremony: where it may run, what its page may do, how it ends.
import { EventEmitter } from 'node:events'
import type { Session } from 'electron'
import { describe, expect, test, vi } from 'vitest'
import type { PasskeyCeremony } from '../../main/step-up/obtain.ts'
import { chooseAccount } from '../../main/desktop/ceremony/account-choice.ts'
import { parseCeremonyAnswer } from '../../main/desktop/ceremony/ceremony-answer.ts'
import { parseCeremonyOrigin } from '../../main/desktop/ceremony/ceremony-origin.ts'
import { buildCeremonyPage } from '../../main/desktop/ceremony/ceremony-page.ts'
import { escapeHtml } from '../../main/desktop/scriptless-page.ts'
import { createCeremonyRun } from '../../main/desktop/ceremony/ceremony-run.ts'
import {
  answerCeremonyRequest,
  sealCeremonySession,
} from '../../main/desktop/ceremony/ceremony-session.ts'
import type { DesktopCeremony } from '../../main/desktop/ceremony/passkey-ceremony.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'

const credentialJson = JSON.stringify({
  id: 'c',
  rawId: 'c',
  type: 'public-key',
  response: { clientDataJSON: 'e30' },
})

/** Compiles only while the desktop's ceremony is what the step-up room asks for. */
const isThePort = (ceremony: DesktopCeremony): PasskeyCeremony => ceremony

describe('where it may run', () => {
  test('[DSK-15] an https name, or localhost over http', () => {
    expect(parseCeremonyOrigin('https://bank.example')?.host).toBe('bank.example')
    expect(parseCeremonyOrigin('http://localhost:4000')?.host).toBe('localhost:4000')
    for (const host of ['4711.example', 'bank.example4', '1.2.3.4.example'])
      expect(parseCeremonyOrigin(`https://${host}`)?.host).toBe(host)
    expect(typeof isThePort).toBe('function')
  })
  test.each([
    'http://bank.example',
    'http://127.0.0.1:4000',
    'https://127.0.0.1',
    'https://[::1]',
    'http://[::1]:1',
    'https://2130706433',
    'http://localhost.evil',
    'ftp://localhost',
    'ws://localhost:4000',
    'https://bank.example/',
    'https://bank.example/x',
    'https://u@bank.example',
    'https://BANK.example',
    'app://approval',
    'file:///x',
    'null',
    '',
  ])('[DSK-15] not %j', (origin) => {
    // Dies if: the scheme, the IP check or the exact form is dropped.
    expect(parseCeremonyOrigin(origin)).toBeNull()
  })
})

describe('its page', () => {
  const page = buildCeremonyPage('get', 'bank.example"><script>alert(1)</script>')
  test('[DSK-15] has no script and may have none', () => {
    expect(page.html).not.toContain('<script')
    const policy = page.headers['Content-Security-Policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    // Dies if: a script source is allowed.
    expect(policy).not.toMatch(/script-src|unsafe|https?:/)
    expect(escapeHtml(`<&>"'`)).toBe('&#60;&#38;&#62;&#34;&#39;')
  })

  test('[DSK-17] is the only thing its session answers', async () => {
    const origin = new URL('https://bank.example')
    const status = (url: string, method = 'GET'): number =>
      answerCeremonyRequest(origin, page, { url, method }).status
    expect(status('https://bank.example/')).toBe(200)
    const others = [
      'https://bank.example/x',
      'https://evil.example/',
      'http://bank.example/',
      'https://bank.example/?q',
      'https://bank.example:444/',
    ]
    expect(others.map((url) => status(url))).toEqual(others.map(() => 404))
    expect(status('https://bank.example/', 'POST')).toBe(404)
  })

  test('[DSK-17] the session is sealed by every layer before anything loads', async () => {
    const handled = new Map<string, (request: { url: string; method: string }) => Response>()
    let filter:
      ((details: { url: string }, callback: (answer: { cancel: boolean }) => void) => void) | null =
      null
    const setProxy = vi.fn(async () => undefined)
    const session = Object.assign(new EventEmitter(), {
      protocol: { handle: (scheme: string, handler: never) => void handled.set(scheme, handler) },
      webRequest: { onBeforeRequest: (listener: never) => void (filter = listener) },
      setProxy,
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
      setDisplayMediaRequestHandler: vi.fn(),
      setSpellCheckerEnabled: vi.fn(),
      setSpellCheckerLanguages: vi.fn(),
    })
    await sealCeremonySession(session as unknown as Session, new URL('https://bank.example'), page)
    expect([...handled.keys()].sort()).toEqual(['http', 'https'])
    const cancelled = (url: string): boolean => {
      let cancel = false
      filter?.({ url }, (answer) => (cancel = answer.cancel))
      return cancel
    }
    // Dies if: web sockets are not refused.
    expect(['ws://x/', 'wss://x/', 'ftp://x/', 'https://x/', 'http://x/'].map(cancelled)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
    expect(setProxy).toHaveBeenCalledWith({
      mode: 'fixed_servers',
      proxyRules: 'socks5://127.0.0.1:1',
      proxyBypassRules: '<-loopback>',
    })
    expect(session.setPermissionRequestHandler).toHaveBeenCalled()
  })
})

describe('its course', () => {
  const start = () => {
    const clock = createVirtualClock()
    const run = createCeremonyRun({
      kind: 'get',
      optionsJson: '{}',
      host: 'bank.example',
      timeoutMs: 300_000,
      clock,
    })
    return { clock, run }
  }

  test('[DSK-16] a credential ends it, and nothing after counts', async () => {
    const { run, clock } = start()
    expect(run.load()).toMatchObject({ kind: 'get', optionsJson: '{}' })
    run.answer({ kind: 'credential', json: credentialJson })
    run.answer({ kind: 'cancelled' })
    run.abandon()
    clock.advance(300_000)
    expect(await run.outcome).toEqual({ kind: 'credential', json: credentialJson })
    expect(run.load()).toBeNull()
    expect(clock.pending).toBe(0)
  })

  test('[DSK-16] a refusal says why and can be tried again', async () => {
    const { run } = start()
    const reply = run.answer({ kind: 'failed', errorName: 'NotAllowedError' })
    expect(reply.retryText).toContain('try again')
    expect(run.answer({ kind: 'failed', errorName: 'InvalidStateError' }).retryText).toContain(
      'bank.example',
    )
    expect(run.answer({ kind: 'failed', errorName: 'Ev<il>Error' }).retryText).toContain(
      'EvilError',
    )
    run.answer({ kind: 'credential', json: credentialJson })
    expect(await run.outcome).toMatchObject({ kind: 'credential' })
  })

  test('[DSK-16] cancelling, closing, and the deadline end it once each', async () => {
    const cancelled = start()
    cancelled.run.answer({ kind: 'cancelled' })
    expect(await cancelled.run.outcome).toEqual({ kind: 'cancelled' })
    const closed = start()
    closed.run.answer({ kind: 'failed', errorName: 'NotAllowedError' })
    closed.run.abandon()
    expect(await closed.run.outcome).toMatchObject({ kind: 'failed' })
    const late = start()
    late.clock.advance(300_000)
    expect(await late.run.outcome).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('in time') as string,
    })
  })

  test('[DSK-16] only the three answers and a real credential are read', () => {
    expect(parseCeremonyAnswer({ kind: 'credential', json: credentialJson })).not.toBeNull()
    expect(parseCeremonyAnswer({ kind: 'cancelled' })).not.toBeNull()
    const bad = [
      null,
      'cancelled',
      { kind: 'approve' },
      { kind: 'credential', json: '{}' },
      { kind: 'credential', json: 'x{' },
      { kind: 'credential', json: `"${'x'.repeat(200_000)}"` },
      { kind: 'cancelled', more: 1 },
      { kind: 'failed', errorName: 7 },
    ]
    expect(bad.map(parseCeremonyAnswer)).toEqual(bad.map(() => null))
  })

  test('[DSK-16] several matching passkeys are a question to the person', async () => {
    const showMessageBox = vi.fn(async () => ({ response: 1, checkboxChecked: false }))
    const electron = { dialog: { showMessageBox } } as unknown as Parameters<
      typeof chooseAccount
    >[0]
    expect(await chooseAccount(electron, [])).toBeNull()
    expect(await chooseAccount(electron, [{ credentialId: 'a' }])).toBe('a')
    expect(showMessageBox).not.toHaveBeenCalled()
    const two = [
      { credentialId: 'a', name: 'ada' },
      { credentialId: 'b', name: 'bob' },
    ]
    expect(await chooseAccount(electron, two)).toBe('b')
    showMessageBox.mockResolvedValue({ response: 2, checkboxChecked: false })
    expect(await chooseAccount(electron, two)).toBeNull()
  })
})
