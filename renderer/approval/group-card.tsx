// Several alike calls on one card: the person picks in a table and decides the picked ones. Nothing is picked by itself.
import { useEffect, useRef } from 'react'
import type { ReactElement } from 'react'
import type { ApprovalBridge } from '../../shared/bridge.ts'
import type { ApprovalState, GroupCard as Group } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { AgentMark } from '../parts/agent-mark.tsx'
import { Tag, toneOfRisk } from '../parts/tag.tsx'
import { Untrusted } from '../parts/untrusted.tsx'
import { AllowForChoices } from './allow-for.tsx'
import { ArgumentRows } from './argument-rows.tsx'
import { CardPage } from './card-page.tsx'
import { GroupChoices } from './group-choices.tsx'
import { GroupTable } from './group-table.tsx'
import './group.css'
import type { Arming } from './use-arming.ts'
import { useGroup } from './use-group.ts'
import type { GroupDeciding } from './use-group.ts'
import { useReading } from './use-reading.ts'

export interface GroupProps {
  bridge: ApprovalBridge
  state: ApprovalState
  group: Group
  arming: Arming
  nowMs: number
}
export interface GroupPartProps extends GroupProps {
  deciding: GroupDeciding
}

export function GroupCard(props: GroupProps): ReactElement {
  const { group, arming } = props
  const deciding = useGroup(props)
  const reading = useReading(arming.onEndSeen)
  // Fewer rows can be decided, or others are picked: what is pressed now means something else than a moment ago.
  const rearranged = useRef(arming.onRearranged)
  useEffect(() => {
    rearranged.current = arming.onRearranged
  })
  useEffect(() => rearranged.current(), [deciding.key])
  const part = { ...props, deciding }
  const foot = <GroupChoices {...part} onReadOn={reading.readOn} />
  return (
    <CardPage bodyClass="group-body" reading={reading} foot={foot}>
      <GroupHead {...part} />
      {group.common.length > 0 && <Common group={group} />}
      <GroupTable {...part} />
      <GroupReach {...part} />
    </CardPage>
  )
}

function GroupHead({ group, deciding }: GroupPartProps): ReactElement {
  const names = group.agentNames.join(', ')
  return (
    <>
      <div className="who">
        <AgentMark name={group.agentNames[0] ?? ''} />
        <p className="who-words">
          <span className="strong">
            <Untrusted value={names} />
          </span>
          {' · '}
          {group.agentNames.length > 1
            ? text('many.asks')
            : text('many.asks_one', { count: deciding.aliveCount })}
        </p>
      </div>
      <h1 className={group.title.length > 80 ? 'title long' : 'title'} tabIndex={-1}>
        <Untrusted value={group.title} />
      </h1>
      <GroupWhere group={group} />
      <div role="alert">
        {deciding.problem !== null && <p className="problem">{deciding.problem}</p>}
      </div>
    </>
  )
}

function GroupWhere({ group }: { group: Group }): ReactElement {
  return (
    <div className="where">
      <p className="where-line">
        <Tag tone={toneOfRisk[group.risk]}>{text(`approval.risk.${group.riskReason}`)}</Tag>
        <span>
          <Untrusted value={group.tool} /> {text('approval.where.at')}{' '}
          <span className="strong">
            <Untrusted value={group.connectionName} />
          </span>
        </span>
      </p>
      <p className="quiet">
        <Untrusted value={group.host} />
        {' · '}
        {text('many.each_once')}
      </p>
      {group.leftOut > 0 && (
        <p className="quiet">
          {group.leftOut === 1
            ? text('many.left_out_one')
            : text('many.left_out', { count: group.leftOut })}
        </p>
      )}
    </div>
  )
}

/** A rule for what comes after the picked ones; made for each agent of them, and never for values of one left out. */
function GroupReach({ group, deciding }: GroupPartProps): ReactElement | null {
  if (group.allowFor === null) return null
  if (deciding.offer === null) return <p className="quiet">{text('many.reach_all')}</p>
  const { tool, connectionName: connection } = group
  return (
    <AllowForChoices
      key={JSON.stringify(deciding.offer)}
      offer={deciding.offer}
      value={deciding.reach.allowFor}
      about={{ agent: group.agentNames.join(', '), tool, connection }}
      disabled={deciding.busy}
      onChange={deciding.reach.choose}
    />
  )
}

function Common({ group }: { group: Group }): ReactElement {
  return (
    <section className="exactly">
      <h2 className="label">{text('many.same_in_all', { count: group.members.length })}</h2>
      <ArgumentRows rows={group.common} />
    </section>
  )
}
