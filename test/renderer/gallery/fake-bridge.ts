// A stand-in for what a preload puts on the window; it runs inside the page.

export interface FakeBridge {
  /** The snapshot: an overview or an approval state. */
  state: unknown
  /** Answers by verb; anything else answers `{ done: true }`. */
  values?: Record<string, unknown>
  /** Verbs that fail, with main's words. */
  errors?: Record<string, string>
}
export interface FakeWindow {
  /** Every call the page made, in order. */
  calls: { verb: string; input: unknown }[]
  push: (state: unknown) => void
  /** The newest state. */
  current: () => unknown
}

/** Sent to the page as an init script: it must not use anything from outside its own body. */
export function installFakeBridge(bridge: FakeBridge): void {
  const calls: FakeWindow['calls'] = []
  const listeners: ((state: unknown) => void)[] = []
  let current = bridge.state
  const valueOf = (verb: string): unknown => {
    if (verb === 'overview.load' || verb === 'approval.load') return current
    return bridge.values?.[verb] ?? { done: true }
  }
  const call = async (verb: string, input: unknown): Promise<unknown> => {
    calls.push({ verb, input })
    const message = bridge.errors?.[verb]
    if (message !== undefined) return { ok: false, error: { code: 'ipc/failed', message } }
    return { ok: true, value: valueOf(verb) }
  }
  const listen = (listener: (state: unknown) => void): void => void listeners.push(listener)
  const push = (state: unknown): void => {
    current = state
    for (const listener of listeners) listener(state)
  }
  Object.assign(globalThis, {
    countersign: { call, onOverview: listen, onApproval: listen },
    fake: { calls, push, current: () => current },
  })
}
