// What was granted, in plain words; never a token.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ConnectionView } from '../../../shared/overview.ts'
import { momentOf } from '../../parts/format.ts'
import { Untrusted } from '../../parts/untrusted.tsx'

type Grants = ConnectionView['grants']

export function GrantList({ grants, nowMs }: { grants: Grants; nowMs: number }): ReactElement {
  if (grants.length === 0) return <p className="quiet">{text('app.connection.grants.none')}</p>
  return (
    <ul className="grants">
      {grants.map((grant, position) => (
        <li key={position}>
          <p className="mono">
            <Untrusted value={grant.scopes.join('  ') || text('app.connection.grant.no_scopes')} />
          </p>
          <p className="quiet">
            <Untrusted value={grantWords(grant, nowMs)} />
          </p>
        </li>
      ))}
    </ul>
  )
}

function grantWords(grant: Grants[number], nowMs: number): string {
  return [
    text('app.connection.grant.by', { host: grant.issuerHost }),
    text(grant.boundToThisDevice ? 'app.connection.grant.bound' : 'app.connection.grant.unbound'),
    untilWords(grant.expiresAtMs, nowMs),
  ].join(' · ')
}

function untilWords(expiresAtMs: number | null, nowMs: number): string {
  if (expiresAtMs === null) return text('app.connection.grant.open')
  const key = expiresAtMs > nowMs ? 'app.connection.grant.until' : 'app.connection.grant.ended'
  return text(key, { moment: momentOf(expiresAtMs, nowMs) })
}
