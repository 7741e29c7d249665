// The section of the settings about the gateway: where it listens, what is wrong there, and which port it takes.
import { useId, useRef, useState } from 'react'
import type { ReactElement, SubmitEvent } from 'react'
import type { AppBridge } from '../../../../shared/bridge.ts'
import { text } from '../../../../shared/catalogue/text.ts'
import type { Overview } from '../../../../shared/overview.ts'
import { Segmented } from '../../../parts/segmented.tsx'
import { copyText } from '../../state/copy-text.ts'
import { useAsk } from '../../state/use-ask.ts'
import { ProblemWords } from '../columns.tsx'
import { Section } from './section.tsx'

interface GatewayProps {
  readonly bridge: AppBridge
  readonly overview: Pick<Overview, 'gateway' | 'settings'>
}

const lowestPort = 1_024
const highestPort = 65_535
/** Offered where no port is known yet: registered for nothing. */
const offeredPort = 47_630

export function GatewaySettings({ bridge, overview }: GatewayProps): ReactElement {
  const { gateway, settings } = overview
  return (
    <Section heading={text('gateway.title')}>
      <p className="quiet">{text('gateway.explain')}</p>
      {gateway.port !== null && <Address port={gateway.port} />}
      {gateway.port === null && gateway.problem === null && (
        <p className="quiet">{text('gateway.silent')}</p>
      )}
      <ProblemWords words={gateway.problem} />
      <PortChoice
        // A port that was set elsewhere begins the form anew.
        key={settings.gatewayPort ?? 'any'}
        bridge={bridge}
        fixed={settings.gatewayPort}
        suggested={gateway.port ?? offeredPort}
      />
    </Section>
  )
}

function Address({ port }: { port: number }): ReactElement {
  const shown = useRef<HTMLElement>(null)
  const [copied, setCopied] = useState(false)
  const url = `http://127.0.0.1:${port}/mcp`
  return (
    <div className="setting-line">
      <p className="quiet">
        {text('gateway.listens')}{' '}
        <code className="mono selectable" dir="ltr" ref={shown}>
          {url}
        </code>{' '}
        <span role="status">{copied && text('gateway.copied')}</span>
      </p>
      <button
        type="button"
        className="button"
        onClick={() => setCopied(copyText(shown.current, url))}
      >
        {text('gateway.copy')}
      </button>
    </div>
  )
}

interface PortChoiceProps {
  readonly bridge: AppBridge
  readonly fixed: number | null
  readonly suggested: number
}

function PortChoice({ bridge, fixed, suggested }: PortChoiceProps): ReactElement {
  const [choice, setChoice] = useState<'any' | 'fixed'>(fixed === null ? 'any' : 'fixed')
  const { busy, problem, ask } = useAsk()
  const set = (port: number | null): void =>
    void ask(() => bridge.call('settings.gateway-port', { port }))
  const choose = (chosen: 'any' | 'fixed'): void => {
    setChoice(chosen)
    if (chosen === 'any' && fixed !== null) set(null)
  }
  return (
    <>
      <Segmented
        legend={text('gateway.port')}
        value={choice}
        disabled={busy}
        options={[
          { value: 'any', label: text('gateway.port_any') },
          { value: 'fixed', label: text('gateway.port_fixed') },
        ]}
        onChange={choose}
      />
      {choice === 'any' ? (
        <p className="quiet">{text('gateway.port_any_explain')}</p>
      ) : (
        <PortForm fixed={fixed} suggested={suggested} busy={busy} onSet={set} />
      )}
      <ProblemWords words={problem} />
    </>
  )
}

interface PortFormProps {
  readonly fixed: number | null
  readonly suggested: number
  readonly busy: boolean
  readonly onSet: (port: number) => void
}

function PortForm({ fixed, suggested, busy, onSet }: PortFormProps): ReactElement {
  const id = useId()
  const [typed, setTyped] = useState(String(fixed ?? suggested))
  const [isBad, setIsBad] = useState(false)
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    const port = readPort(typed)
    setIsBad(port === null)
    if (port !== null && !busy) onSet(port)
  }
  return (
    <form className="stack" onSubmit={onSubmit} noValidate>
      <label htmlFor={id}>{text('gateway.port_number')}</label>
      <div className="setting-line">
        <input
          id={id}
          className="field"
          inputMode="numeric"
          autoComplete="off"
          maxLength={5}
          dir="ltr"
          aria-invalid={isBad}
          aria-describedby={`${id}-about`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" className="button" disabled={busy || typed === String(fixed)}>
          {text('gateway.port_set')}
        </button>
      </div>
      <p className="quiet" id={`${id}-about`}>
        {text('gateway.port_moves')}
      </p>
      <ProblemWords words={isBad ? text('gateway.port_bad') : null} />
    </form>
  )
}

function readPort(typed: string): number | null {
  const port = /^\d{4,5}$/.test(typed.trim()) ? Number(typed) : 0
  return port >= lowestPort && port <= highestPort ? port : null
}
