// One wait for somebody else: who has not decided, what happens next by itself, when, and what the person may have to do.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { Overview, WaitItem } from '../../../shared/overview.ts'
import { countdownOf, momentOf, spanOf } from '../../parts/format.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import { useNow } from '../../parts/use-now.ts'
import { useAsk } from '../state/use-ask.ts'
import { DetailColumn, ProblemWords } from './columns.tsx'
import { ScopeList } from './grant-list.tsx'
import { Part } from './part.tsx'
import { callHasEnded } from './task-words.ts'
import { Timeline } from './timeline.tsx'
import { WaitChoices } from './wait-choices.tsx'
import { BindingMessage, UserCode } from './wait-elsewhere.tsx'
import { WaitPage } from './wait-page.tsx'
import { WaitWho } from './wait-who.tsx'
import { isPolling, isSignIn, tagWords, toneOf, whoWords } from './wait-words.ts'
import type { WaitProps } from './wait-words.ts'

export function WaitDetail(props: WaitProps): ReactElement {
  const { overview, navigate, wait } = props
  const nowMs = useNow(overview.nowMs)
  const asking = useAsk()
  const { userCode, bindingMessage } = wait
  return (
    <DetailColumn navigate={navigate} foot={<WaitChoices {...props} {...asking} />}>
      <WaitWho wait={wait} goesOn={hasOtherWork(overview, wait)} />
      <h1 className={wait.title.length > 80 ? 'title long' : 'title'}>
        <Untrusted value={wait.title} />
      </h1>
      <p className="tag-line">
        <Tag tone={toneOf(wait.state)}>{tagWords(wait)}</Tag>
      </p>
      <WaitWords wait={wait} />
      <ProblemWords words={asking.problem} />
      {userCode !== null && <UserCode wait={wait} code={userCode} />}
      {bindingMessage !== null && <BindingMessage message={bindingMessage} />}
      {isPolling(wait) && <NextCheck wait={wait} nowMs={nowMs} />}
      {wait.serverWords !== null && !isOnTimeline(wait) && (
        <ServerWords host={wait.waitingForHost} words={wait.serverWords} />
      )}
      {isSignIn(wait) && wait.scopes.length > 0 && <AskedFor scopes={wait.scopes} />}
      <WaitPage wait={wait} />
      <Timeline entries={wait.timeline} nowMs={nowMs} />
    </DetailColumn>
  )
}

/** Who, whether it is safe to walk away, and what differs from a wait as it should be. */
function WaitWords({ wait }: { wait: WaitItem }): ReactElement {
  return (
    <div className="stack quiet">
      <p>
        {isPolling(wait) && (
          <>
            <Untrusted value={whoWords(wait)} />{' '}
          </>
        )}
        {text(wait.survivesRestart ? 'app.wait.safe' : 'app.wait.unsafe')}
      </p>
      {wait.goesOnWithLess && <p>{text('app.wait.less')}</p>}
      {wait.state === 'suspended' && <p>{text('app.wait.paused')}</p>}
      {!wait.boundToThisDevice && (
        <p>
          <Untrusted value={text('app.wait.unbound', { host: wait.waitingForHost })} />
        </p>
      )}
    </div>
  )
}

function isOnTimeline({ serverWords, timeline }: WaitItem): boolean {
  return timeline.some((entry) => entry.quote === serverWords)
}

/** True while another call of the same task has not ended. */
function hasOtherWork({ tasks }: Overview, { taskId, callId }: WaitItem): boolean {
  const task = tasks.find((one) => one.taskId === taskId)
  const others = task?.steps.filter(({ call }) => call !== null && call.callId !== callId) ?? []
  return others.some(({ call }) => call !== null && !callHasEnded(call))
}

function AskedFor({ scopes }: { scopes: readonly string[] }): ReactElement {
  return (
    <Part heading={text('app.wait.asked_for')}>
      <ul className="scopes">
        <ScopeList scopes={scopes} />
      </ul>
    </Part>
  )
}

function NextCheck({ wait, nowMs }: { wait: WaitItem; nowMs: number }): ReactElement {
  const intervalMs = wait.intervalSeconds * 1_000
  const leftMs = wait.nextCheckAtMs - nowMs
  const next =
    leftMs > 0 ? text('app.wait.next', { span: countdownOf(leftMs) }) : text('app.wait.checking')
  const asked = text('app.wait.asked', {
    span: spanOf(intervalMs),
    moment: momentOf(wait.expiresAtMs, nowMs),
    left: countdownOf(wait.expiresAtMs - nowMs),
  })
  return (
    <div className="next-check">
      <div className="label-line label">
        <span>{next}</span>
        <span>{asked}</span>
      </div>
      <progress
        aria-label={next}
        max={intervalMs}
        value={Math.min(intervalMs, Math.max(0, intervalMs - leftMs))}
      />
    </div>
  )
}

/** Words of an authorization server, as a quotation. */
export function ServerWords({ host, words }: { host: string; words: string }): ReactElement {
  return (
    <blockquote className="quote">
      <Untrusted value={text('app.wait.says', { host })} />: “
      <Untrusted value={words} />”
    </blockquote>
  )
}
