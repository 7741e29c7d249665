// The daily hours in which no notification comes up: two times of day, also over midnight.
import { useId, useState } from 'react'
import type { ReactElement } from 'react'
import type { AppBridge } from '../../../../shared/bridge.ts'
import { text } from '../../../../shared/catalogue/text.ts'
import type { QuietHours } from '../../../../shared/model/settings.ts'
import type { Ask } from '../../state/use-ask.ts'

interface QuietHoursProps {
  readonly bridge: AppBridge
  readonly quietHours: QuietHours | null
  readonly ask: Ask['ask']
}

const usual: QuietHours = { fromMinute: 22 * 60, toMinute: 7 * 60 }

export function QuietHoursSetting({ bridge, quietHours, ask }: QuietHoursProps): ReactElement {
  const [from, setFrom] = useState(timeOf((quietHours ?? usual).fromMinute))
  const [to, setTo] = useState(timeOf((quietHours ?? usual).toMinute))
  const chosen = readTimes(from, to)
  const isSame = chosen !== null && chosen.fromMinute === chosen.toMinute
  const isKept =
    quietHours !== null &&
    from === timeOf(quietHours.fromMinute) &&
    to === timeOf(quietHours.toMinute)
  const keep = (hours: QuietHours | null): void =>
    void ask(() => bridge.call('settings.quiet-hours', { quietHours: hours }))
  return (
    <div className="stack" role="group" aria-label={text('notify.quiet.label')}>
      <h3 className="label">{text('notify.quiet.label')}</h3>
      <p className="quiet">{text('notify.quiet.words')}</p>
      <div className="quiet-times">
        <TimeField label={text('notify.quiet.from')} value={from} onChange={setFrom} />
        <TimeField label={text('notify.quiet.to')} value={to} onChange={setTo} />
        <button
          type="button"
          className="button"
          disabled={chosen === null || isSame || isKept}
          onClick={() => keep(chosen)}
        >
          {text(quietHours === null ? 'notify.quiet.set' : 'notify.quiet.change')}
        </button>
        {quietHours !== null && (
          <button type="button" className="button plain" onClick={() => keep(null)}>
            {text('notify.quiet.off')}
          </button>
        )}
      </div>
      <p role="status">{isSame && text('notify.quiet.same')}</p>
    </div>
  )
}

function TimeField({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}): ReactElement {
  const id = useId()
  return (
    <span className="time-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="field"
        type="time"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  )
}

function timeOf(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** Null while one of them is not a time. */
function readTimes(from: string, to: string): QuietHours | null {
  const [fromMinute, toMinute] = [from, to].map(readMinute)
  return fromMinute == null || toMinute == null ? null : { fromMinute, toMinute }
}

function readMinute(value: string): number | null {
  const found = /^(\d{2}):(\d{2})/.exec(value)
  return found === null ? null : Number(found[1]) * 60 + Number(found[2])
}
