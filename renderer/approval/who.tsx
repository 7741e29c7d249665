// Who asks, for which task, and until when it can be answered.
import type { ReactElement } from 'react'
import type { ApprovalCard } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { AgentMark } from '../parts/agent-mark.tsx'
import { countdownOf, momentOf } from '../parts/format.ts'
import { Untrusted } from '../parts/untrusted.tsx'

export function Who({ card, nowMs }: { card: ApprovalCard; nowMs: number }): ReactElement {
  const name = card.agentName ?? text('approval.who.you')
  return (
    <div className="who">
      <AgentMark name={name} />
      <p className="who-words">
        <span className="strong">
          <Untrusted value={name} />
        </span>
        <WhoAsks card={card} />
      </p>
      <p className="who-time" role="timer">
        <span>{text('approval.until', { moment: momentOf(card.expiresAtMs, nowMs) })}</span>
        {' · '}
        <span>{text('approval.left', { span: countdownOf(card.expiresAtMs - nowMs) })}</span>
      </p>
    </div>
  )
}

const asksWords = {
  form: 'approval.who.question',
  client: 'approval.client.who',
  url: 'approval.who.page',
  url_opened: 'approval.who.page',
  authenticator_choice: 'approval.who.proof',
  totp: 'approval.who.proof',
  passkey: 'approval.who.proof',
  passkey_registration: 'approval.who.proof',
} as const

function WhoAsks({ card }: { card: ApprovalCard }): ReactElement {
  // Which client to be is our own question.
  if (card.elicitation?.kind === 'client') return <> · {text('approval.client.who')}</>
  if (card.elicitation) {
    const asks = asksWords[card.elicitation.kind]
    return (
      <>
        {' · '}
        <Untrusted value={card.call?.connectionName ?? card.elicitation.answersTo} /> {text(asks)}
      </>
    )
  }
  if (card.agentName === null) return <> · {text('approval.who.you_asked')}</>
  return (
    <>
      {' · '}
      {text('approval.who.agent')}
      {card.taskText !== null && (
        <>
          {' · '}
          {/* A long task scrolls in its place, also by keyboard. */}
          <span className="who-task" tabIndex={card.taskText.length > 100 ? 0 : undefined}>
            <Untrusted value={text('approval.who.task', { task: card.taskText })} />
          </span>
        </>
      )}
    </>
  )
}
