// While all agents are paused nothing can be approved: the buttons sleep, and the page says why.
import type { ReactElement } from 'react'
import { text } from '../../shared/catalogue/text.ts'
import type { Arming } from './use-arming.ts'
import './paused.css'

/** An arming in which no press counts. */
export function keepAsleep(arming: Arming): Arming {
  const press = { contentKey: null, awake: false }
  return { ...arming, asleep: 'paused', begin: () => press, completes: () => false }
}

export function PausedNote(): ReactElement {
  return (
    <p className="paused-note" role="status">
      {text('notify.paused_approval')}
    </p>
  )
}
