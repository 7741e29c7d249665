// The type of `window.countersign`, derived from the contract, so that preload and pages cannot drift apart.
import type { Input, Output, VerbOf } from './contract.ts'
import type { EventPayload } from './events.ts'
import type { Result } from './result.ts'

/** Channel name of a verb or an event on Electron's IPC. */
export const channelOf = (name: string): string => `countersign:${name}`
/** Channel on which the approval view's isolated preload reports `document.visibilityState`. */
export const visibilityChannel = 'countersign:visibility'

type CallOf<Surface extends 'app' | 'approval'> = <V extends VerbOf<Surface>>(
  verb: V,
  input: Input<V>,
) => Promise<Result<Output<V>>>

export interface AppBridge {
  readonly call: CallOf<'app'>
  readonly onOverview: (listener: (overview: EventPayload<'overview.changed'>) => void) => void
}
export interface ApprovalBridge {
  readonly call: CallOf<'approval'>
  readonly onApproval: (listener: (state: EventPayload<'approval.changed'>) => void) => void
}
