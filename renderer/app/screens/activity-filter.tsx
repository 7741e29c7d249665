// Narrows the activity down: words, kind, agent, connection, outcome, days.
import type { ReactElement, ReactNode } from 'react'
import { activityGroups, outcomes } from '../../../shared/activity-lists.ts'
import type { ActivityFilter } from '../../../shared/activity-view.ts'
import { text } from '../../../shared/catalogue/text.ts'
import type { Overview } from '../../../shared/overview.ts'
import { visibleText } from './activity-words.ts'

export const noFilter: ActivityFilter = {
  search: '',
  group: null,
  agentId: null,
  connectionId: null,
  outcome: null,
  fromMs: null,
  toMs: null,
}

interface FilterProps {
  filter: ActivityFilter
  overview: Overview
  onChange: (filter: ActivityFilter) => void
}

export function ActivityFilters({ filter, overview, onChange }: FilterProps): ReactElement {
  const set = (change: Partial<ActivityFilter>): void => onChange({ ...filter, ...change })
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(noFilter)
  return (
    <search className="activity-filter" aria-label={text('activity.filter')}>
      <Labelled label={text('activity.find')} wide>
        <input
          type="search"
          className="field"
          value={filter.search}
          maxLength={200}
          placeholder={text('activity.find_hint')}
          onChange={({ target }) => set({ search: target.value })}
        />
      </Labelled>
      <Picks filter={filter} overview={overview} set={set} />
      <Day
        label={text('activity.from')}
        atMs={filter.fromMs}
        onDay={(at) => set({ fromMs: at === null ? null : at.getTime() })}
      />
      <Day
        label={text('activity.to')}
        atMs={filter.toMs === null ? null : filter.toMs - 1}
        onDay={(at) => set({ toMs: at === null ? null : dayAfter(at).getTime() })}
      />
      {isFiltered && (
        <button type="button" className="button plain" onClick={() => onChange(noFilter)}>
          {text('activity.clear')}
        </button>
      )}
    </search>
  )
}

interface PicksProps {
  filter: ActivityFilter
  overview: Overview
  set: (change: Partial<ActivityFilter>) => void
}

function Picks({ filter, overview, set }: PicksProps): ReactElement {
  return (
    <>
      <Pick
        label={text('activity.group')}
        all={text('activity.group.all')}
        value={filter.group}
        options={activityGroups.map((value) => ({
          value,
          label: text(`activity.group.${value}`),
        }))}
        onPick={(group) => set({ group })}
      />
      <Pick
        label={text('activity.outcome')}
        all={text('activity.outcome_all')}
        value={filter.outcome}
        options={outcomes.map((value) => ({
          value,
          label: text(`activity.outcome.${value}`),
        }))}
        onPick={(outcome) => set({ outcome })}
      />
      <Pick
        label={text('activity.agent')}
        all={text('activity.agent_all')}
        value={filter.agentId}
        options={overview.agents.map(({ id, name }) => ({ value: id, label: visibleText(name) }))}
        onPick={(agentId) => set({ agentId })}
      />
      <Pick
        label={text('activity.connection')}
        all={text('activity.connection_all')}
        value={filter.connectionId}
        options={overview.connections.map(({ connectionId, name }) => ({
          value: connectionId,
          label: visibleText(name),
        }))}
        onPick={(connectionId) => set({ connectionId })}
      />
    </>
  )
}

function Labelled(props: { label: string; wide?: boolean; children: ReactNode }): ReactElement {
  return (
    <label className={props.wide === true ? 'activity-pick wide-pick' : 'activity-pick'}>
      <span className="label">{props.label}</span>
      {props.children}
    </label>
  )
}

interface PickProps<Value extends string> {
  label: string
  /** What stands for no choice. */
  all: string
  value: Value | null
  options: readonly { value: Value; label: string }[]
  onPick: (value: Value | null) => void
}

function Pick<Value extends string>(props: PickProps<Value>): ReactElement {
  const { label, all, value, options, onPick } = props
  return (
    <Labelled label={label}>
      <select
        className="field"
        value={value ?? ''}
        onChange={({ target }) =>
          onPick(options.find((option) => option.value === target.value)?.value ?? null)
        }
      >
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

interface DayProps {
  label: string
  atMs: number | null
  /** The beginning of the day, local. */
  onDay: (at: Date | null) => void
}

function Day({ label, atMs, onDay }: DayProps): ReactElement {
  return (
    <Labelled label={label}>
      <input
        type="date"
        className="field"
        value={atMs === null ? '' : dayOf(atMs)}
        onChange={({ target }) => onDay(readDay(target.value))}
      />
    </Labelled>
  )
}

function dayOf(atMs: number): string {
  const at = new Date(atMs)
  const two = (value: number): string => String(value).padStart(2, '0')
  const year = String(at.getFullYear()).padStart(4, '0')
  return `${year}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

function readDay(value: string): Date | null {
  const at = new Date(`${value}T00:00:00`)
  return Number.isNaN(at.getTime()) ? null : at
}

function dayAfter(at: Date): Date {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1)
}
