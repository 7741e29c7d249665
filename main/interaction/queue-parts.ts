// What the interaction queue needs of the world.
import type { Clock, Log, MakeId } from '../../shared/model/ports.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { Store } from '../store/repositories.ts'
import type { ShownGate } from './queue.ts'

export interface InteractionQueueParts {
  readonly store: Store
  readonly clock: Clock
  readonly makeId: MakeId
  readonly shownGate: ShownGate
  /** Read anew for every answer. */
  readonly settings: () => Settings
  readonly log: Log
}
