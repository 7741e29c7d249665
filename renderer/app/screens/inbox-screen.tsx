// The inbox: what waits for the person, what waits for others, and the detail of one of them.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import { useNow } from '../../parts/use-now.ts'
import type { ScreenProps } from '../app-page.tsx'
import { ApprovalPane } from './approval-pane.tsx'
import { DetailColumn, ListColumn, ListItem } from './columns.tsx'
import { EndedWaitDetail } from './ended-wait-detail.tsx'
import { EndedWords, WaitWords } from './inbox-words.tsx'
import { OpenList } from './open-list.tsx'
import { WaitDetail } from './wait-detail.tsx'

export function InboxScreen(props: ScreenProps): ReactElement {
  return (
    <>
      <InboxList {...props} />
      <InboxDetail {...props} />
    </>
  )
}

function InboxList(props: ScreenProps): ReactElement {
  const { overview, navigation, navigate } = props
  const nowMs = useNow(overview.nowMs)
  const { inboxTotal, waits, endedWaits } = overview
  return (
    <ListColumn title={text('app.inbox.title')} aside={<span className="faint">{inboxTotal}</span>}>
      {inboxTotal > 0 ? <OpenList {...props} nowMs={nowMs} /> : <EmptyInbox navigate={navigate} />}
      <WaitList
        label={text('app.inbox.others')}
        waits={waits}
        {...{ navigation, navigate }}
        words={(wait) => <WaitWords wait={wait} nowMs={nowMs} />}
      />
      <WaitList
        label={text('app.inbox.ended')}
        waits={endedWaits}
        {...{ navigation, navigate }}
        words={(wait) => <EndedWords wait={wait} nowMs={nowMs} />}
      />
    </ListColumn>
  )
}

interface WaitListProps<Wait> extends Pick<ScreenProps, 'navigation' | 'navigate'> {
  label: string
  waits: readonly Wait[]
  words: (wait: Wait) => ReactElement
}

function WaitList<Wait extends { deferralId: string }>(
  props: WaitListProps<Wait>,
): ReactElement | null {
  const { label, waits, words, navigation, navigate } = props
  if (waits.length === 0) return null
  return (
    <>
      <h2 className="label list-label">
        {label}
        <span>{waits.length}</span>
      </h2>
      <ul aria-label={label}>
        {waits.map((wait) => (
          <ListItem
            key={wait.deferralId}
            selected={wait.deferralId === navigation.deferralId}
            onOpen={() => navigate({ type: 'wait', deferralId: wait.deferralId })}
          >
            {words(wait)}
          </ListItem>
        ))}
      </ul>
    </>
  )
}

function EmptyInbox({ navigate }: Pick<ScreenProps, 'navigate'>): ReactElement {
  return (
    <div className="list-empty">
      <p>{text('app.inbox.empty')}</p>
      <button
        type="button"
        className="button"
        onClick={() => navigate({ type: 'task', taskId: null })}
      >
        {text('app.inbox.empty.action')}
      </button>
    </div>
  )
}

function InboxDetail(props: ScreenProps): ReactElement {
  const { overview, navigation, navigate } = props
  const wait = overview.waits.find((one) => one.deferralId === navigation.deferralId)
  if (wait) return <WaitDetail key={wait.deferralId} {...props} wait={wait} />
  // A wait that ends while it is looked at shows its end in the same place.
  const ended = overview.endedWaits.find((one) => one.deferralId === navigation.deferralId)
  if (ended) return <EndedWaitDetail key={ended.deferralId} {...props} wait={ended} />
  if (navigation.deferralId === null && overview.selectedInteractionId !== null) {
    return <ApprovalPane {...props} />
  }
  const { inbox, waits, endedWaits } = overview
  const isEmpty = [inbox, waits, endedWaits].every((list) => list.length === 0)
  return (
    <DetailColumn navigate={navigate}>
      <p className="detail-empty">{text(isEmpty ? 'app.inbox.nothing' : 'app.inbox.choose')}</p>
    </DetailColumn>
  )
}
