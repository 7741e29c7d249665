// What can be done about a wait: open the place where it is decided, check now, stop; honest about what the server hears.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { TextKey } from '../../../shared/catalogue/text.ts'
import type { WaitItem } from '../../../shared/overview.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { Ask } from '../state/use-ask.ts'
import { Confirm } from './confirm.tsx'
import { isSignIn } from './wait-words.ts'
import type { WaitProps } from './wait-words.ts'

export function WaitChoices(props: WaitProps & Ask): ReactElement {
  const { bridge, navigate, wait, ask, busy } = props
  const { deferralId, waitingForHost: host } = wait
  const stop = async (): Promise<void> => {
    const stopped = await ask(() => bridge.call('deferral.cancel', { deferralId }))
    if (stopped) navigate({ type: 'back' })
  }
  return (
    <div className="choices">
      {wait.canOpenInteraction && <OpenThere {...props} />}
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
        words={text(stopKey(wait), { host })}
        does={text('app.wait.stop.do')}
        keeps={text('app.wait.stop.keep')}
        busy={busy}
        onConfirm={() => void stop()}
      />
    </div>
  )
}

function stopKey(wait: WaitItem): TextKey {
  if (isSignIn(wait)) {
    return wait.canCancelAtServer ? 'app.wait.stop.told_sign_in' : 'app.wait.stop.not_told_sign_in'
  }
  return wait.canCancelAtServer ? 'app.wait.stop.told' : 'app.wait.stop.not_told'
}

/** An address that is not the authorization server's own is opened only after a second look. */
function OpenThere({ bridge, wait, ask, busy }: WaitProps & Ask): ReactElement {
  const { deferralId, waitingForHost: server } = wait
  const host = wait.interactionHost ?? server
  const open = (): void => void ask(() => bridge.call('deferral.open-interaction', { deferralId }))
  if (wait.interactionIsElsewhere) {
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
    <button
      type="button"
      className={isNextStep(wait) ? 'button filled' : 'button plain'}
      disabled={busy}
      onClick={open}
    >
      <Untrusted value={text('app.wait.open', { host })} />
    </button>
  )
}

/** Nothing goes on before the person has been there. */
function isNextStep({ dialect, state }: WaitItem): boolean {
  return dialect === 'device' || state === 'waiting_interaction'
}
