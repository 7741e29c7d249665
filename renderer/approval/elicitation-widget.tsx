// The widget for one kind of elicitation. Unknown kinds never get here: main refuses them.
import type { ReactElement } from 'react'
import type { ElicitationField, ElicitationView } from '../../shared/model/elicitation.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Segmented } from '../parts/segmented.tsx'
import { Untrusted } from '../parts/untrusted.tsx'
import { ClientEntry } from './client-entry.tsx'
import { CodeField } from './code-field.tsx'
import { codeLengthOf } from './elicitation-answer.ts'
import type { DraftAnswer, FieldValue } from './elicitation-answer.ts'
import { FormFields } from './form-fields.tsx'
import { ModelEntry } from './model-entry.tsx'
import { OpenedPage, PageToOpen } from './page-to-open.tsx'
import type { Arming } from './use-arming.ts'

export interface WidgetProps {
  elicitation: ElicitationView
  draft: DraftAnswer
  busy: boolean
  arming: Arming
  /** The person finished the one thing asked for by the keyboard. */
  onComplete: () => void
  onDraft: (draft: DraftAnswer) => void
}

export function ElicitationWidget(props: WidgetProps): ReactElement | null {
  const { elicitation, draft, busy } = props
  const field = elicitation.fields[0]
  const set = (name: string, value: FieldValue): void => {
    props.onDraft(new Map([...draft, [name, value]]))
  }
  switch (elicitation.kind) {
    case 'authenticator_choice':
      return field ? <Authenticator {...props} field={field} set={set} /> : null
    case 'totp':
      return field ? <Code {...props} field={field} set={set} /> : null
    case 'passkey':
    case 'passkey_registration':
      return <Passkey elicitation={elicitation} />
    case 'form':
      return <FormFields fields={elicitation.fields} draft={draft} disabled={busy} onSet={set} />
    case 'client':
      return <ClientEntry elicitation={elicitation} draft={draft} busy={busy} onSet={set} />
    case 'model':
      return <ModelEntry elicitation={elicitation} draft={draft} busy={busy} onSet={set} />
    case 'url':
      return elicitation.url ? <PageToOpen url={elicitation.url} /> : null
    case 'url_opened':
      return <OpenedPage host={elicitation.answersTo} />
  }
}

type OneFieldProps = WidgetProps & {
  field: ElicitationField
  set: (name: string, value: FieldValue) => void
}

function Authenticator({ elicitation, draft, busy, field, set }: OneFieldProps): ReactElement {
  const chosen = draft.get(field.name)
  return (
    <div className="stack">
      <p className="label">{text('approval.choose')}</p>
      <Segmented
        legend={text('approval.choose')}
        value={typeof chosen === 'string' ? chosen : null}
        disabled={busy}
        onChange={(value) => set(field.name, value)}
        options={field.options.map((option) => ({
          value: option.value,
          label: authenticatorLabel(option),
          disabled: option.value === 'passkey' && elicitation.passkeyUnavailable !== null,
        }))}
      />
      <PasskeyUnavailable elicitation={elicitation} />
    </div>
  )
}

function authenticatorLabel(option: { value: string; label: string }): ReactElement | string {
  if (option.value === 'passkey') return text('approval.choice.passkey')
  if (option.value === 'totp') return text('approval.choice.totp')
  return <Untrusted value={option.label} />
}

function Code(props: OneFieldProps): ReactElement {
  const { elicitation, field } = props
  const code = props.draft.get(field.name)
  return (
    <CodeField
      length={codeLengthOf(field)}
      code={typeof code === 'string' ? code : ''}
      triesLeft={elicitation.triesLeft}
      busy={props.busy}
      refused={elicitation.problem !== null}
      arming={props.arming}
      onChange={(value) => props.set(field.name, value)}
      onComplete={props.onComplete}
    />
  )
}

function Passkey({ elicitation }: { elicitation: ElicitationView }): ReactElement {
  return (
    <div className="stack">
      <p>{passkeyWords(elicitation)}</p>
      <PasskeyUnavailable elicitation={elicitation} />
    </div>
  )
}

function passkeyWords({ kind, answersTo: host, relay }: ElicitationView): string {
  if (kind === 'passkey_registration') return text('approval.passkey.register_explain', { host })
  const issuer = relay?.issuerHost ?? null
  return issuer === null
    ? text('approval.passkey.explain', { host })
    : text('approval.relay.passkey_explain', { host, issuer })
}

function PasskeyUnavailable({
  elicitation,
}: {
  elicitation: ElicitationView
}): ReactElement | null {
  if (elicitation.passkeyUnavailable === null) return null
  return (
    <p className="problem caution">
      {text('approval.passkey.unavailable', { reason: elicitation.passkeyUnavailable })}
    </p>
  )
}
