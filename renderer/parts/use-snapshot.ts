// Holds the newest snapshot that main gave: loaded once, then replaced by every push.
import { useEffect, useState } from 'react'
import type { Result } from '../../shared/result.ts'

export interface SnapshotSource<Snapshot> {
  load: () => Promise<Result<Snapshot>>
  /** Calls `listener` with every later snapshot; there is one listener for the life of the page. */
  subscribe: (listener: (snapshot: Snapshot) => void) => void
}
export interface SnapshotState<Snapshot> {
  snapshot: Snapshot | null
  /** Why the first load failed, in words for people; null while all is well. */
  problem: string | null
}

/** `source` must be the same object for the life of the page. */
export function useSnapshot<Snapshot>(source: SnapshotSource<Snapshot>): SnapshotState<Snapshot> {
  const [state, setState] = useState<SnapshotState<Snapshot>>({ snapshot: null, problem: null })
  useEffect(() => {
    let alive = true
    source.subscribe((snapshot) => {
      if (alive) setState({ snapshot, problem: null })
    })
    void source.load().then((loaded) => {
      // A push that came first is newer than what was loaded.
      if (alive) setState((before) => (before.snapshot ? before : afterLoad(loaded)))
    })
    return () => {
      alive = false
    }
  }, [source])
  return state
}

function afterLoad<Snapshot>(loaded: Result<Snapshot>): SnapshotState<Snapshot> {
  return loaded.ok
    ? { snapshot: loaded.value, problem: null }
    : { snapshot: null, problem: loaded.error.message }
}
