// Tells those who wait for a tool call that it moved, and nobody else.
import type { ToolCall } from '../../shared/model/tool-call.ts'

export type OnCallMoved = (call: ToolCall) => void

export interface CallWatch {
  /** Returns how to stop. */
  watch(callId: string, onMoved: OnCallMoved): () => void
  /** The journey's news: after every saved step, and after the end. */
  onCallChanged(call: ToolCall): void
}

export function createCallWatch(): CallWatch {
  const listeners = new Map<string, Set<OnCallMoved>>()
  return {
    watch: (callId, onMoved) => {
      const ofCall = listeners.get(callId) ?? new Set()
      ofCall.add(onMoved)
      listeners.set(callId, ofCall)
      return () => {
        ofCall.delete(onMoved)
        if (ofCall.size === 0) listeners.delete(callId)
      }
    },
    onCallChanged: (call) => {
      for (const onMoved of listeners.get(call.id) ?? []) onMoved(call)
    },
  }
}
