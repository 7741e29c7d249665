// Whom the person trusts with more than usual, and the way to stop it at once.
import type { ReactElement } from 'react'
import { text } from '../../../../shared/catalogue/text.ts'
import type { Overview } from '../../../../shared/overview.ts'
import type { AppBridge } from '../../../../shared/bridge.ts'
import { Untrusted } from '../../../parts/untrusted.tsx'
import { useAsk } from '../../state/use-ask.ts'
import { ProblemWords } from '../columns.tsx'
import { Section } from './section.tsx'

interface TrustProps {
  readonly bridge: AppBridge
  readonly overview: Overview
}

/** More is only asked for at the connection, and allowed in the approval view. */
export function TrustSettings({ bridge, overview }: TrustProps): ReactElement {
  const { busy, problem, ask } = useAsk()
  const entries = [...listIssuers(overview), ...listReading(overview)]
  return (
    <Section heading={text('settings.trust')}>
      {entries.length === 0 && <p className="quiet">{text('settings.trust_none')}</p>}
      <ul className="stack">
        {entries.map(({ key, words, detail, stop, verb, connectionId }) => (
          <li key={key} className="setting-line">
            <p className="quiet">
              <Untrusted value={words} />
              {detail !== null && (
                <span className="faint trust-detail">
                  <Untrusted value={detail} />
                </span>
              )}
            </p>
            <button
              type="button"
              className="button"
              disabled={busy}
              aria-label={`${stop}: ${words}`}
              onClick={() => void ask(() => bridge.call(verb, { connectionId }))}
            >
              {stop}
            </button>
          </li>
        ))}
      </ul>
      {entries.length > 0 && <p className="faint">{text('settings.trust_stops')}</p>}
      <ProblemWords words={problem} />
    </Section>
  )
}

interface TrustEntry {
  readonly key: string
  readonly words: string
  readonly detail: string | null
  readonly stop: string
  readonly verb: 'connection.stop-first-party' | 'connection.stop-trust-reading'
  readonly connectionId: string
}

function listIssuers({ issuers, connections }: Overview): TrustEntry[] {
  return issuers
    .filter(({ firstParty }) => firstParty)
    .flatMap(({ issuer, host, connectionNames }) => {
      const through = connections.find((connection) => connection.issuer === issuer)
      if (through === undefined) return []
      return [
        {
          key: `issuer ${issuer}`,
          words: text('settings.trust_issuer', { host }),
          detail: text('settings.trust_used', { names: connectionNames.join(', ') }),
          stop: text('settings.trust_stop_issuer'),
          verb: 'connection.stop-first-party' as const,
          connectionId: through.connectionId,
        },
      ]
    })
}

function listReading({ connections }: Overview): TrustEntry[] {
  return connections
    .filter(({ trustedForReading }) => trustedForReading)
    .map(({ connectionId, name, host }) => ({
      key: `reading ${connectionId}`,
      words: text('settings.trust_reading', { name }),
      detail: host,
      stop: text('settings.trust_stop_reading'),
      verb: 'connection.stop-trust-reading' as const,
      connectionId,
    }))
}
