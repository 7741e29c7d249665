// The pause of all agents in the app window: a banner while it lasts, a button to begin it, a button that asks to end it.
import type { ReactElement } from 'react'
import type { AppBridge } from '../../shared/bridge.ts'
import { text } from '../../shared/catalogue/text.ts'
import { useAsk } from './state/use-ask.ts'
import './pause.css'

interface PauseProps {
  readonly bridge: AppBridge
}

/** Going on is only asked for here: the approval view confirms it. */
export function PauseBanner({ bridge }: PauseProps): ReactElement {
  const { busy, problem, ask } = useAsk()
  return (
    <div className="pause-banner" role="status">
      <p>
        <strong>{text('notify.paused_title')}</strong> {text('notify.paused_words')}
      </p>
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => void ask(() => bridge.call('agents.ask-resume', {}))}
      >
        {text('notify.resume')}
      </button>
      {problem !== null && <p role="alert">{problem}</p>}
    </div>
  )
}

export function PauseButton({ bridge }: PauseProps): ReactElement {
  const { busy, problem, ask } = useAsk()
  return (
    <div className="pause">
      <button
        type="button"
        className="button plain"
        disabled={busy}
        onClick={() => void ask(() => bridge.call('agents.pause', {}))}
      >
        {text('notify.pause')}
      </button>
      {problem !== null && <p role="alert">{problem}</p>}
    </div>
  )
}
