// Waits until something has become true, and says what it waited for when it did not.
import { setTimeout as sleep } from 'node:timers/promises'

type Nothing = null | undefined | false

/** The first value that is there. Throws after `withinMs`. */
export async function until<Value>(
  what: string,
  look: () => Value | Nothing | Promise<Value | Nothing>,
  withinMs = 15_000,
): Promise<Value> {
  const endsAtMs = performance.now() + withinMs
  for (;;) {
    const found = await look()
    if (found !== null && found !== undefined && found !== false) return found
    if (performance.now() > endsAtMs) throw new Error(`Waited in vain for ${what}`)
    await sleep(5)
  }
}
