// The secret of an agent, once: how to give it to that agent, and nothing of it anywhere else.
import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'
import {
  buildSnippet,
  snippetClients,
  waysOf,
  type Snippet,
  type SnippetClient,
  type SnippetWay,
} from '../../shared/agent-snippets.ts'
import type { Reveal } from '../../shared/approval-card.ts'
import type { ApprovalBridge } from '../../shared/bridge.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { Result } from '../../shared/result.ts'
import { TextWith } from '../parts/text-with.tsx'
import { CardPage } from './card-page.tsx'
import { ClosedChoices } from './closing.tsx'
import './secret-page.css'

interface SecretPageProps {
  readonly bridge: ApprovalBridge
  readonly reveal: Reveal
}

export function SecretPage({ bridge, reveal }: SecretPageProps): ReactElement {
  const { secret, problem } = useSecret(bridge, reveal.interactionId)
  return (
    <CardPage
      foot={
        <footer className="card-foot">
          <ClosedChoices bridge={bridge} words={text('agents.secret_done')} />
        </footer>
      }
    >
      <h1 className="title" tabIndex={-1}>
        <TextWith name="agents.secret_title" values={{ agent: reveal.agentName }} />
      </h1>
      <p className="problem caution">{text('agents.secret_once')}</p>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {secret !== null && <SecretBody {...{ bridge, reveal, secret }} />}
    </CardPage>
  )
}

function SecretBody({
  bridge,
  reveal,
  secret,
}: SecretPageProps & { secret: string }): ReactElement {
  const [client, setClient] = useState<SnippetClient>('claude-code')
  const { interactionId } = reveal
  return (
    <>
      <section>
        <h2 className="label">{text('agents.secret')}</h2>
        <p className="secret mono">{secret}</p>
        <CopyButton
          name={text('agents.copy_secret')}
          onCopy={() => bridge.call('approval.copy-secret', { interactionId, snippet: null })}
        />
      </section>
      <section>
        <h2 className="label" id="snippet-for">
          {text('agents.snippet_for')}
        </h2>
        <div className="secret-clients" role="group" aria-labelledby="snippet-for">
          {snippetClients.map((each) => (
            <button
              key={each}
              type="button"
              className="button"
              aria-pressed={each === client}
              onClick={() => setClient(each)}
            >
              {text(`agents.client_${each}`)}
            </button>
          ))}
        </div>
      </section>
      {waysOf[client].map((way) => (
        <WaySection key={`${client} ${way}`} {...{ bridge, reveal, secret, client, way }} />
      ))}
    </>
  )
}

interface WayProps extends SecretPageProps {
  readonly secret: string
  readonly client: SnippetClient
  readonly way: SnippetWay
}

function WaySection({ bridge, reveal, secret, client, way }: WayProps): ReactElement {
  const { interactionId, facts, portIsFixed } = reveal
  const snippet = buildSnippet({ ...facts, secret }, client, way)
  return (
    <section>
      <h2 className="label">{text(`agents.way_${way}`)}</h2>
      {way === 'http' && !portIsFixed && (
        <p className="problem caution">{text('agents.port_changes')}</p>
      )}
      {snippet === null ? (
        <p className="quiet">{text('agents.no_port')}</p>
      ) : (
        <SnippetText
          snippet={snippet}
          onCopy={() =>
            bridge.call('approval.copy-secret', { interactionId, snippet: { client, way } })
          }
        />
      )}
    </section>
  )
}

function SnippetText(props: {
  snippet: Snippet
  onCopy: () => Promise<Result<unknown>>
}): ReactElement {
  const { snippet, onCopy } = props
  const label =
    snippet.file === null
      ? text(snippet.client === 'claude-code' ? 'agents.run_this' : 'agents.settings_are')
      : text('agents.put_into', { file: snippet.file })
  return (
    <>
      <p>{label}</p>
      <pre className="quote mono secret-snippet" tabIndex={0} role="region" aria-label={label}>
        {snippet.text}
      </pre>
      {!snippet.holdsSecret && <p className="quiet">{text('agents.asks_for_it')}</p>}
      <CopyButton name={text('agents.copy')} onCopy={onCopy} />
    </>
  )
}

function CopyButton(props: { name: string; onCopy: () => Promise<Result<unknown>> }): ReactElement {
  const [said, setSaid] = useState('')
  const copy = (): void => {
    void props.onCopy().then((result) => {
      setSaid(result.ok ? text('agents.copied') : result.error.message)
    })
  }
  return (
    <p className="secret-copy">
      <button type="button" className="button" onClick={copy}>
        {props.name}
      </button>
      <span role="status">{said}</span>
    </p>
  )
}

/** Asked for by this page alone, and kept nowhere else in it. */
function useSecret(
  bridge: ApprovalBridge,
  interactionId: string,
): { secret: string | null; problem: string | null } {
  const [state, setState] = useState<{ secret: string | null; problem: string | null }>({
    secret: null,
    problem: null,
  })
  useEffect(() => {
    let stale = false
    void bridge.call('approval.read-secret', { interactionId }).then((result) => {
      if (stale) return
      setState(
        result.ok
          ? { secret: result.value.secret, problem: null }
          : { secret: null, problem: result.error.message },
      )
    })
    return () => {
      stale = true
    }
  }, [bridge, interactionId])
  return state
}
