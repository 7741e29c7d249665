// Whether there is a newer version, and the one next step towards it.
import { useEffect, useState, type ReactElement } from 'react'
import type { AppBridge } from '../../../../shared/bridge.ts'
import type { UpdateState } from '../../../../shared/contract/update-verbs.ts'
import { text } from '../../../../shared/catalogue/text.ts'
import { momentOf } from '../../../parts/format.ts'
import { useAsk } from '../../state/use-ask.ts'
import { ProblemWords } from '../columns.tsx'

/** How often the progress of a fetch is asked for. */
const lookAgainMs = 1_000

type Step = 'updates.check' | 'updates.download' | 'updates.install'

interface UpdatesProps {
  readonly bridge: AppBridge
  readonly nowMs: number
}

export function Updates({ bridge, nowMs }: UpdatesProps): ReactElement {
  const [state, setState] = useState<UpdateState | null>(null)
  const { busy, problem, ask } = useAsk()
  const isMoving = state === null || state.kind === 'downloading'
  useEffect(() => {
    const look = async (): Promise<void> => {
      const result = await bridge.call('updates.load', {})
      if (result.ok) setState(result.value)
    }
    void look()
    if (!isMoving) return undefined
    const timer = setInterval(() => void look(), lookAgainMs)
    return () => clearInterval(timer)
  }, [bridge, isMoving])
  const take = async (step: Step): Promise<void> => {
    const next = await ask(() => bridge.call(step, {}))
    if (next !== null) setState(next)
  }
  const shown = busy && state?.kind !== 'ready' ? ({ kind: 'checking' } as const) : state
  const step = stepOf(shown)
  return (
    <>
      <div className="setting-line">
        <p className="quiet" role="status">
          {wordsOf(shown, nowMs)}
        </p>
        {step !== null && (
          <button type="button" className="button" disabled={busy} onClick={() => void take(step)}>
            {text(step)}
          </button>
        )}
      </div>
      <ProblemWords words={problem} />
    </>
  )
}

function stepOf(state: UpdateState | null): Step | null {
  switch (state?.kind) {
    case 'idle':
    case 'failed':
      return 'updates.check'
    case 'available':
      return 'updates.download'
    case 'ready':
      return 'updates.install'
    case 'off':
    case 'checking':
    case 'downloading':
    case undefined:
      return null
  }
}

function wordsOf(state: UpdateState | null, nowMs: number): string {
  switch (state?.kind) {
    case undefined:
      return text('updates.loading')
    case 'off':
    case 'failed':
      return state.words
    case 'idle':
      return state.checkedAtMs === null
        ? text('updates.never')
        : text('updates.none', { when: momentOf(state.checkedAtMs, nowMs) })
    case 'checking':
      return text('updates.checking')
    case 'available':
      return text('updates.available', { version: state.version })
    case 'downloading':
      return text('updates.downloading', { version: state.version, percent: state.percent })
    case 'ready':
      return text('updates.ready', { version: state.version })
  }
}
