// The record itself: its fingerprint, its check and its exports.
import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'
import type { ActivityFilter, ExportFormat, RecordFacts } from '../../../shared/activity-view.ts'
import type { AppBridge } from '../../../shared/bridge.ts'
import { text } from '../../../shared/catalogue/text.ts'
import { useAsk } from '../state/use-ask.ts'
import { ProblemWords } from './columns.tsx'
import { Part } from './part.tsx'

interface RecordProps {
  bridge: AppBridge
  /** Its days bound what is exported. */
  filter: ActivityFilter
}

type Doing = 'check' | ExportFormat

export function ActivityRecord({ bridge, filter }: RecordProps): ReactElement {
  const facts = useFacts(bridge)
  const { doing, told, problem, run } = useDoing(bridge, filter)
  const hasDays = filter.fromMs !== null || filter.toMs !== null
  const isEmpty = facts !== null && facts.count === 0
  return (
    <Part heading={text('activity.record')}>
      <p className="quiet">{text('activity.record_explain')}</p>
      {facts !== null && <Fingerprint facts={facts} />}
      <div className="buttons">
        {(['jsonl', 'html'] as const).map((format) => (
          <button
            key={format}
            type="button"
            className="button"
            disabled={doing !== null || isEmpty}
            onClick={() => run(format)}
          >
            {text(doing === format ? 'activity.exporting' : `activity.export_${format}`)}
          </button>
        ))}
        <button
          type="button"
          className="button"
          disabled={doing !== null}
          onClick={() => run('check')}
        >
          {text(doing === 'check' ? 'activity.checking' : 'activity.check')}
        </button>
      </div>
      {hasDays && <p className="faint">{text('activity.export_range')}</p>}
      <ProblemWords words={problem ?? (told?.isGood === false ? told.words : null)} />
      <p role="status" className="quiet record-told">
        {told?.isGood === true ? told.words : ''}
      </p>
    </Part>
  )
}

function useFacts(bridge: AppBridge): RecordFacts | null {
  const [facts, setFacts] = useState<RecordFacts | null>(null)
  useEffect(() => {
    let wanted = true
    void bridge.call('activity.about', {}).then((answer) => {
      if (wanted && answer.ok) setFacts(answer.value)
    })
    return () => {
      wanted = false
    }
  }, [bridge])
  return facts
}

interface Told {
  readonly isGood: boolean
  readonly words: string
}

function useDoing(
  bridge: AppBridge,
  { fromMs, toMs }: ActivityFilter,
): { doing: Doing | null; told: Told | null; problem: string | null; run: (what: Doing) => void } {
  const { problem, ask } = useAsk()
  const [doing, setDoing] = useState<Doing | null>(null)
  const [told, setTold] = useState<Told | null>(null)
  const run = async (what: Doing): Promise<void> => {
    setDoing(what)
    setTold(null)
    const answer = await ask(() =>
      what === 'check'
        ? bridge.call('activity.check', {})
        : bridge.call('activity.export', { format: what, fromMs, toMs }),
    )
    setTold(answer)
    setDoing(null)
  }
  return { doing, told, problem, run: (what) => void run(what) }
}

function Fingerprint({ facts }: { facts: RecordFacts }): ReactElement {
  if (facts.fingerprint === null) {
    return <p className="problem">{text('activity.fingerprint_none')}</p>
  }
  return (
    <div className="fingerprint">
      <span className="label">{text('activity.fingerprint')}</span>
      <code className="mono selectable">{facts.fingerprint}</code>
      {!facts.keyLasts && <p className="quiet">{text('activity.key_passing')}</p>}
    </div>
  )
}
