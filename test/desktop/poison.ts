// Replaces built-ins of a page, uses its bridge, and says what of another world came into its hands.

interface Bridge {
  call(verb: string, input: unknown): Promise<unknown>
  onOverview(listener: (...values: unknown[]) => void): void
}

/** What the page got hold of that it should not have, and how often its poison was called. */
export interface Poisoned {
  readonly findings: string[]
  readonly touched: number
}

/** Runs in the app page and uses nothing around it. Puts every built-in back before it ends. */
export async function callUnderPoison(): Promise<Poisoned> {
  const { apply, getPrototypeOf, ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect
  const rootPrototype = Object.prototype
  const bridge = (window as unknown as { countersign: Bridge }).countersign
  const seen: unknown[] = []
  const restores: (() => void)[] = []
  const poison = (place: object, name: string | symbol): void => {
    const before = getOwnPropertyDescriptor(place, name)
    const original: unknown = before?.value
    if (before === undefined || typeof original !== 'function') return
    const poisoned = function (this: unknown, ...values: unknown[]): unknown {
      seen[seen.length] = this
      for (let at = 0; at < values.length; at += 1) seen[seen.length] = values[at]
      return apply(original, this, values)
    }
    defineProperty(place, name, { ...before, value: poisoned })
    restores[restores.length] = () => void defineProperty(place, name, before)
  }
  const places: [object, (string | symbol)[]][] = [
    [Function.prototype, ['bind', 'call', 'apply', 'toString']],
    [Promise.prototype, ['then', 'catch', 'finally']],
    [Array.prototype, ['map', 'push', 'forEach', 'slice', 'includes', 'concat', 'join']],
    [Set.prototype, ['has', 'add']],
    [Map.prototype, ['get', 'set']],
    [Object.prototype, ['hasOwnProperty', 'valueOf', 'toString']],
    [Object, ['keys', 'entries', 'assign', 'freeze', 'getPrototypeOf', 'defineProperty']],
    [Reflect, ['apply', 'get', 'ownKeys', 'construct']],
    [JSON, ['parse', 'stringify']],
  ]
  for (const [place, names] of places) for (const name of names) poison(place, name)
  try {
    const told = new Promise<unknown[]>((resolve) =>
      bridge.onOverview((...values) => resolve(values)),
    )
    const calls: [string, unknown][] = [
      ['overview.load', {}],
      ['activity.list', { beforeSequence: null }],
      ['settings.appearance', { appearance: 'system' }],
      ['interaction.open', { interactionId: 'none' }],
      ['approval.approve', { interactionId: 'none', digest: 'none', confirmation: null }],
      ['constructor', []],
    ]
    for (const [verb, input] of calls) {
      const promise = bridge.call(verb, input)
      seen[seen.length] = promise
      seen[seen.length] = await promise.then(
        (value) => value,
        (error: unknown) => error,
      )
    }
    seen[seen.length] = await told
  } finally {
    for (let at = 0; at < restores.length; at += 1) restores[at]?.()
  }

  const privileged = ['ipcRenderer', 'sendSync', 'sendToHost', 'senderFrame', 'contextBridge']
  const findings = new Set<string>()
  const visited = new Set<unknown>()
  const inspect = (value: unknown, path: string, depth: number): void => {
    const isThing = (typeof value === 'object' && value !== null) || typeof value === 'function'
    if (!isThing || visited.has(value) || visited.size > 200_000) return
    visited.add(value)
    let root: object | null = value
    for (let next = getPrototypeOf(value); next !== null; next = getPrototypeOf(next)) root = next
    // Everything made in this page ends at this page's own Object.prototype; an object of the preload's world at another.
    const isBare = root === value
    if (!isBare && root !== rootPrototype) findings.add(`${path} is of another world`)
    for (const key of ownKeys(value)) {
      if (privileged.includes(String(key))) findings.add(`${path} has ${String(key)}`)
      const inner: unknown = getOwnPropertyDescriptor(value, key)?.value
      if (depth < 5) inspect(inner, `${path}.${String(key)}`.slice(-200), depth + 1)
    }
  }
  for (const value of [...seen, bridge]) inspect(value, 'seen', 0)
  return { findings: [...findings].slice(0, 20), touched: seen.length }
}
