// Decisions of each day as bars, and as a table for those who would rather read.
import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'
import type { DecisionDay } from '../../../shared/activity-view.ts'
import type { AppBridge } from '../../../shared/bridge.ts'
import { text } from '../../../shared/catalogue/text.ts'
import { dayNameOf } from './activity-words.ts'

export const shownDays = 14

const kinds = [
  { key: 'byYou', words: 'activity.by_you' },
  { key: 'byRule', words: 'activity.by_rule' },
  { key: 'denied', words: 'activity.denied' },
  { key: 'expired', words: 'activity.expired' },
] as const

const sumOf = (day: DecisionDay): number => kinds.reduce((sum, { key }) => sum + day[key], 0)

/** Nothing until the days are there, and nothing where they cannot be counted: the list says what is wrong. */
export function ActivityChart({ bridge }: { bridge: AppBridge }): ReactElement | null {
  const days = useDays(bridge)
  if (days === null) return null
  const most = Math.max(...days.map(sumOf))
  const heading = text('activity.days', { count: shownDays })
  return (
    <section className="part chart" aria-label={heading}>
      <div className="label-line">
        <h2 className="label">{heading}</h2>
        <Legend />
      </div>
      {most === 0 ? (
        <p className="quiet">{text('activity.days_none')}</p>
      ) : (
        <>
          <Bars days={days} most={most} />
          <details className="more">
            <summary>{text('activity.days_table')}</summary>
            <DaysTable days={days} />
          </details>
        </>
      )}
    </section>
  )
}

function useDays(bridge: AppBridge): readonly DecisionDay[] | null {
  const [days, setDays] = useState<readonly DecisionDay[] | null>(null)
  useEffect(() => {
    let wanted = true
    void bridge.call('activity.days', { days: shownDays }).then((answer) => {
      if (wanted && answer.ok) setDays(answer.value.days)
    })
    return () => {
      wanted = false
    }
  }, [bridge])
  return days
}

function Legend(): ReactElement {
  return (
    <ul className="legend">
      {kinds.map(({ key, words }) => (
        <li key={key}>
          <svg viewBox="0 0 10 10" aria-hidden="true">
            <rect className={`bar ${key}`} width="10" height="10" rx="2" />
          </svg>
          {text(words)}
        </li>
      ))}
    </ul>
  )
}

const columnWidth = 10
const barWidth = 6
const height = 40

function Bars({ days, most }: { days: readonly DecisionDay[]; most: number }): ReactElement {
  return (
    <div className="bars">
      <span className="faint bars-most" aria-hidden="true">
        {most}
      </span>
      <svg
        viewBox={`0 0 ${days.length * columnWidth} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={describe(days)}
      >
        {days.map((day, position) => (
          <g key={day.day} transform={`translate(${position * columnWidth + 2} 0)`}>
            <rect className="bar none" y={height - 0.5} width={barWidth} height={0.5} />
            {piecesOf(day, most).map(({ key, y, size }) => (
              <rect key={key} className={`bar ${key}`} y={y} width={barWidth} height={size} />
            ))}
          </g>
        ))}
      </svg>
      <ol className="bars-days faint" aria-hidden="true">
        {days.map(({ day }) => (
          <li key={day}>{Number(day.slice(-2))}</li>
        ))}
      </ol>
    </div>
  )
}

/** From the floor up, in the order of the legend. */
function piecesOf(day: DecisionDay, most: number): { key: string; y: number; size: number }[] {
  let floor = height
  return kinds.map(({ key }) => {
    const size = (day[key] / most) * height
    floor -= size
    return { key, y: floor, size }
  })
}

function describe(days: readonly DecisionDay[]): string {
  const sum = (key: (typeof kinds)[number]['key']): number =>
    days.reduce((total, day) => total + day[key], 0)
  return text('activity.days_picture', {
    you: sum('byYou'),
    rule: sum('byRule'),
    denied: sum('denied'),
    expired: sum('expired'),
  })
}

function DaysTable({ days }: { days: readonly DecisionDay[] }): ReactElement {
  return (
    <div className="days-table" tabIndex={0} role="region" aria-label={text('activity.days_table')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text('activity.day')}</th>
            {kinds.map(({ key, words }) => (
              <th key={key} scope="col">
                {text(words)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days
            .filter((day) => sumOf(day) > 0)
            .map((day) => (
              <tr key={day.day}>
                <th scope="row">{dayNameOf(day.day)}</th>
                {kinds.map(({ key }) => (
                  <td key={key}>{day[key]}</td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}
