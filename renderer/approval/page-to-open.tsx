// The page of a URL elicitation: its whole address with the host in plain sight, before anything is opened.
import type { ReactElement } from 'react'
import type { ElicitationView } from '../../shared/model/elicitation.ts'
import { text } from '../../shared/catalogue/text.ts'
import { WebAddress } from '../parts/web-address.tsx'

type Page = NonNullable<ElicitationView['url']>

export function PageToOpen({ url }: { url: Page }): ReactElement {
  const { address, host, unicodeHost } = url
  const warning =
    unicodeHost === null ? null : text('approval.page.punycode', { host, reads: unicodeHost })
  return (
    <div className="stack">
      <p>{text('approval.page.explain')}</p>
      <WebAddress
        address={address}
        host={host}
        label={text('approval.page.address')}
        warning={warning}
      />
    </div>
  )
}

/** That it was opened says nothing about what was done there: the person says when to go on. */
export function OpenedPage({ host }: { host: string }): ReactElement {
  return <p>{text('approval.page.opened', { host })}</p>
}
