// The room left for the approval view, which main lays over it: another page, out of this page's reach.
import { useRef } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ScreenProps } from '../app-page.tsx'
import { usePanePlace } from '../state/use-pane-place.ts'
import { BackBar } from './columns.tsx'

export function ApprovalPane({ bridge, navigate }: ScreenProps): ReactElement {
  const pane = useRef<HTMLDivElement>(null)
  usePanePlace(bridge, pane)
  const back: typeof navigate = (event) => {
    void bridge.call('interaction.close', {})
    navigate(event)
  }
  return (
    <main className="detail">
      <BackBar navigate={back} />
      <div className="approval-pane" ref={pane}>
        <p className="detail-empty">{text('app.inbox.opening')}</p>
      </div>
    </main>
  )
}
