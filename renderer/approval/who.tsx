// Who asks: the name the person knows first, what the agent calls itself second, then for which task.
import type { ReactElement } from 'react'
import type { ApprovalCard } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { AgentMark } from '../parts/agent-mark.tsx'
import { TextWith } from '../parts/text-with.tsx'
import { Untrusted } from '../parts/untrusted.tsx'

export function Who({ card }: { card: ApprovalCard }): ReactElement {
  const name = card.agentName ?? text('approval.who.you')
  return (
    <div className="who">
      <AgentMark name={name} />
      <div className="who-words">
        <p>
          <span className="strong">
            <Untrusted value={name} />
          </span>
          <WhoAsks card={card} />
        </p>
        {card.agentClaimedName !== null && (
          <p className="who-claims">
            <TextWith name="card.claims" values={{ name: card.agentClaimedName }} />
          </p>
        )}
      </div>
    </div>
  )
}

const asksWords = {
  form: 'approval.who.question',
  client: 'approval.client.who',
  model: 'models.ask_who',
  url: 'approval.who.page',
  url_opened: 'approval.who.page',
  authenticator_choice: 'approval.who.proof',
  totp: 'approval.who.proof',
  passkey: 'approval.who.proof',
  passkey_registration: 'approval.who.proof',
} as const

function WhoAsks({ card }: { card: ApprovalCard }): ReactElement {
  // These are questions of our own.
  const ours = card.elicitation?.kind
  if (ours === 'client' || ours === 'model') return <> · {text(asksWords[ours])}</>
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
            <TextWith name="approval.who.task" values={{ task: card.taskText }} />
          </span>
        </>
      )}
    </>
  )
}
