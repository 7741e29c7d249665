// The form for one more model. It only asks: the approval view confirms it, and a key is typed there alone.
import { useId, useState } from 'react'
import type { ReactElement, SubmitEvent } from 'react'
import type { AppBridge } from '../../../../shared/bridge.ts'
import { text } from '../../../../shared/catalogue/text.ts'
import { useAsk } from '../../state/use-ask.ts'
import { ProblemWords } from '../columns.tsx'
import {
  emptyModelDraft,
  modelProviders,
  readModelDraft,
  withProvider,
  type ModelDraft,
} from './model-draft.ts'

interface ModelAddProps {
  readonly bridge: AppBridge
  readonly onClose: () => void
}

export function ModelAdd({ bridge, onClose }: ModelAddProps): ReactElement {
  const { busy, problem, ask } = useAsk()
  const [draft, setDraft] = useState(emptyModelDraft)
  const request = readModelDraft(draft)
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (request === null) return
    void ask(() => bridge.call('model.ask-add', request)).then((done) => {
      if (done !== null) onClose()
    })
  }
  return (
    <form className="stack entry" onSubmit={onSubmit} noValidate>
      <p className="quiet">{text('models.add_why')}</p>
      <WhereFields draft={draft} onDraft={setDraft} />
      <NumberFields draft={draft} onDraft={setDraft} />
      <div className="buttons">
        <button type="submit" className="button filled" disabled={busy || request === null}>
          {text('models.add_do')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {text('models.back')}
        </button>
      </div>
      <ProblemWords words={problem} />
    </form>
  )
}

interface FieldsProps {
  readonly draft: ModelDraft
  readonly onDraft: (draft: ModelDraft) => void
}

function WhereFields({ draft, onDraft }: FieldsProps): ReactElement {
  const id = useId()
  return (
    <>
      <label htmlFor={id}>{text('models.provider')}</label>
      <select
        id={id}
        className="field"
        autoFocus
        value={draft.provider}
        onChange={({ target }) => onDraft(withProvider(draft, target.value))}
      >
        {modelProviders.map((each) => (
          <option key={each} value={each}>
            {text(`models.provider.${each}`)}
          </option>
        ))}
      </select>
      <Entry
        label={text('models.name')}
        value={draft.name}
        onValue={(name) => onDraft({ ...draft, name })}
      />
      <Entry
        label={text('models.address')}
        hint={text('models.address_hint')}
        value={draft.baseUrl}
        onValue={(baseUrl) => onDraft({ ...draft, baseUrl })}
        exact
      />
      <Entry
        label={text('models.model')}
        value={draft.model}
        onValue={(model) => onDraft({ ...draft, model })}
        exact
      />
      <label className="check">
        <input
          type="checkbox"
          checked={draft.needsKey}
          onChange={({ target }) => onDraft({ ...draft, needsKey: target.checked })}
        />{' '}
        {text('models.needs_key')}
      </label>
    </>
  )
}

function NumberFields({ draft, onDraft }: FieldsProps): ReactElement {
  return (
    <>
      <Entry
        label={text('models.context')}
        value={draft.context}
        onValue={(context) => onDraft({ ...draft, context })}
      />
      <Entry
        label={text('models.price_input')}
        value={draft.priceIn}
        onValue={(priceIn) => onDraft({ ...draft, priceIn })}
      />
      <Entry
        label={text('models.price_output')}
        value={draft.priceOut}
        onValue={(priceOut) => onDraft({ ...draft, priceOut })}
      />
    </>
  )
}

interface EntryProps {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly hint?: string
  /** Typed as it is, not as language. */
  readonly exact?: boolean
}

function Entry({ label, value, onValue, hint, exact = false }: EntryProps): ReactElement {
  const id = useId()
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={exact ? 'field mono' : 'field'}
        dir={exact ? 'ltr' : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={2_000}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
      {hint !== undefined && (
        <p className="faint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
