// Where a person says what the agent should do.
import { useId, useState } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { DetailColumn, ProblemWords } from './columns.tsx'
import { ModelTag } from './model-tag.tsx'

const examples = ['app.tasks.example_1', 'app.tasks.example_2', 'app.tasks.example_3'] as const

export function Composer(props: ScreenProps): ReactElement {
  const { bridge, overview, navigate } = props
  const id = useId()
  const [words, setWords] = useState('')
  const { busy, problem, ask } = useAsk()
  const agent = overview.agents.find(({ kind }) => kind === 'built-in')
  const start = async (): Promise<void> => {
    if (!agent) return
    const input = { agentId: agent.id, text: words.trim() }
    const started = await ask(() => bridge.call('task.start', input))
    if (!started) return
    setWords('')
    navigate({ type: 'task', taskId: started.taskId })
  }
  return (
    <DetailColumn navigate={navigate}>
      {agent && (
        <ComposerWho name={agent.name} tag={<ModelTag overview={overview} agentId={agent.id} />} />
      )}
      <label className="composer-ask" htmlFor={id}>
        {text('app.tasks.ask')}
      </label>
      <textarea
        id={id}
        className="field"
        maxLength={20_000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <ProblemWords words={problem} />
      <div className="composer-start">
        <p className="faint">
          {text(overview.connections.length === 0 ? 'app.tasks.no_connection' : 'app.tasks.guard')}
        </p>
        <button
          type="button"
          className="button filled"
          disabled={busy || words.trim() === '' || !agent}
          onClick={() => void start()}
        >
          {text('app.tasks.start')}
        </button>
      </div>
      <Examples onChoose={setWords} />
      {agent?.modelId == null && <p className="faint">{text('app.rehearsal.explain')}</p>}
    </DetailColumn>
  )
}

function ComposerWho({ name, tag }: { name: string; tag: ReactElement }): ReactElement {
  return (
    <div className="composer-who">
      <span className="strong">
        <Untrusted value={name} />
      </span>
      {tag}
    </div>
  )
}

function Examples({ onChoose }: { onChoose: (words: string) => void }): ReactElement {
  return (
    <section className="examples" aria-label={text('app.tasks.examples')}>
      <h2 className="label">{text('app.tasks.examples')}</h2>
      <ul>
        {examples.map((key) => (
          <li key={key}>
            <button type="button" className="example" onClick={() => onChoose(text(key))}>
              {text(key)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
