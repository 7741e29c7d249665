// Which groups of a large document's operations are offered: the person ticks them, and what is too much is said.
import { useState } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ApiView } from '../../../shared/connection-view.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import { restGroup } from '../../../shared/api-group.ts'
import type { Ask } from '../state/use-ask.ts'
import type { ConnectionProps } from './connection-words.ts'

type GroupsProps = Pick<ConnectionProps, 'bridge' | 'connection'> &
  Pick<Ask, 'ask' | 'busy'> & { groups: ApiView['groups'] }
type Groups = NonNullable<ApiView['groups']>

/** As many operations as main offers of one document. */
const mostOffered = 2_000

/** Nothing where everything is offered. */
export function ApiGroups({ groups, ...props }: GroupsProps): ReactElement | null {
  if (groups === null) return null
  // Another choice that was made meanwhile, or another document, begins anew.
  const key = JSON.stringify(groups.map(({ name, isChosen }) => [name, isChosen]))
  return <Choice key={key} {...props} groups={groups} />
}

function Choice({
  bridge,
  connection: { connectionId },
  ask,
  busy,
  groups,
}: GroupsProps & { groups: Groups }): ReactElement {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(groups.filter(({ isChosen }) => isChosen).map(({ name }) => name)),
  )
  const tick = (name: string, isOn: boolean): void =>
    setChosen(new Set([...chosen].filter((each) => each !== name).concat(isOn ? name : [])))
  const save = (): void =>
    void ask(() => bridge.call('connection.choose-groups', { connectionId, groups: [...chosen] }))
  return (
    <details open>
      <summary>{text('openapi.groups')}</summary>
      <div className="api-choice">
        <p className="quiet">{text('openapi.groups-words', { most: mostOffered })}</p>
        <fieldset className="api-groups" disabled={busy}>
          <legend className="visually-hidden">{text('openapi.groups-legend')}</legend>
          {groups.map(({ name, count }) => (
            <label key={name} className="agent-tick">
              <input
                type="checkbox"
                checked={chosen.has(name)}
                onChange={(event) => tick(name, event.target.checked)}
              />{' '}
              {name === restGroup ? text('openapi.groups-rest') : <Untrusted value={name} />}{' '}
              <span className="faint">{count}</span>
            </label>
          ))}
        </fieldset>
        <p className="quiet" role="status">
          {countChosen(groups, chosen)}
        </p>
        <div className="buttons">
          <button
            type="button"
            className="button"
            disabled={busy || chosen.size === 0}
            onClick={save}
          >
            {text('openapi.groups-save')}
          </button>
        </div>
      </div>
    </details>
  )
}

function countChosen(groups: Groups, chosen: ReadonlySet<string>): string {
  if (chosen.size === 0) return text('openapi.groups-none')
  const sum = groups.reduce((all, { name, count }) => all + (chosen.has(name) ? count : 0), 0)
  const facts = { count: sum, most: mostOffered }
  return text(sum > mostOffered ? 'openapi.groups-over' : 'openapi.groups-count', facts)
}
