// First run: what this is, and the two ways to begin.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { AddConnection } from './add-connection.tsx'
import { ProblemWords } from './columns.tsx'

export function FirstRunScreen(props: ScreenProps): ReactElement {
  return (
    <main className="wide">
      <div className="wide-body first-run">
        <h1 className="title">{text('app.first.title')}</h1>
        <p className="first-what">{text('app.first.what')}</p>
        <section className="way" aria-label={text('app.first.connect')}>
          <h2 className="heading">{text('app.first.connect')}</h2>
          <AddConnection {...props} />
        </section>
        <Sandbox {...props} />
      </div>
    </main>
  )
}

function Sandbox({ bridge, overview, navigate }: ScreenProps): ReactElement {
  const { busy, problem, ask } = useAsk()
  const { sandboxUrl } = overview
  const add = async (url: string): Promise<void> => {
    const added = await ask(() => bridge.call('connection.add', { url }))
    if (added) navigate({ type: 'connection', connectionId: added.connectionId })
  }
  return (
    <section className="way" aria-label={text('app.first.sandbox')}>
      <h2 className="heading">{text('app.first.sandbox')}</h2>
      <p className="quiet">{text('app.first.sandbox.words')}</p>
      {sandboxUrl === null && <SandboxOff />}
      <ProblemWords words={problem} />
      <div className="buttons">
        <button
          type="button"
          className="button filled"
          disabled={busy || sandboxUrl === null}
          onClick={() => {
            if (sandboxUrl !== null) void add(sandboxUrl)
          }}
        >
          {text('app.first.sandbox')}
        </button>
      </div>
    </section>
  )
}

function SandboxOff(): ReactElement {
  const [before, after] = text('app.first.sandbox.off').split('{command}')
  return (
    <p className="faint">
      {before}
      <code className="mono">npm run sandbox</code>
      {after}
    </p>
  )
}
