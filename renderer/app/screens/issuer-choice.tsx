// The choice among several authorization servers, where the resource server names more than one.
import { useId, useState } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import { Confirm } from './confirm.tsx'
import type { IssuerProps } from './issuer-part.tsx'

export function IssuerChoice(props: IssuerProps): ReactElement | null {
  const { bridge, connection, ask, busy } = props
  const { connectionId, issuerChoices: choices } = connection
  const [chosen, setChosen] = useState(connection.issuer)
  const id = useId()
  if (choices.length < 2) return null
  const other = choices.find(({ issuer }) => issuer === chosen && issuer !== connection.issuer)
  return (
    <fieldset className="stack" aria-describedby={`${id}-words`}>
      <legend className="label">{text('app.issuer.choose')}</legend>
      <p className="quiet" id={`${id}-words`}>
        {text('app.issuer.choose.words', { count: choices.length })}
      </p>
      {choices.map(({ issuer }, position) => (
        <Choice
          key={issuer}
          group={id}
          issuer={issuer}
          isFirst={position === 0}
          chosen={issuer === chosen}
          busy={busy}
          onChoose={() => setChosen(issuer)}
        />
      ))}
      {other && (
        <div className="buttons">
          <Confirm
            key={other.issuer}
            opens={text('app.issuer.choose.do', { host: other.host })}
            question={text('app.issuer.choose.confirm', { host: other.host })}
            words={text('app.issuer.choose.confirm.words')}
            does={text('app.issuer.choose.do', { host: other.host })}
            keeps={text('app.issuer.choose.keep')}
            busy={busy}
            onConfirm={() =>
              void ask(() =>
                bridge.call('connection.choose-issuer', { connectionId, issuer: other.issuer }),
              )
            }
          />
        </div>
      )}
    </fieldset>
  )
}

interface ChoiceProps {
  group: string
  issuer: string
  /** What the resource server names first. */
  isFirst: boolean
  chosen: boolean
  busy: boolean
  onChoose: () => void
}

function Choice({ group, issuer, isFirst, chosen, busy, onChoose }: ChoiceProps): ReactElement {
  return (
    <label className="check">
      <input type="radio" name={group} checked={chosen} disabled={busy} onChange={onChoose} />
      <span>
        <span className="mono">
          <Untrusted value={issuer} />
        </span>
        {isFirst && <span className="faint"> {text('app.issuer.choose.first')}</span>}
      </span>
    </label>
  )
}
