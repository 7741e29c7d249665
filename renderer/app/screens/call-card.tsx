// One tool call inside a task: where it stands, what it waits for, how it ended.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { CallSummary } from '../../../shared/overview.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { ProblemWords } from './columns.tsx'
import { OpenQuestion } from './open-question.tsx'
import { RuleForbid } from './rule-forbid.tsx'
import { callTone } from './task-words.ts'

type CallProps = ScreenProps & { call: CallSummary }

export function CallCard(props: CallProps): ReactElement {
  const { call } = props
  return (
    <article className="call">
      <p className="call-title strong">
        <Untrusted value={call.title} />
      </p>
      <p className="tag-line">
        <Tag tone={callTone[call.state]}>{text(`app.call.state.${call.state}`)}</Tag>
        <span className="quiet">
          <Untrusted value={call.tool} />{' '}
          <Untrusted value={text('app.call.at', { name: call.connectionName })} />
        </span>
      </p>
      {call.progress !== undefined && <CallProgress progress={call.progress} />}
      {call.outcomeText !== null && (
        <p className="quiet">
          <Untrusted value={call.outcomeText} />
        </p>
      )}
      <CallChoices {...props} />
      {call.resultText !== null && <ResultWords result={call.resultText} />}
      <RuleForbid bridge={props.bridge} callId={call.callId} />
    </article>
  )
}

/** In the server's words and by its figures. */
function CallProgress({ progress }: { progress: NonNullable<CallSummary['progress']> }) {
  const { fraction, words } = progress
  return (
    <div className="next-check">
      {fraction !== null && (
        <progress max={1} value={fraction} aria-label={text('tools.progress')} />
      )}
      {words !== null && (
        <p className="quiet">
          “<Untrusted value={words} />”
        </p>
      )}
    </div>
  )
}

function CallChoices({ bridge, overview, call, navigate }: CallProps): ReactElement | null {
  const asking = useAsk()
  const { interactionId, deferralId } = call
  // A wait that has ended is in the outcome, no longer in the inbox.
  const waits = overview.waits.some((wait) => wait.deferralId === deferralId)
  return (
    <>
      <ProblemWords words={asking.problem} />
      <div className="buttons">
        {interactionId !== null && (
          <OpenQuestion
            {...{ bridge, navigate, interactionId, asking }}
            words={text('app.call.open')}
          />
        )}
        {deferralId !== null && waits && (
          <button
            type="button"
            className="button"
            onClick={() => navigate({ type: 'wait', deferralId })}
          >
            {text('app.call.see_wait')}
          </button>
        )}
      </div>
    </>
  )
}

function ResultWords({ result }: { result: string }): ReactElement {
  return (
    <div className="result">
      <p className="label">{text('app.call.result')}</p>
      <div
        className="quote mono result-words"
        tabIndex={0}
        role="region"
        aria-label={text('app.call.result')}
      >
        <Untrusted value={result} />
      </div>
    </div>
  )
}
