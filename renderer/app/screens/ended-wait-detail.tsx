// One wait that has ended: how, in our words, and what led there.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { EndedWait } from '../../../shared/overview.ts'
import { momentOf, spanOf } from '../../parts/format.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import { useNow } from '../../parts/use-now.ts'
import type { ScreenProps } from '../app-page.tsx'
import { DetailColumn } from './columns.tsx'
import { Timeline } from './timeline.tsx'
import { ServerWords } from './wait-detail.tsx'
import { WaitWho } from './wait-who.tsx'
import { toneOf } from './wait-words.ts'

type EndedProps = ScreenProps & { wait: EndedWait }

export function EndedWaitDetail(props: EndedProps): ReactElement {
  const { overview, navigate, wait } = props
  const nowMs = useNow(overview.nowMs)
  const isQuoted = wait.timeline.some(({ quote }) => quote === wait.serverWords)
  return (
    <DetailColumn navigate={navigate} foot={<EndedFoot {...props} />}>
      <WaitWho wait={wait} goesOn={false} />
      <h1 className={wait.title.length > 80 ? 'title long' : 'title'}>
        <Untrusted value={wait.title} />
      </h1>
      <p className="tag-line">
        <Tag tone={toneOf(wait.state)}>{text(`app.wait.tag.${wait.state}`)}</Tag>
        <span className="quiet">
          {text('app.wait.ended', { moment: momentOf(wait.endedAtMs, nowMs) })}
          {' · '}
          {checkedWords(wait)}
        </span>
      </p>
      <p>
        <Untrusted value={wait.words} />
      </p>
      {wait.serverWords !== null && !isQuoted && (
        <ServerWords host={wait.waitingForHost} words={wait.serverWords} />
      )}
      <Timeline entries={wait.timeline} nowMs={nowMs} />
    </DetailColumn>
  )
}

function checkedWords({ checks, startedAtMs, endedAtMs }: EndedWait): string {
  const key = checks === 1 ? 'app.wait.ended.checked_once' : 'app.wait.ended.checked'
  return text(key, { count: checks, span: spanOf(endedAtMs - startedAtMs) })
}

/** The way to what it was for, where that is still there. */
function EndedFoot({ overview, navigate, wait }: EndedProps): ReactElement {
  const { taskId, connectionId } = wait
  const hasConnection = overview.connections.some((one) => one.connectionId === connectionId)
  return (
    <div className="choices">
      <span className="spacer" />
      {taskId !== null && (
        <button type="button" className="button" onClick={() => navigate({ type: 'task', taskId })}>
          {text('app.wait.ended.task')}
        </button>
      )}
      {hasConnection && (
        <button
          type="button"
          className="button"
          onClick={() => navigate({ type: 'connection', connectionId })}
        >
          {text('app.wait.ended.connection')}
        </button>
      )}
    </div>
  )
}
