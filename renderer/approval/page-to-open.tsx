// The page of a URL elicitation: its whole address with the host in plain sight, before anything is opened.
import type { ReactElement } from 'react'
import type { ElicitationView } from '../../shared/model/elicitation.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'

type Page = NonNullable<ElicitationView['url']>

export function PageToOpen({ url }: { url: Page }): ReactElement {
  const start = url.address.indexOf(url.host, url.address.indexOf('//'))
  return (
    <div className="stack">
      <p>{text('approval.page.explain')}</p>
      <div className="address" role="group" aria-label={text('approval.page.address')}>
        <Untrusted value={url.address.slice(0, start)} />
        <strong className="address-host">
          <Untrusted value={url.host} />
        </strong>
        <Untrusted value={url.address.slice(start + url.host.length)} />
      </div>
      {url.unicodeHost !== null && (
        <p className="problem caution">
          <Untrusted
            value={text('approval.page.punycode', { host: url.host, reads: url.unicodeHost })}
          />
        </p>
      )}
    </div>
  )
}

/** That it was opened says nothing about what was done there: the person says when to go on. */
export function OpenedPage({ host }: { host: string }): ReactElement {
  return <p>{text('approval.page.opened', { host })}</p>
}
