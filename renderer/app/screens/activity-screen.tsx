// Everything that was asked, decided and sent: found, counted by day, told call by call, and exported.
import { useState } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import '../activity.css'
import type { ScreenProps } from '../app-page.tsx'
import { useActivity, type ActivityAsk } from '../state/use-activity.ts'
import { ActivityCall } from './activity-call.tsx'
import { ActivityChart } from './activity-chart.tsx'
import { ActivityFilters, noFilter } from './activity-filter.tsx'
import { ActivityRecord } from './activity-record.tsx'
import { ActivityRows } from './activity-rows.tsx'
import { ProblemWords } from './columns.tsx'

export function ActivityScreen(props: ScreenProps): ReactElement {
  const { bridge, overview, navigation } = props
  const [filter, setFilter] = useState(() => ({ ...noFilter, agentId: navigation.activityOf }))
  const [callId, setCallId] = useState<string | null>(null)
  const asked = useActivity(bridge, filter)
  const isFiltered = filter !== noFilter && JSON.stringify(filter) !== JSON.stringify(noFilter)
  const isEmpty = asked.pages?.rows.length === 0 && !isFiltered
  return (
    <main className="wide">
      {callId !== null && (
        <ActivityCall {...props} callId={callId} onBack={() => setCallId(null)} />
      )}
      {/* Kept behind the history of a call, so that filter, pages and place are there on the way back. */}
      <div className="wide-body" hidden={callId !== null}>
        <h1 className="title">{text('app.activity.title')}</h1>
        <p className="quiet">{text('app.activity.explain')}</p>
        {isEmpty ? (
          <p className="quiet">{text('app.activity.empty')}</p>
        ) : (
          <>
            <ActivityChart bridge={bridge} />
            <ActivityFilters filter={filter} overview={overview} onChange={setFilter} />
            <Found asked={asked} isFiltered={isFiltered} />
            <ActivityRows
              rows={asked.pages?.rows ?? []}
              nowMs={overview.nowMs}
              onOpen={setCallId}
            />
            <Older asked={asked} isFiltered={isFiltered} />
          </>
        )}
        <ActivityRecord bridge={bridge} filter={filter} />
      </div>
    </main>
  )
}

interface AskedProps {
  asked: ActivityAsk
  isFiltered: boolean
}

function Found({ asked, isFiltered }: AskedProps): ReactElement {
  const { pages, problem, retry } = asked
  const count = pages?.rows.length ?? 0
  return (
    <>
      <ProblemWords words={problem} />
      {problem !== null && (
        <button type="button" className="button activity-retry" onClick={retry}>
          {text('activity.retry')}
        </button>
      )}
      <p role="status" className="faint activity-found">
        {isFiltered && pages !== null && problem === null ? foundWords(count, pages.more) : ''}
      </p>
    </>
  )
}

function foundWords(count: number, more: boolean): string {
  if (count === 0) return text('activity.none_found')
  if (more) return text('activity.found_more', { count })
  return count === 1 ? text('activity.found_one') : text('activity.found', { count })
}

function Older({ asked, isFiltered }: AskedProps): ReactElement | null {
  const { pages, busy, loadOlder } = asked
  if (pages === null) return null
  if (pages.more) {
    return (
      <button type="button" className="button" disabled={busy} onClick={loadOlder}>
        {text(busy ? 'app.activity.loading' : 'app.activity.older')}
      </button>
    )
  }
  const isEnd = !isFiltered && pages.rows.length > 0
  return isEnd ? <p className="faint">{text('app.activity.end')}</p> : null
}
