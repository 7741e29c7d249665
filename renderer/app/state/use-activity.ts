// Asks main for activity: the newest page that fits a filter, older ones on demand; a later question always wins.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ActivityFilter } from '../../../shared/activity-view.ts'
import type { AppBridge } from '../../../shared/bridge.ts'
import type { ActivityRow } from '../../../shared/overview.ts'

export interface ActivityPages {
  readonly rows: readonly ActivityRow[]
  readonly more: boolean
}

export interface ActivityAsk {
  /** Null until the first answer. */
  readonly pages: ActivityPages | null
  readonly busy: boolean
  readonly problem: string | null
  readonly loadOlder: () => void
  readonly retry: () => void
}

/** Typing does not ask with every letter. */
const pauseMs = 150

export function useActivity(bridge: AppBridge, filter: ActivityFilter): ActivityAsk {
  const [pages, setPages] = useState<ActivityPages | null>(null)
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>(idle)
  const latest = useRef(0)
  const load = useCallback(
    async (before: readonly ActivityRow[]): Promise<void> => {
      const mine = (latest.current += 1)
      setState({ busy: true, problem: null })
      const beforeSequence = before.at(-1)?.sequence ?? null
      const answer = await bridge.call('activity.list', { beforeSequence, filter })
      if (mine !== latest.current) return
      setState({ busy: false, problem: answer.ok ? null : answer.error.message })
      if (answer.ok) setPages({ rows: [...before, ...answer.value.rows], more: answer.value.more })
    },
    [bridge, filter],
  )
  useEffect(() => {
    const timer = setTimeout(() => void load([]), filter.search === '' ? 0 : pauseMs)
    return () => clearTimeout(timer)
  }, [load, filter.search])
  return {
    pages,
    ...state,
    loadOlder: () => void load(pages?.rows ?? []),
    retry: () => void load([]),
  }
}

const idle = { busy: false, problem: null }
