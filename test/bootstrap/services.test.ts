// Proves what the app page's verbs do at the seam: open only what waits, and end with a connection what is about it.
import { describe, expect, test, vi } from 'vitest'
import { buildServices } from '../../main/bootstrap-services.ts'
import type { ServiceParts } from '../../main/bootstrap-services.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'

function openServices() {
  const did: string[] = []
  const note =
    (what: string) =>
    (id = ''): void =>
      void did.push(`${what} ${id}`.trim())
  const calls = [
    { id: 'held', connectionId: 'harbor' },
    { id: 'elsewhere', connectionId: 'tracker' },
  ] as ToolCall[]
  const state = { standalone: false }
  const parts = {
    engine: {
      buildActivity: () => ({}),
      store: { calls: { listAlive: () => calls } },
      queue: {
        load: (id: string) => (id === 'unknown' ? null : { state: id }),
        withdrawForConnection: note('withdraw'),
      },
      journey: { cancel: note('cancel') },
      connections: { remove: async (id: string) => note('remove')(id) },
    },
    desktop: { approvalView: { isStandalone: () => state.standalone, close: note('close') } },
    shell: { open: note('open'), select: vi.fn(), refresh: vi.fn(), expectQuestion: vi.fn() },
    system: {},
    sandboxUrl: null,
  }
  return { did, state, services: buildServices(parts as unknown as ServiceParts) }
}

describe('the app page', () => {
  test('[APP-14] opens what waits and nothing else', () => {
    const { did, services } = openServices()
    services.view.open('open')
    expect(did).toEqual(['open open'])
    for (const gone of ['unknown', 'approved', 'denied', 'expired', 'withdrawn']) {
      // Dies if: an ended card, with its Approve, is put in front of the person.
      expect(() => services.view.open(gone)).toThrow(/./)
    }
    expect(did).toEqual(['open open'])
  })

  test('[APP-14] closes the pane, and never the window the person opened elsewhere', () => {
    const { did, services, state } = openServices()
    state.standalone = true
    services.view.closeFromApp()
    expect(did).toEqual([])
    state.standalone = false
    services.view.closeFromApp()
    expect(did).toEqual(['close'])
  })

  test('[APP-10] removing a connection ends its calls, then what is asked about it, then itself', async () => {
    const { did, services } = openServices()
    await services.connections.remove('harbor')
    // Dies if: calls of it stay held, or a question about it stays open.
    expect(did).toEqual(['cancel held', 'withdraw harbor', 'remove harbor'])
  })
})
