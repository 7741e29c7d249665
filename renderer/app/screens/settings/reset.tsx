// Starting over, in two steps: what would be lost, and a word to type; a third where servers could not be told.
import { useId, useState } from 'react'
import type { ReactElement, SubmitEvent } from 'react'
import type { AppBridge } from '../../../../shared/bridge.ts'
import { text } from '../../../../shared/catalogue/text.ts'
import { Untrusted } from '../../../parts/untrusted.tsx'
import { useAsk } from '../../state/use-ask.ts'
import { ProblemWords } from '../columns.tsx'

type Step =
  | { readonly at: 'shut' }
  | { readonly at: 'kept' }
  | { readonly at: 'asking' }
  | { readonly at: 'restarting' }
  | { readonly at: 'untold'; readonly hosts: readonly string[]; readonly word: string }

export function ResetEverything({ bridge }: { bridge: AppBridge }): ReactElement {
  const [step, setStep] = useState<Step>({ at: 'shut' })
  const { busy, problem, ask } = useAsk()
  const reset = async (word: string, untoldToo: boolean): Promise<void> => {
    const answer = await ask(() => bridge.call('settings.reset', { word, untoldToo }))
    if (answer === null) return
    if (answer.state === 'untold') setStep({ at: 'untold', hosts: answer.hosts, word })
    else setStep({ at: 'restarting' })
  }
  const keep = (): void => setStep({ at: 'kept' })
  if (step.at === 'restarting') return <p role="status">{text('settings.reset_restarting')}</p>
  if (step.at === 'shut' || step.at === 'kept') {
    return (
      <div className="setting-line">
        <p className="quiet">{text('settings.reset_about')}</p>
        <button
          type="button"
          className="button"
          autoFocus={step.at === 'kept'}
          onClick={() => setStep({ at: 'asking' })}
        >
          {text('settings.reset_open')}
        </button>
      </div>
    )
  }
  return (
    <>
      {step.at === 'asking' ? (
        <WhatIsLost busy={busy} onKeep={keep} onReset={(word) => void reset(word, false)} />
      ) : (
        <Untold
          hosts={step.hosts}
          busy={busy}
          onKeep={keep}
          onReset={() => void reset(step.word, true)}
        />
      )}
      {busy && <p role="status">{text('settings.reset_busy')}</p>}
      <ProblemWords words={problem} />
    </>
  )
}

interface WhatIsLostProps {
  readonly busy: boolean
  readonly onKeep: () => void
  readonly onReset: (word: string) => void
}

function WhatIsLost({ busy, onKeep, onReset }: WhatIsLostProps): ReactElement {
  const id = useId()
  const [word, setWord] = useState('')
  const wanted = text('settings.reset_word')
  const isTyped = word.trim().toLocaleLowerCase() === wanted.toLocaleLowerCase()
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (isTyped && !busy) onReset(word)
  }
  return (
    <form className="confirm" aria-labelledby={`${id}-question`} onSubmit={onSubmit} noValidate>
      <p className="strong" id={`${id}-question`}>
        {text('settings.reset_question')}
      </p>
      <ul className="lost">
        <li>{text('settings.reset_lost_1')}</li>
        <li>{text('settings.reset_lost_2')}</li>
        <li>{text('settings.reset_lost_3')}</li>
        <li>{text('settings.reset_lost_4')}</li>
      </ul>
      <label htmlFor={id}>{text('settings.reset_type', { word: wanted })}</label>
      <input
        id={id}
        className="field"
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        value={word}
        onChange={(event) => setWord(event.target.value)}
      />
      <div className="buttons">
        <button type="button" className="button" autoFocus disabled={busy} onClick={onKeep}>
          {text('settings.reset_keep')}
        </button>
        <button type="submit" className="button danger" disabled={busy || !isTyped}>
          {text('settings.reset_do')}
        </button>
      </div>
    </form>
  )
}

interface UntoldProps {
  readonly hosts: readonly string[]
  readonly busy: boolean
  readonly onKeep: () => void
  readonly onReset: () => void
}

function Untold({ hosts, busy, onKeep, onReset }: UntoldProps): ReactElement {
  return (
    <div className="confirm" role="group" aria-label={text('settings.reset')}>
      <p role="alert">
        <Untrusted value={text('settings.reset_untold', { hosts: hosts.join(', ') })} />
      </p>
      <div className="buttons">
        <button type="button" className="button" autoFocus disabled={busy} onClick={onKeep}>
          {text('settings.reset_keep')}
        </button>
        <button type="button" className="button danger" disabled={busy} onClick={onReset}>
          {text('settings.reset_untold_do')}
        </button>
      </div>
    </div>
  )
}
