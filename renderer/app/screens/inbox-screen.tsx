// The inbox: what waits for the person, what waits for others, and the detail of one of them.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { EndedWait, InboxItem, WaitItem } from '../../../shared/overview.ts'
import { countdownOf, momentOf } from '../../parts/format.ts'
import { Tag, toneOfRisk } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import { useNow } from '../../parts/use-now.ts'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { ApprovalPane } from './approval-pane.tsx'
import { DetailColumn, ListColumn, ListItem, ProblemWords } from './columns.tsx'
import { EndedWaitDetail } from './ended-wait-detail.tsx'
import { WaitDetail } from './wait-detail.tsx'
import { tagWords, toneOf, waitsForYou } from './wait-words.ts'

export function InboxScreen(props: ScreenProps): ReactElement {
  return (
    <>
      <InboxList {...props} />
      <InboxDetail {...props} />
    </>
  )
}

function InboxList({ bridge, overview, navigation, navigate }: ScreenProps): ReactElement {
  const nowMs = useNow(overview.nowMs)
  const { problem, ask } = useAsk()
  const { inbox, waits, endedWaits, selectedInteractionId } = overview
  const open = async (interactionId: string): Promise<void> => {
    const opened = await ask(() => bridge.call('interaction.open', { interactionId }))
    if (opened) navigate({ type: 'interaction-opened' })
  }
  return (
    <ListColumn
      title={text('app.inbox.title')}
      aside={<span className="faint">{inbox.length}</span>}
    >
      <ProblemWords words={problem} />
      {inbox.length > 0 && <h2 className="label list-label">{text('app.inbox.now')}</h2>}
      <ul aria-label={text('app.inbox.now')}>
        {inbox.map((item) => (
          <ListItem
            key={item.interactionId}
            selected={
              navigation.deferralId === null && item.interactionId === selectedInteractionId
            }
            onOpen={() => void open(item.interactionId)}
          >
            <InboxWords item={item} nowMs={nowMs} />
          </ListItem>
        ))}
      </ul>
      {inbox.length === 0 && <EmptyInbox navigate={navigate} />}
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

function InboxWords({ item, nowMs }: { item: InboxItem; nowMs: number }): ReactElement {
  const who = [item.agentName, item.connectionName].filter((name) => name !== null)
  return (
    <>
      <ItemHead title={item.title} time={countdownOf(item.expiresAtMs - nowMs)} />
      {who.length > 0 && (
        <span className="item-line">
          <Untrusted value={who.join(' · ')} />
        </span>
      )}
      <span className="item-tag">
        <InboxTag item={item} />
      </span>
    </>
  )
}

function InboxTag({ item }: { item: InboxItem }): ReactElement | null {
  if (item.kind === 'elicitation') return <Tag tone="accent">{asksWords(item)}</Tag>
  if (item.kind === 'widening') return <Tag tone="mid">{text('app.inbox.widening')}</Tag>
  if (item.risk === null || item.riskReason === null) return null
  return <Tag tone={toneOfRisk[item.risk]}>{text(`interaction.risk.${item.riskReason}`)}</Tag>
}

/** As on the card: not everything that is asked is a proof. */
function asksWords({ asksFor, agentName }: InboxItem): string {
  switch (asksFor) {
    case 'form':
      return text('approval.question')
    case 'client':
      return text('approval.client.tag')
    case 'url':
    case 'url_opened':
      return text('approval.page')
    case 'passkey_registration':
      return text('approval.passkey_new')
    default:
      // Without an agent it is no step-up for a call: the person signs in.
      return text(agentName === null ? 'app.inbox.proof' : 'app.inbox.step_up')
  }
}

function WaitWords({ wait, nowMs }: { wait: WaitItem; nowMs: number }): ReactElement {
  const next = text('app.wait.next_short', { span: countdownOf(wait.nextCheckAtMs - nowMs) })
  return (
    <>
      <ItemHead title={wait.title} time={countdownOf(wait.expiresAtMs - nowMs)} />
      <span className="item-line">
        <Untrusted value={wait.waitingForHost} />
        {' · '}
        {wait.serverWords === null ? next : <Untrusted value={`“${wait.serverWords}”`} />}
      </span>
      {waitsForYou(wait) && (
        <span className="item-tag">
          <Tag tone={toneOf(wait.state)}>{tagWords(wait)}</Tag>
        </span>
      )}
    </>
  )
}

function EndedWords({ wait, nowMs }: { wait: EndedWait; nowMs: number }): ReactElement {
  return (
    <>
      <ItemHead title={wait.title} time={momentOf(wait.endedAtMs, nowMs)} />
      <span className="item-tag">
        <Tag tone={toneOf(wait.state)}>{text(`app.wait.tag.${wait.state}`)}</Tag>
      </span>
    </>
  )
}

function ItemHead({ title, time }: { title: string; time: string }): ReactElement {
  return (
    <span className="item-head">
      <span className="item-title">
        <Untrusted value={title} />
      </span>
      <span className="item-time">{time}</span>
    </span>
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
