// The card while its arguments are being changed: a field per value, or all of it as JSON. Nothing can be approved here.
import { useId } from 'react'
import type { ReactElement } from 'react'
import type { ApprovalCall } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import { CardFrame } from './card-frame.tsx'
import type { FrameProps } from './card-frame.tsx'
import './edit.css'
import { EditFields } from './edit-fields.tsx'
import { useEdit } from './use-edit.ts'
import type { Edit } from './use-edit.ts'

type EditCardProps = FrameProps & {
  call: ApprovalCall
  /** Of the call in its plan; left out for a held call. */
  position?: number
  onLeave: () => void
}

export function EditCard(props: EditCardProps): ReactElement {
  const edit = useEdit(props.bridge, props, props.onLeave)
  // The end of the form is not the end of what is approved.
  const arming = { ...props.arming, onEndSeen: () => undefined, asleep: null }
  return (
    <CardFrame
      {...props}
      arming={arming}
      body={<EditBody edit={edit} />}
      choices={<EditChoices edit={edit} {...props} />}
    />
  )
}

function EditBody({ edit }: { edit: Edit }): ReactElement {
  const id = useId()
  const { problem } = edit
  const isElsewhere =
    problem !== null && (edit.mode === 'json' || !isField(edit, problem.pointer ?? ''))
  return (
    <section className="edit" aria-labelledby={id}>
      <div className="label-line label">
        <h2 id={id}>{text('edit.heading')}</h2>
        <button
          type="button"
          className="button plain link"
          disabled={edit.busy}
          onClick={edit.switchMode}
        >
          {text(edit.mode === 'json' ? 'edit.fields' : 'edit.json')}
        </button>
      </div>
      <p className="quiet">{text('edit.explain')}</p>
      <div role="alert">
        {isElsewhere && (
          <p className="problem">
            <Untrusted value={problem.message} />
          </p>
        )}
      </div>
      {edit.mode === 'json' ? <EditJson edit={edit} /> : <EditFields edit={edit} />}
    </section>
  )
}

const isField = ({ fields }: Edit, pointer: string): boolean =>
  fields.some((field) => field.pointer === pointer)

function EditJson({ edit }: { edit: Edit }): ReactElement {
  return (
    <textarea
      className="field mono edit-json"
      dir="ltr"
      aria-label={text('edit.json_label')}
      aria-invalid={edit.problem !== null}
      autoComplete="off"
      spellCheck={false}
      maxLength={150_000}
      readOnly={edit.busy}
      rows={Math.min(24, Math.max(6, edit.json.split('\n').length + 1))}
      value={edit.json}
      onChange={(event) => edit.onJson(event.target.value)}
    />
  )
}

function EditChoices({ edit, onLeave }: EditCardProps & { edit: Edit }): ReactElement {
  return (
    <div className="choices">
      <button type="button" className="button plain" disabled={edit.busy} onClick={edit.undo}>
        {text('edit.undo')}
      </button>
      <span className="spacer" />
      <div className="buttons answers">
        <button type="button" className="button" disabled={edit.busy} onClick={onLeave}>
          {text('edit.cancel')}
        </button>
        <button type="button" className="button" disabled={edit.busy} onClick={edit.save}>
          {text(edit.busy ? 'edit.saving' : 'edit.save')}
        </button>
      </div>
    </div>
  )
}
