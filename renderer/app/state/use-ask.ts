// Asks main for something once at a time and keeps its words when it says no.
import { useRef, useState } from 'react'
import type { Result } from '../../../shared/result.ts'

export interface Ask {
  readonly busy: boolean
  /** Main's words on why it did not work, or null. */
  readonly problem: string | null
  /** Resolves to the value, or to null when main said no or something is already being asked. */
  readonly ask: <Value>(request: () => Promise<Result<Value>>) => Promise<Value | null>
}

export function useAsk(): Ask {
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({
    busy: false,
    problem: null,
  })
  const inFlight = useRef(false)
  const ask: Ask['ask'] = async (request) => {
    if (inFlight.current) return null
    inFlight.current = true
    setState({ busy: true, problem: null })
    const result = await request()
    inFlight.current = false
    setState({ busy: false, problem: result.ok ? null : result.error.message })
    return result.ok ? result.value : null
  }
  return { ...state, ask }
}
