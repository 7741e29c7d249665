// One wait for somebody else: who has not decided, what happens next by itself, when, and how to stop.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { Overview, WaitItem } from '../../../shared/overview.ts'
import { AgentMark } from '../../parts/agent-mark.tsx'
import { countdownOf, momentOf, spanOf } from '../../parts/format.ts'
import { Tag } from '../../parts/tag.tsx'
import type { Tone } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import { useNow } from '../../parts/use-now.ts'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import type { Ask } from '../state/use-ask.ts'
import { DetailColumn, ProblemWords } from './columns.tsx'
import { Confirm } from './confirm.tsx'
import { callHasEnded } from './task-words.ts'
import { Timeline } from './timeline.tsx'

type WaitProps = ScreenProps & { wait: WaitItem }

export function WaitDetail(props: WaitProps): ReactElement {
  const { overview, navigate, wait } = props
  const nowMs = useNow(overview.nowMs)
  const asking = useAsk()
  const polling = wait.state === 'waiting' || wait.state === 'waiting_interaction'
  return (
    <DetailColumn navigate={navigate} foot={<WaitChoices {...props} {...asking} />}>
      <Who wait={wait} goesOn={hasOtherWork(overview, wait)} />
      <h1 className={wait.title.length > 80 ? 'title long' : 'title'}>
        <Untrusted value={wait.title} />
      </h1>
      <p className="tag-line">
        <Tag tone={toneOf(wait)}>{text(`app.wait.tag.${wait.state}`)}</Tag>
      </p>
      <p className="quiet">
        {polling && (
          <>
            <Untrusted value={text('app.wait.not_decided', { host: wait.waitingForHost })} />{' '}
          </>
        )}
        {text(wait.survivesRestart ? 'app.wait.safe' : 'app.wait.unsafe')}
      </p>
      <ProblemWords words={asking.problem} />
      {wait.state === 'suspended' && <p className="quiet">{text('app.wait.paused')}</p>}
      {polling && <NextCheck wait={wait} nowMs={nowMs} />}
      {wait.serverWords !== null && !isOnTimeline(wait) && (
        <ServerWords wait={wait} words={wait.serverWords} />
      )}
      <Timeline entries={wait.timeline} nowMs={nowMs} />
    </DetailColumn>
  )
}

function isOnTimeline({ serverWords, timeline }: WaitItem): boolean {
  return timeline.some((entry) => entry.quote === serverWords)
}

function toneOf({ state }: WaitItem): Tone {
  if (state === 'succeeded') return 'ok'
  return state === 'denied' || state === 'lost_result' ? 'high' : 'mid'
}

/** True while another call of the same task has not ended. */
function hasOtherWork({ tasks }: Overview, { taskId, callId }: WaitItem): boolean {
  const task = tasks.find((one) => one.taskId === taskId)
  const others = task?.steps.filter(({ call }) => call !== null && call.callId !== callId) ?? []
  return others.some(({ call }) => call !== null && !callHasEnded(call))
}

function Who({ wait, goesOn }: { wait: WaitItem; goesOn: boolean }): ReactElement {
  return (
    <div className="who">
      <AgentMark name={wait.agentName} />
      <p className="quiet">
        <span className="strong">
          <Untrusted value={wait.agentName} />
        </span>
        {' · '}
        <Untrusted value={text('app.wait.task', { task: wait.taskText })} />
        {goesOn && `, ${text('app.wait.going_on')}`}
      </p>
    </div>
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

function ServerWords({ wait, words }: { wait: WaitItem; words: string }): ReactElement {
  return (
    <blockquote className="quote">
      <Untrusted value={text('app.wait.says', { host: wait.waitingForHost })} />: “
      <Untrusted value={words} />”
    </blockquote>
  )
}

function WaitChoices({ bridge, navigate, wait, ask, busy }: WaitProps & Ask): ReactElement {
  const { deferralId, waitingForHost: host } = wait
  const stop = async (): Promise<void> => {
    const stopped = await ask(() => bridge.call('deferral.cancel', { deferralId }))
    if (stopped) navigate({ type: 'back' })
  }
  return (
    <div className="choices">
      {wait.canOpenInteraction && <OpenThere bridge={bridge} wait={wait} ask={ask} busy={busy} />}
      <span className="spacer" />
      <button
        type="button"
        className="button"
        disabled={busy}
        title={text('app.wait.check_early')}
        onClick={() => void ask(() => bridge.call('deferral.check-now', { deferralId }))}
      >
        {text('app.wait.check')}
      </button>
      <Confirm
        opens={text('app.wait.stop')}
        question={text('app.wait.stop.confirm', { host })}
        words={text(wait.canCancelAtServer ? 'app.wait.stop.told' : 'app.wait.stop.not_told', {
          host,
        })}
        does={text('app.wait.stop.do')}
        keeps={text('app.wait.stop.keep')}
        busy={busy}
        onConfirm={() => void stop()}
      />
    </div>
  )
}

/** An address that is not the authorization server's own is opened only after a second look. */
function OpenThere({
  bridge,
  wait,
  ask,
  busy,
}: Pick<WaitProps, 'bridge' | 'wait'> & Pick<Ask, 'ask' | 'busy'>): ReactElement {
  const { deferralId, waitingForHost: server } = wait
  const host = wait.interactionHost ?? server
  const open = (): void => void ask(() => bridge.call('deferral.open-interaction', { deferralId }))
  if (wait.interactionIsElsewhere === true) {
    return (
      <Confirm
        opens={text('app.wait.open', { host })}
        question={text('app.wait.open.elsewhere', { host })}
        words={text('app.wait.open.elsewhere.words', { server })}
        does={text('app.wait.open.elsewhere.do')}
        keeps={text('app.wait.open.elsewhere.keep')}
        busy={busy}
        onConfirm={open}
      />
    )
  }
  return (
    <button type="button" className="button plain" disabled={busy} onClick={open}>
      <Untrusted value={text('app.wait.open', { host })} />
    </button>
  )
}
