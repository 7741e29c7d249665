// The history of one call: who had it for how long, every step, and its receipt.
import { useEffect, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import type { CallHistory } from '../../../shared/activity-view.ts'
import { text } from '../../../shared/catalogue/text.ts'
import { shortDigestOf } from '../../parts/format.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { ScreenProps } from '../app-page.tsx'
import { HistoryPicture } from './activity-picture.tsx'
import { HistorySteps } from './activity-steps.tsx'
import { AttachmentList } from './attachment-list.tsx'
import { ProblemWords } from './columns.tsx'
import { Part } from './part.tsx'

type CallProps = ScreenProps & { callId: string; onBack: () => void }

export function ActivityCall(props: CallProps): ReactElement {
  const { history, problem } = useHistory(props)
  return (
    <div className="wide-body">
      <button type="button" className="button plain activity-back" onClick={props.onBack}>
        {text('activity.back')}
      </button>
      <ProblemWords words={problem} />
      {history === null && problem === null && (
        <p className="quiet" role="status">
          {text('activity.call_loading')}
        </p>
      )}
      {history !== null && <History {...props} history={history} />}
    </div>
  )
}

function useHistory({ bridge, callId }: CallProps): {
  history: CallHistory | null
  problem: string | null
} {
  const [state, setState] = useState<{ history: CallHistory | null; problem: string | null }>({
    history: null,
    problem: null,
  })
  useEffect(() => {
    let wanted = true
    void bridge.call('activity.call', { callId }).then((answer) => {
      if (!wanted) return
      if (answer.ok) setState({ history: answer.value, problem: null })
      else setState({ history: null, problem: answer.error.message })
    })
    return () => {
      wanted = false
    }
  }, [bridge, callId])
  return state
}

type HistoryProps = CallProps & { history: CallHistory }

function History({ bridge, history, overview, navigate }: HistoryProps): ReactElement {
  const { title, agentName, connectionName, tool, outcome, outcomeText, taskId } = history
  return (
    <>
      <h1 className={title.length > 80 ? 'title long' : 'title'} tabIndex={-1}>
        <Untrusted value={title} />
      </h1>
      <p className="tag-line">
        {outcome !== null && (
          <Tag tone={outcome === 'done' ? 'ok' : 'mid'}>{text(`activity.outcome.${outcome}`)}</Tag>
        )}
        <span className="quiet">
          <Untrusted value={`${agentName} · ${tool} · ${connectionName}`} />
        </span>
        {taskId !== null && (
          <button
            type="button"
            className="button plain link"
            onClick={() => navigate({ type: 'task', taskId })}
          >
            {text('activity.to_task')}
          </button>
        )}
      </p>
      {outcomeText !== null && (
        <p className="quiet">
          <Untrusted value={outcomeText} />
        </p>
      )}
      {history.attachments !== undefined && (
        <AttachmentList bridge={bridge} callId={history.callId} attachments={history.attachments} />
      )}
      <HistoryPicture steps={history.steps} />
      <HistorySteps steps={history.steps} nowMs={overview.nowMs} />
      <Receipt receipt={history.receipt} />
    </>
  )
}

function Receipt({ receipt }: Pick<CallHistory, 'receipt'>): ReactElement {
  return (
    <Part heading={text('activity.receipt')}>
      {receipt === null && <p className="quiet">{text('activity.receipt_none')}</p>}
      {receipt !== null && !receipt.isSound && (
        <p className="problem">{text('activity.receipt_bad')}</p>
      )}
      {receipt?.isSound === true && (
        <>
          <p>
            <Tag tone="ok">{text('activity.receipt_good')}</Tag>
          </p>
          <dl className="facts-list receipt-facts">
            <Fact term={text('activity.receipt_decided')}>{receipt.decidedBy}</Fact>
            <Fact term={text('activity.receipt_given')}>
              {receipt.given.length === 0
                ? text('activity.receipt_given_none')
                : receipt.given.map((line) => (
                    <span key={line} className="receipt-line">
                      <Untrusted value={line} />
                    </span>
                  ))}
            </Fact>
            <Fact term={text('activity.receipt_digest')}>
              <Figures value={receipt.digest} />
            </Fact>
            {receipt.sentWith !== null && (
              <Fact term={text('activity.receipt_sent_with')}>
                <Figures value={receipt.sentWith} />
              </Fact>
            )}
            <Fact term={text('activity.receipt_key')}>
              <span className="mono selectable">{receipt.fingerprint}</span>
            </Fact>
          </dl>
        </>
      )}
    </Part>
  )
}

/** Short to the eye, whole to whoever asks for it. */
function Figures({ value }: { value: string }): ReactElement {
  return (
    <span className="mono selectable" title={value}>
      {shortDigestOf(value)}
    </span>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  )
}
