// One model that was added: where it is, a test message, another name or key, and its end.
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { AppBridge } from '../../../../shared/bridge.ts'
import { text } from '../../../../shared/catalogue/text.ts'
import type { ModelTest } from '../../../../shared/contract/model-verbs.ts'
import type { LanguageModel } from '../../../../shared/model/language-model.ts'
import { Untrusted } from '../../../parts/untrusted.tsx'
import { useAsk } from '../../state/use-ask.ts'
import { ProblemWords } from '../columns.tsx'
import { Confirm } from '../confirm.tsx'
import { ModelRename } from './model-rename.tsx'

interface ModelLineProps {
  readonly bridge: AppBridge
  readonly model: LanguageModel
}

export function ModelLine({ bridge, model }: ModelLineProps): ReactElement {
  const { busy, problem, ask } = useAsk()
  const [naming, setNaming] = useState<'shut' | 'open' | 'left'>('shut')
  const { id: modelId, name, hasKey } = model
  return (
    <div className="stack" role="group" aria-label={name}>
      <ModelFacts model={model} />
      {naming === 'open' ? (
        <ModelRename bridge={bridge} model={model} onClose={() => setNaming('left')} />
      ) : (
        <div className="buttons">
          <button
            type="button"
            className="button"
            autoFocus={naming === 'left'}
            onClick={() => setNaming('open')}
          >
            {text('models.rename')}
          </button>
          {hasKey && (
            <button
              type="button"
              className="button"
              disabled={busy}
              onClick={() => void ask(() => bridge.call('model.ask-key', { modelId }))}
            >
              {text('models.key_again')}
            </button>
          )}
          <Confirm
            opens={text('models.remove')}
            question={text('models.remove_question', { name })}
            words={text('models.remove_words')}
            does={text('models.remove_do')}
            keeps={text('models.keep')}
            busy={busy}
            onConfirm={() => void ask(() => bridge.call('model.remove', { modelId }))}
          />
        </div>
      )}
      <ModelTester bridge={bridge} modelId={modelId} />
      <ProblemWords words={problem} />
    </div>
  )
}

function ModelFacts({ model }: Pick<ModelLineProps, 'model'>): ReactElement {
  return (
    <>
      <p className="strong">
        <Untrusted value={model.name} />
      </p>
      <p className="quiet">
        <Untrusted value={whereOf(model)} />
      </p>
      <p className="faint">{priceOf(model)}</p>
    </>
  )
}

function whereOf({ provider, model, baseUrl }: LanguageModel): string {
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl
  return text('models.line', { provider: text(`models.provider.${provider}`), model, host })
}

function priceOf({ price }: LanguageModel): string {
  return price === null ? text('models.price_unknown') : text('models.price', price)
}

function ModelTester({
  bridge,
  modelId,
}: {
  readonly bridge: AppBridge
  readonly modelId: string
}): ReactElement {
  const { busy, problem, ask } = useAsk()
  const [report, setReport] = useState<ModelTest | null>(null)
  const send = async (): Promise<void> => {
    setReport(null)
    setReport(await ask(() => bridge.call('model.test', { modelId })))
  }
  return (
    <>
      <button
        type="button"
        className="button model-open"
        disabled={busy}
        onClick={() => void send()}
      >
        {text('models.test')}
      </button>
      <div role="status">
        {busy && <p className="quiet">{text('models.testing')}</p>}
        {problem !== null && <p className="problem">{problem}</p>}
        {report !== null && (
          <p className={report.ok ? '' : 'problem'}>
            <Untrusted value={report.words} />
          </p>
        )}
        {report !== null && report.usage !== null && <p className="faint">{report.usage}</p>}
      </div>
    </>
  )
}
