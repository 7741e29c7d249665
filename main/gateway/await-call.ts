// Waits for a tool call on behalf of one request: until it ends, its time is over, or whoever asked has gone.
import type { Clock } from '../../shared/model/ports.ts'
import { endedCallStates, type ToolCall } from '../../shared/model/tool-call.ts'
import type { CallWatch } from './call-watch.ts'

export interface AwaitOptions {
  readonly forMs: number
  readonly signal: AbortSignal
  /** Besides its end: what is enough to stop waiting for. */
  readonly isEnough?: (call: ToolCall) => boolean
}

export interface Awaited {
  readonly call: ToolCall
  readonly why: 'ended' | 'enough' | 'late' | 'gone'
}

/** Never rejects. */
export function awaitCall(
  { watch, clock }: { watch: CallWatch; clock: Clock },
  started: ToolCall,
  { forMs, signal, isEnough = () => false }: AwaitOptions,
): Promise<Awaited> {
  const judge = (call: ToolCall): Awaited['why'] | null => {
    if (endedCallStates.has(call.state)) return 'ended'
    return isEnough(call) ? 'enough' : null
  }
  const first = signal.aborted ? 'gone' : judge(started)
  if (first !== null) return Promise.resolve({ call: started, why: first })
  return new Promise((resolve) => {
    let call = started
    const finish = (why: Awaited['why']): void => {
      stopWatching()
      stopTimer()
      signal.removeEventListener('abort', onAbort)
      resolve({ call, why })
    }
    const onAbort = (): void => finish('gone')
    const stopTimer = clock.after(forMs, () => finish('late'))
    const stopWatching = watch.watch(call.id, (moved) => {
      call = moved
      const why = judge(moved)
      if (why !== null) finish(why)
    })
    signal.addEventListener('abort', onAbort, { once: true })
  })
}
