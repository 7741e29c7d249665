// How risky it is and where it would happen, under the title.
import type { ReactElement } from 'react'
import type { ApprovalCall, ApprovalCard } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { spanOf } from '../parts/format.ts'
import { Tag, toneOfRisk } from '../parts/tag.tsx'
import { TextWith } from '../parts/text-with.tsx'
import { Untrusted } from '../parts/untrusted.tsx'
import { wideningTagOf } from './widening-facts.tsx'

interface RiskAndWhereProps {
  card: ApprovalCard
  nowMs: number
  expired: boolean
}

export function RiskAndWhere({ card, nowMs, expired }: RiskAndWhereProps): ReactElement {
  return (
    <div className="where">
      <p className="where-line">
        {expired ? <Tag tone="plain">{text('approval.expired.tag')}</Tag> : <KindTag card={card} />}
        {card.elicitation ? <Approved card={card} nowMs={nowMs} /> : <Tool call={card.call} />}
      </p>
      {card.call && !card.elicitation && <Place call={card.call} />}
      {card.elicitation?.relay && (
        <p className="quiet">
          <TextWith name="approval.relay.asks" values={{ host: card.elicitation.relay.host }} />
        </p>
      )}
    </div>
  )
}

function KindTag({ card }: { card: ApprovalCard }): ReactElement | null {
  if (card.elicitation) return <Tag tone="accent">{elicitationTagOf(card)}</Tag>
  if (card.widening) return <Tag tone="mid">{wideningTagOf(card.widening)}</Tag>
  if (!card.call) return null
  const { risk, riskReason } = card.call
  return <Tag tone={toneOfRisk[risk]}>{text(`approval.risk.${riskReason}`)}</Tag>
}

function elicitationTagOf({ elicitation, call }: ApprovalCard): string {
  if (elicitation?.kind === 'form') return text('approval.question')
  if (elicitation?.kind === 'client') return text('approval.client.tag')
  if (elicitation?.kind === 'model') return text('models.ask_tag')
  if (elicitation?.kind === 'url' || elicitation?.kind === 'url_opened')
    return text('approval.page')
  if (elicitation?.kind === 'passkey_registration') return text('approval.passkey_new')
  return text(call === null ? 'approval.proof' : 'approval.step_up')
}

function Approved({ card, nowMs }: { card: ApprovalCard; nowMs: number }): ReactElement | null {
  const approvedAtMs = card.call?.approvedAtMs ?? null
  if (approvedAtMs === null) return null
  return (
    <span className="quiet">
      {text('approval.approved_ago', { span: spanOf(nowMs - approvedAtMs) })}
    </span>
  )
}

function Tool({ call }: { call: ApprovalCall | null }): ReactElement | null {
  if (!call) return null
  return (
    <span>
      <Untrusted value={call.tool} /> {text('approval.where.at')}{' '}
      <span className="strong">
        <Untrusted value={call.connectionName} />
      </span>
    </span>
  )
}

function Place({ call }: { call: ApprovalCall }): ReactElement {
  return (
    <p className="quiet">
      <Untrusted value={call.host} />
      {call.audience !== null && (
        <>
          {' · '}
          <TextWith name="card.where.audience" values={{ audience: call.audience }} />
        </>
      )}
      {call.scope !== null && (
        <>
          {' · '}
          <TextWith name="approval.where.scope" values={{ scope: call.scope }} />
        </>
      )}
      {' · '}
      {text('approval.where.once')}
    </p>
  )
}
