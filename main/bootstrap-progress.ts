// Wires what servers tell of calls that are under way: kept while they are, shown, and heard by who passes it on.
import type { World } from './engine.ts'
import { createCallProgress, type CallProgressBoard } from './resource/call-progress.ts'
import { createListNews, type ListNews } from './resource/list-news.ts'

export interface ProgressWorld {
  /** What servers say of calls that are under way. */
  readonly callProgress: CallProgressBoard
  /** Which connections have to be read again. */
  readonly toolNews: ListNews
}

/** The same world, in which the end of a call is the end of its progress. */
export function hearProgress<Given extends World>(world: Given): Given & ProgressWorld {
  const callProgress = createCallProgress(world.clock)
  callProgress.onProgress(() => world.onChanged())
  const onCallEnded: World['onCallEnded'] = (call) => {
    callProgress.drop(call.id)
    world.onCallEnded(call)
  }
  return { ...world, callProgress, toolNews: createListNews(world.clock), onCallEnded }
}
