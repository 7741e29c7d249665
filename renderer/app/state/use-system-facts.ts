// Reads what only the system knows, when a screen that shows it opens and after it was changed.
import { useEffect, useRef, useState } from 'react'
import type { AppBridge } from '../../../shared/bridge.ts'
import type { SystemFacts } from '../../../shared/contract/settings-verbs.ts'

/** Null until main has answered. */
export function useSystemFacts(bridge: AppBridge): {
  facts: SystemFacts | null
  reload: () => Promise<void>
} {
  const [facts, setFacts] = useState<SystemFacts | null>(null)
  const shown = useRef(true)
  const reload = async (): Promise<void> => {
    const result = await bridge.call('settings.system', {})
    if (result.ok && shown.current) setFacts(result.value)
  }
  useEffect(() => {
    shown.current = true
    void reload()
    return () => {
      shown.current = false
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- read anew with another bridge only
  }, [bridge])
  return { facts, reload }
}
