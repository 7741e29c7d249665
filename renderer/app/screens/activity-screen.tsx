// Everything that was asked, decided and sent, newest first, a page at a time.
import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'
import type { AppBridge } from '../../../shared/bridge.ts'
import { text } from '../../../shared/catalogue/text.ts'
import type { ActivityRow } from '../../../shared/overview.ts'
import { preciseMomentOf } from '../../parts/format.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { ProblemWords } from './columns.tsx'

interface Pages {
  rows: readonly ActivityRow[]
  more: boolean
}

export function ActivityScreen({ bridge, overview }: ScreenProps): ReactElement {
  const { pages, busy, problem, loadOlder } = useActivity(bridge)
  return (
    <main className="wide">
      <div className="wide-body">
        <h1 className="title">{text('app.activity.title')}</h1>
        <p className="quiet">{text('app.activity.explain')}</p>
        <ProblemWords words={problem} />
        {pages?.rows.length === 0 && <p className="quiet">{text('app.activity.empty')}</p>}
        <ol className="activity">
          {pages?.rows.map((row) => (
            <li key={row.sequence}>
              <span className="faint activity-time">
                {preciseMomentOf(row.atMs, overview.nowMs)}
              </span>
              <div>
                <p>
                  <Untrusted value={row.title} />
                </p>
                {row.words !== null && (
                  <p className="quiet">
                    <Untrusted value={row.words} />
                  </p>
                )}
              </div>
            </li>
          ))}
        </ol>
        {pages?.more === true && (
          <button type="button" className="button" disabled={busy} onClick={loadOlder}>
            {text(busy ? 'app.activity.loading' : 'app.activity.older')}
          </button>
        )}
        {pages?.more === false && pages.rows.length > 0 && (
          <p className="faint">{text('app.activity.end')}</p>
        )}
      </div>
    </main>
  )
}

function useActivity(bridge: AppBridge): {
  pages: Pages | null
  busy: boolean
  problem: string | null
  loadOlder: () => void
} {
  const [pages, setPages] = useState<Pages | null>(null)
  const { busy, problem, ask } = useAsk()
  const load = async (beforeSequence: number | null): Promise<void> => {
    const page = await ask(() => bridge.call('activity.list', { beforeSequence }))
    if (!page) return
    setPages((before) => ({ rows: [...(before?.rows ?? []), ...page.rows], more: page.more }))
  }
  useEffect(() => {
    void load(null)
    // Once, when the screen opens: what comes later is seen on the next visit.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])
  return { pages, busy, problem, loadOlder: () => void load(pages?.rows.at(-1)?.sequence ?? null) }
}
