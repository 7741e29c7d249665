// Forbidding what an agent did, or asking for more care with it, from one of its calls. Takes effect at once.
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { AppBridge } from '../../../shared/bridge.ts'
import { text } from '../../../shared/catalogue/text.ts'
import { useAsk } from '../state/use-ask.ts'
import { ProblemWords } from './columns.tsx'

type Effect = 'deny' | 'high'

export function RuleForbid({
  bridge,
  callId,
}: {
  bridge: AppBridge
  callId: string
}): ReactElement {
  const { busy, problem, ask } = useAsk()
  const [made, setMade] = useState<Effect | null>(null)
  const press = async (effect: Effect): Promise<void> => {
    if (await ask(() => bridge.call('rule.deny-alike', { callId, effect }))) setMade(effect)
  }
  return (
    <details className="rule-forbid">
      <summary className="quiet">{text('rule.next_calls')}</summary>
      <ProblemWords words={problem} />
      <div className="buttons">
        <button type="button" className="button" disabled={busy} onClick={() => void press('high')}>
          {text('rule.make_high')}
        </button>
        <button
          type="button"
          className="button danger"
          disabled={busy}
          onClick={() => void press('deny')}
        >
          {text('rule.make_deny')}
        </button>
      </div>
      <p className="quiet" role="status">
        {made !== null && text(`rule.made_${made}`)}
      </p>
    </details>
  )
}
