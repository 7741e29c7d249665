// Wires what servers tell of calls that are under way: kept while they are, shown, and heard by who passes it on.
import type { World } from './engine.ts'
import { createCallProgress, type CallProgressBoard } from './resource/call-progress.ts'

export interface ProgressWorld {
  /** What servers say of calls that are under way. */
  readonly callProgress: CallProgressBoard
}

/** The same world, in which the end of a call is the end of its progress. */
export function hearProgress<Given extends World>(world: Given): Given & ProgressWorld {
  const callProgress = createCallProgress(world.clock)
  callProgress.onProgress(() => world.onChanged())
  const onCallEnded: World['onCallEnded'] = (call) => {
    callProgress.drop(call.id)
    world.onCallEnded(call)
  }
  return { ...world, callProgress, onCallEnded }
}
