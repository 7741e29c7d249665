// Whether a notification may approve. Taking it back acts at once; giving it is confirmed in the approval view.
import type { ReactElement } from 'react'
import type { AppBridge } from '../../../../shared/bridge.ts'
import { text } from '../../../../shared/catalogue/text.ts'
import type { Ask } from '../../state/use-ask.ts'

interface ApproveLineProps extends Pick<Ask, 'ask' | 'busy'> {
  readonly bridge: AppBridge
  /** It may. */
  readonly on: boolean
  readonly words: string
}

export function ApproveLine({ bridge, on, words, ask, busy }: ApproveLineProps): ReactElement {
  const verb = on ? 'settings.stop-notification-approve' : 'settings.ask-notification-approve'
  return (
    <div className="setting-line">
      <p className="quiet">{words}</p>
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => void ask(() => bridge.call(verb, {}))}
      >
        {text(on ? 'app.settings.approve.stop' : 'app.settings.approve.ask')}
      </button>
    </div>
  )
}
