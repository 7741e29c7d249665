// Keeps main's clock running in the page between two snapshots, one tick a second.
import { useEffect, useState } from 'react'

/** Main's wall clock now, in Unix ms, from the `nowMs` of the last snapshot. */
export function useNow(snapshotNowMs: number): number {
  const [now, setNow] = useState(snapshotNowMs)
  useEffect(() => {
    const receivedAt = performance.now()
    const tick = (): void => setNow(snapshotNowMs + performance.now() - receivedAt)
    tick()
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [snapshotNowMs])
  return now
}
