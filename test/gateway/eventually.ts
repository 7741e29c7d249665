// Waits for what a test expects to come true, as long as a busy machine may take and no longer.
import { vi } from 'vitest'

/** Resolves with the first time that `check` does not throw. Throws what it threw last, 8 s later. */
export function eventually<Value>(
  check: () => Value | Promise<Value>,
  intervalMs = 10,
): Promise<Value> {
  return vi.waitFor(check, { timeout: 8_000, interval: intervalMs })
}
