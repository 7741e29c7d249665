// Gives a model another name.
import { useId, useState } from 'react'
import type { ReactElement, SubmitEvent } from 'react'
import type { AppBridge } from '../../../../shared/bridge.ts'
import { text } from '../../../../shared/catalogue/text.ts'
import type { LanguageModel } from '../../../../shared/model/language-model.ts'
import { useAsk } from '../../state/use-ask.ts'
import { ProblemWords } from '../columns.tsx'

interface ModelRenameProps {
  readonly bridge: AppBridge
  readonly model: LanguageModel
  readonly onClose: () => void
}

export function ModelRename({ bridge, model, onClose }: ModelRenameProps): ReactElement {
  const id = useId()
  const { busy, problem, ask } = useAsk()
  const [name, setName] = useState(model.name)
  const typed = name.trim()
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (typed === '') return
    const renaming = ask(() => bridge.call('model.rename', { modelId: model.id, name: typed }))
    void renaming.then((done) => {
      if (done !== null) onClose()
    })
  }
  return (
    <form className="stack entry" onSubmit={onSubmit} noValidate>
      <label htmlFor={id}>{text('models.name')}</label>
      <input
        id={id}
        className="field"
        autoComplete="off"
        maxLength={80}
        autoFocus
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="buttons">
        <button type="submit" className="button filled" disabled={busy || typed === ''}>
          {text('models.rename_do')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {text('models.back')}
        </button>
      </div>
      <ProblemWords words={problem} />
    </form>
  )
}
