// The app page's way to main: what its preload put on the window.
import type { AppBridge } from '../../shared/bridge.ts'
import type { Overview } from '../../shared/overview.ts'
import type { SnapshotSource } from '../parts/use-snapshot.ts'

/** The bridge of this page. The preload of `app://countersign/` provides exactly this type. */
export function appBridge(): AppBridge {
  return window.countersign as AppBridge
}

/** Where the app page's snapshots come from. */
export function overviewSource(bridge: AppBridge): SnapshotSource<Overview> {
  return { load: () => bridge.call('overview.load', {}), subscribe: bridge.onOverview }
}
