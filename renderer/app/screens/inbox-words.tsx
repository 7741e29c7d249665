// What a line of the inbox says: an open question, a wait for others, a wait that has ended.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { EndedWait, InboxItem, WaitItem } from '../../../shared/overview.ts'
import { countdownOf, momentOf } from '../../parts/format.ts'
import { Tag, toneOfRisk } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import { tagWords, toneOf, waitsForYou } from './wait-words.ts'

export function InboxWords({ item, nowMs }: { item: InboxItem; nowMs: number }): ReactElement {
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
    case 'model':
      return text('models.ask_tag')
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

export function WaitWords({ wait, nowMs }: { wait: WaitItem; nowMs: number }): ReactElement {
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

export function EndedWords({ wait, nowMs }: { wait: EndedWait; nowMs: number }): ReactElement {
  return (
    <>
      <ItemHead title={wait.title} time={momentOf(wait.endedAtMs, nowMs)} />
      <span className="item-tag">
        <Tag tone={toneOf(wait.state)}>{text(`app.wait.tag.${wait.state}`)}</Tag>
      </span>
    </>
  )
}

export function ItemHead({ title, time }: { title: string; time: string }): ReactElement {
  return (
    <span className="item-head">
      <span className="item-title">
        <Untrusted value={title} />
      </span>
      <span className="item-time">{time}</span>
    </span>
  )
}
