// The choices of a group: deny or approve what is picked, and show what came since.
import { useState } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../shared/catalogue/text.ts'
import { countdownOf, momentOf } from '../parts/format.ts'
import { TextWith } from '../parts/text-with.tsx'
import { NotNow } from './closing.tsx'
import { DenyReason } from './deny-reason.tsx'
import type { GroupPartProps } from './group-card.tsx'
import { GuardedButton } from './guarded-button.tsx'
import type { GroupDeciding } from './use-group.ts'

type ChoicesProps = GroupPartProps & { onReadOn: () => void }

export function GroupChoices(props: ChoicesProps): ReactElement {
  const { arming, deciding } = props
  const [giving, setGiving] = useState(false)
  const count = deciding.picked.length
  const onBack = (): void => {
    // The positive button comes up where another one was.
    arming.onRearranged()
    setGiving(false)
  }
  return (
    <footer className="card-foot">
      <Status {...props} />
      {giving ? (
        <DenyReason
          words={text('many.deny', { count })}
          asleep={count === 0 || deciding.busy}
          onDeny={deciding.deny}
          onBack={onBack}
        />
      ) : (
        <Decide {...props} onReason={() => setGiving(true)} />
      )}
    </footer>
  )
}

/** Below the table and above the buttons, which stay where they are when it comes and goes. */
function Status(props: ChoicesProps): ReactElement {
  const { group, arming, deciding, state, onReadOn } = props
  const { more } = group
  return (
    <div className="foot-status">
      <FootFacts {...props} />
      <div role="status">
        {deciding.busy && <p className="busy">{text('approval.sending')}</p>}
        {state.paused && <p>{text('interaction.paused')}</p>}
        {more > 0 && (
          <Offer words={more === 1 ? text('many.more_one') : text('many.more', { count: more })}>
            <LinkButton onPress={deciding.renew}>{text('many.show_more')}</LinkButton>
          </Offer>
        )}
        {arming.asleep === 'out_of_sight' && <p>{text('card.cramped')}</p>}
        {arming.asleep === 'unread' && !deciding.busy && (
          <Offer words={text('approval.unread')}>
            <LinkButton onPress={onReadOn}>{text('approval.read_on')}</LinkButton>
          </Offer>
        )}
      </div>
    </div>
  )
}

function Offer({ words, children }: { words: string; children: ReactElement }): ReactElement {
  return (
    <p>
      {words} {children}
    </p>
  )
}

function LinkButton(props: { onPress: () => void; children: string }): ReactElement {
  return (
    <button type="button" className="button plain link" onClick={props.onPress}>
      {props.children}
    </button>
  )
}

function FootFacts({ group, deciding, nowMs }: ChoicesProps): ReactElement {
  const alive = group.members.filter(({ interactionId }) => deciding.isAlive(interactionId))
  const soonestMs = Math.min(...alive.map(({ expiresAtMs }) => expiresAtMs))
  return (
    <div className="foot-facts">
      <p className="host-row">
        <TextWith name="card.host" values={{ host: group.host }} />
      </p>
      {alive.length > 0 && (
        <p className="until" role="timer">
          <span>{text('approval.until', { moment: momentOf(soonestMs, nowMs) })}</span>
          {' · '}
          <span>{text('approval.left', { span: countdownOf(soonestMs - nowMs) })}</span>
        </p>
      )}
    </div>
  )
}

function Decide(props: ChoicesProps & { onReason: () => void }): ReactElement {
  const { arming, deciding, state, bridge, onReason } = props
  const count = deciding.picked.length
  const ready = count > 0 && !deciding.busy
  return (
    <div className="choices">
      <button type="button" className="button plain" disabled={!ready} onClick={onReason}>
        {text('approval.deny_with_reason')}
      </button>
      <NotNow bridge={bridge} standalone={state.standalone} />
      <span className="spacer" />
      <div className="buttons answers">
        <button
          type="button"
          className="button"
          disabled={!ready}
          onClick={() => deciding.deny(null)}
        >
          {count === 0 ? text('many.deny_none') : text('many.deny', { count })}
        </button>
        <GuardedButton
          arming={arming}
          ready={ready && deciding.sound && !state.paused}
          onActivate={deciding.approve}
        >
          {positiveOf(deciding)}
        </GuardedButton>
      </div>
    </div>
  )
}

/** Says that more than the picked ones is allowed. */
function positiveOf({ picked: { length: count }, reach }: GroupDeciding): string {
  if (count === 0) return text('many.approve_none')
  return text(reach.allowFor === null ? 'many.approve' : 'many.approve_rule', { count })
}
