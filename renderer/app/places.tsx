// The first column: the places of the app, and the agents.
import type { ReactElement } from 'react'
import type { Agent } from '../../shared/model/agent.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { Overview } from '../../shared/overview.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import type { ScreenProps } from './app-page.tsx'
import { isStanding } from './screens/rule-state.ts'
import { isTaskAlive } from './screens/task-words.ts'
import { PauseButton } from './pause.tsx'
import { places } from './state/navigation.ts'
import type { Place } from './state/navigation.ts'

export function Places(props: ScreenProps): ReactElement {
  const { overview } = props
  return (
    <nav className="places" aria-label={text('app.places')}>
      <p className="brand">
        <Logo />
        {text('app.name')}
      </p>
      <ul>
        {places.map((place) => (
          <li key={place} className={place}>
            <PlaceButton {...props} place={place} />
          </li>
        ))}
      </ul>
      <section className="agents" aria-label={text('app.agents')}>
        <h2 className="label">{text('app.agents')}</h2>
        <ul>
          {overview.agents.filter(isActive).map((agent) => (
            <AgentLine key={agent.id} agent={agent} overview={overview} />
          ))}
        </ul>
      </section>
      {!overview.settings.paused && <PauseButton bridge={props.bridge} />}
    </nav>
  )
}

function PlaceButton(props: ScreenProps & { place: Place }): ReactElement {
  const { overview, navigation, navigate, place } = props
  const count = countOf(place, overview)
  return (
    <button
      type="button"
      className="place"
      aria-current={navigation.place === place ? 'page' : undefined}
      onClick={() => navigate({ type: 'go', place })}
    >
      {text(`app.place.${place}`)}
      {count > 0 && <span className={place === 'inbox' ? 'badge' : 'count'}>{count}</span>}
    </button>
  )
}

function countOf(place: Place, overview: Overview): number {
  if (place === 'inbox') return overview.inboxTotal
  if (place === 'rules') return overview.rules.filter(isStanding).length
  if (place === 'tasks') return overview.tasks.filter(isTaskAlive).length
  return 0
}

const isActive = ({ revokedAtMs }: Agent): boolean => revokedAtMs == null

function AgentLine({ agent, overview }: { agent: Agent; overview: Overview }): ReactElement {
  const own = overview.tasks.filter((task) => task.agentId === agent.id && isTaskAlive(task))
  const states = own.map((task) => task.state)
  const isPaused = agent.paused === true || states.includes('paused')
  const held = isPaused ? 'paused' : states.length === 0 ? 'idle' : 'waiting'
  const state = states.includes('running') && agent.paused !== true ? 'working' : held
  return (
    <li className={`agent ${state}`}>
      <span className="dot" aria-hidden="true" />
      <span className="agent-name">
        <Untrusted value={agent.name} />
      </span>
      <span className="faint agent-state">{text(`app.agent.${state}`)}</span>
    </li>
  )
}

function Logo(): ReactElement {
  return (
    <svg className="logo" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" />
      <path d="M4.5 14.5c2.6 0 3.4-7.6 5.4-7.6 1.8 0 .6 6.7 2.6 6.7 1.3 0 1.5-2.6 2.7-2.6 1 0 1 1.7 2.1 1.7.9 0 1.3-.6 2.2-1.6" />
      <path d="M6.5 18.2h11" />
    </svg>
  )
}
