// The page that a wait leads to, before it is opened: its whole address, and where it would open.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { WaitItem } from '../../../shared/overview.ts'
import { WebAddress } from '../../parts/web-address.tsx'
import { Part } from './part.tsx'

/** Nothing of it is loaded before the person opens it. */
export function WaitPage({ wait }: { wait: WaitItem }): ReactElement | null {
  const { interactionAddress: address, interactionHost: host, interactionReads: reads } = wait
  if (address === null || host === null) return null
  const warning = reads === null ? null : text('app.wait.page.punycode', { host, reads })
  return (
    <Part heading={text('app.wait.page')}>
      <WebAddress
        address={address}
        host={host}
        label={text('app.wait.page.address')}
        warning={warning}
      />
      <p className="quiet">
        {text(wait.interactionOpensInside ? 'app.wait.page.inside' : 'app.wait.page.outside')}
      </p>
    </Part>
  )
}
