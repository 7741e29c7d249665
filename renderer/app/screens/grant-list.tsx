// What was granted, one card per grant: for what, by whom and how, held how, until when; never a token.
import type { ReactElement, ReactNode } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { TextKey } from '../../../shared/catalogue/text.ts'
import type { GrantView } from '../../../shared/connection-view.ts'
import { momentOf } from '../../parts/format.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'

export function GrantList({
  grants,
  nowMs,
}: {
  grants: readonly GrantView[]
  nowMs: number
}): ReactElement {
  if (grants.length === 0) return <p className="quiet">{text('app.connection.grants.none')}</p>
  return (
    <ul className="grants">
      {grants.map((grant) => (
        <li key={grant.grantId}>
          <Scopes grant={grant} />
          <GrantTags grant={grant} />
          <dl className="facts-list">
            <Fact label={text('app.grant.for')}>{forWords(grant)}</Fact>
            <Fact label={text('app.grant.by')}>{byWords(grant, nowMs)}</Fact>
            <Fact label={text('app.grant.held')}>
              {text(grant.boundToThisDevice ? 'app.grant.bound' : 'app.grant.unbound', {
                host: grant.issuerHost,
              })}
            </Fact>
            <Fact label={text('app.grant.until')}>{untilWords(grant, nowMs)}</Fact>
          </dl>
        </li>
      ))}
    </ul>
  )
}

/** One line of facts: what it is about, and the fact. */
export function Fact({ label, children }: { label: string; children: string }): ReactElement {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <Untrusted value={children} />
      </dd>
    </>
  )
}

/** Words for the scopes that a standard gives a meaning; any other stands for itself. */
const knownScopes: Readonly<Record<string, TextKey>> = {
  openid: 'app.scope.openid',
  profile: 'app.scope.profile',
  email: 'app.scope.email',
  address: 'app.scope.address',
  phone: 'app.scope.phone',
  offline_access: 'app.scope.offline_access',
}

/** Every scope as it goes over the wire, with its meaning where a standard says it. */
export function ScopeList({ scopes }: { scopes: readonly string[] }): ReactNode {
  return scopes.map((scope, position) => {
    const known = Object.hasOwn(knownScopes, scope) ? knownScopes[scope] : undefined
    return (
      <li key={position}>
        <span className="mono">
          <Untrusted value={scope} />
        </span>
        {known !== undefined && <span className="faint"> {text(known)}</span>}
      </li>
    )
  })
}

function Scopes({ grant }: { grant: GrantView }): ReactElement {
  const { scopes, detailTypes } = grant
  if (scopes.length === 0 && detailTypes.length === 0) {
    return <p className="faint">{text('app.grant.no_scopes')}</p>
  }
  return (
    <ul className="scopes">
      <ScopeList scopes={scopes} />
      {detailTypes.map((type, position) => (
        <li key={`details ${position}`}>
          <span className="faint">{text('app.grant.details')} </span>
          <span className="mono">
            <Untrusted value={type} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function GrantTags({ grant }: { grant: GrantView }): ReactElement | null {
  if (!grant.lesser && grant.boundToThisDevice) return null
  return (
    <p className="tag-line">
      {!grant.boundToThisDevice && <Tag tone="mid">{text('app.grant.unbound.tag')}</Tag>}
      {grant.lesser && (
        <>
          <Tag tone="mid">{text('app.grant.lesser')}</Tag>
          <span className="quiet">{text('app.grant.lesser.words')}</span>
        </>
      )}
    </p>
  )
}

function forWords({ forCall }: GrantView): string {
  return forCall === null
    ? text('app.grant.any_call')
    : text('app.grant.one_call', { title: forCall })
}

function byWords({ issuerHost, obtainedBy, obtainedAtMs }: GrantView, nowMs: number): string {
  const moment = momentOf(obtainedAtMs, nowMs)
  const by = text('app.grant.by_when', { host: issuerHost, moment })
  return obtainedBy === null ? by : `${by}, ${text(`app.grant.from.${obtainedBy}`)}`
}

function untilWords(grant: GrantView, nowMs: number): string {
  const { expiresAtMs, renewsItself, forCall } = grant
  if (expiresAtMs === null) return text('app.grant.no_end')
  return text(untilKey(expiresAtMs > nowMs, renewsItself, forCall !== null), {
    moment: momentOf(expiresAtMs, nowMs),
  })
}

function untilKey(lasts: boolean, renewsItself: boolean, oneCall: boolean): TextKey {
  if (renewsItself) return lasts ? 'app.grant.until_renews' : 'app.grant.ended_renews'
  if (oneCall && lasts) return 'app.grant.call_until'
  return lasts ? 'app.grant.until_ends' : 'app.grant.ended'
}
