// Proves what the two bridges expose to a page, by loading the real preloads with a stand-in for Electron.
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { channelOf, visibilityChannel } from '../../shared/bridge.ts'
import { contract } from '../../shared/contract.ts'
import { appVerbs, approvalVerbs } from '../../preload/verbs.ts'
import { createCall } from '../../preload/call.ts'

type Listener = (event: unknown, ...args: unknown[]) => void
const electron = vi.hoisted(() => ({
  exposed: new Map<string, Record<string, unknown>>(),
  listeners: new Map<string, ((event: unknown, ...args: unknown[]) => void)[]>(),
  invoked: [] as unknown[][],
  sent: [] as unknown[][],
}))
vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: Record<string, unknown>) =>
      electron.exposed.set(name, api),
  },
  ipcRenderer: {
    invoke: async (...args: unknown[]) => {
      electron.invoked.push(args)
      return { ok: true, value: { done: true } }
    },
    on: (channel: string, listener: Listener) => {
      electron.listeners.set(channel, [...(electron.listeners.get(channel) ?? []), listener])
    },
    send: (...args: unknown[]) => void electron.sent.push(args),
  },
}))

beforeEach(() => {
  vi.resetModules()
  electron.exposed.clear()
  electron.listeners.clear()
  electron.invoked.length = 0
  electron.sent.length = 0
})

type Call = (verb: string, input: unknown) => Promise<unknown>
type Subscribe = (listener: (...args: unknown[]) => void) => void

async function loadApp(): Promise<Record<string, unknown>> {
  await import('../../preload/app.ts')
  return electron.exposed.get('countersign') ?? {}
}

async function loadApproval(): Promise<Record<string, unknown>> {
  const page = { visibilityState: 'visible', addEventListener: vi.fn() }
  vi.stubGlobal('document', page)
  vi.stubGlobal('window', { addEventListener: vi.fn() })
  await import('../../preload/approval.ts')
  vi.unstubAllGlobals()
  return electron.exposed.get('countersign') ?? {}
}

describe('the bridges', () => {
  test('[IPC-06] expose exactly these functions', async () => {
    expect(Object.keys(await loadApp()).sort()).toEqual(['call', 'onOverview'])
    expect([...electron.exposed.keys()]).toEqual(['countersign'])
    electron.exposed.clear()
    expect(Object.keys(await loadApproval()).sort()).toEqual(['call', 'onApproval'])
  })

  test('[IPC-06] each calls its own verbs only', async () => {
    const call = (await loadApp())['call'] as Call
    for (const verb of Object.keys(contract)) {
      electron.invoked.length = 0
      const result = await call(verb, {})
      const own = contract[verb as keyof typeof contract].surface === 'app'
      // Dies if: the list of verbs is not asked.
      expect(electron.invoked).toEqual(own ? [[channelOf(verb), {}]] : [])
      expect(result).toMatchObject({ ok: own })
    }
    for (const name of ['__proto__', 'constructor', 'toString', '', '*']) {
      expect(await call(name, {})).toMatchObject({ ok: false, error: { code: 'ipc/refused' } })
    }
  })

  test('[IPC-06] the lists of verbs are those of the contract', () => {
    const of = (surface: string): string[] =>
      Object.entries(contract)
        .filter(([, verb]) => verb.surface === surface)
        .map(([name]) => name)
        .sort()
    expect(Object.keys(appVerbs).sort()).toEqual(of('app'))
    expect(Object.keys(approvalVerbs).sort()).toEqual(of('approval'))
  })

  test('[IPC-06] a listener gets the payload and nothing else', async () => {
    const subscribe = (await loadApp())['onOverview'] as Subscribe
    const heard: unknown[][] = []
    subscribe((...args) => heard.push(args))
    const event = { sender: 'ipcRenderer itself', ports: [] }
    electron.listeners
      .get(channelOf('overview.changed'))
      ?.forEach((one) => one(event, { nowMs: 1 }, 'more'))
    // Dies if: the event or further arguments are passed on.
    expect(heard).toEqual([[{ nowMs: 1 }]])
  })

  test('[DSK-08] the approval preload reports visibility from where the page cannot', async () => {
    const listeners = new Map<string, () => void>()
    const page = {
      visibilityState: 'hidden',
      addEventListener: (name: string, run: () => void) => listeners.set(name, run),
    }
    vi.stubGlobal('document', page)
    vi.stubGlobal('window', {
      addEventListener: (name: string, run: () => void) => listeners.set(name, run),
    })
    await import('../../preload/approval.ts')
    listeners.get('DOMContentLoaded')?.()
    page.visibilityState = 'visible'
    listeners.get('visibilitychange')?.()
    vi.unstubAllGlobals()
    expect(electron.sent).toEqual([
      [visibilityChannel, 'hidden'],
      [visibilityChannel, 'visible'],
    ])
    expect(Object.keys(electron.exposed.get('countersign') ?? {})).not.toContain('send')
  })

  test('[IPC-09] an input that cannot be sent is answered, not thrown', async () => {
    const call = createCall(appVerbs, async () => {
      throw new Error('An object could not be cloned.')
    })
    expect(await call('overview.load', {})).toMatchObject({
      ok: false,
      error: { code: 'ipc/failed' },
    })
  })
})
