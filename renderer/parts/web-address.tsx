// A web address before it is opened: whole, with its host in plain sight, and how a Punycode host would read.
import type { ReactElement } from 'react'
import { Untrusted } from './untrusted.tsx'

interface WebAddressProps {
  readonly address: string
  readonly host: string
  /** Names the group for a screen reader. */
  readonly label: string
  /** Our words where the host is written in Punycode, else null. */
  readonly warning: string | null
}

export function WebAddress({ address, host, label, warning }: WebAddressProps): ReactElement {
  const start = Math.max(address.indexOf(host, address.indexOf('//')), 0)
  return (
    <>
      <div className="web-address" role="group" aria-label={label} tabIndex={0} dir="ltr">
        <Untrusted value={address.slice(0, start)} />
        <strong className="address-host">
          <Untrusted value={host} />
        </strong>
        <Untrusted value={address.slice(start + host.length)} />
      </div>
      {warning !== null && (
        <p className="problem caution">
          <Untrusted value={warning} />
        </p>
      )}
    </>
  )
}
