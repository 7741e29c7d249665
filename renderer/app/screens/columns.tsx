// The list column and the detail column, the same on every screen that has both.
import type { ReactElement, ReactNode } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { NavigationEvent } from '../state/navigation.ts'

interface ListColumnProps {
  title: string
  /** Shown at the right of the title. */
  aside?: ReactNode
  children: ReactNode
}

export function ListColumn({ title, aside, children }: ListColumnProps): ReactElement {
  return (
    <section className="list" aria-label={title}>
      <header className="list-head">
        <h1 className="heading">{title}</h1>
        {aside}
      </header>
      <div className="list-scroll">{children}</div>
    </section>
  )
}

interface DetailColumnProps {
  navigate: (event: NavigationEvent) => void
  /** Buttons that stay in view below what scrolls. */
  foot?: ReactNode
  children: ReactNode
}

export function DetailColumn({ navigate, foot, children }: DetailColumnProps): ReactElement {
  return (
    <main className="detail">
      <BackBar navigate={navigate} />
      <div className="detail-scroll" tabIndex={0} role="region" aria-label={text('app.detail')}>
        <div className="detail-body">{children}</div>
      </div>
      {foot !== undefined && <footer className="detail-foot">{foot}</footer>}
    </main>
  )
}

/** Only in a narrow window: the way back to the list. */
export function BackBar({ navigate }: Pick<DetailColumnProps, 'navigate'>): ReactElement {
  return (
    <div className="back-bar">
      <button type="button" className="button plain" onClick={() => navigate({ type: 'back' })}>
        {text('app.back')}
      </button>
    </div>
  )
}

/** One line of a list. */
export function ListItem(props: {
  selected: boolean
  onOpen: () => void
  children: ReactNode
}): ReactElement {
  return (
    <li>
      <button
        type="button"
        className="item"
        aria-current={props.selected ? 'true' : undefined}
        onClick={props.onOpen}
      >
        {props.children}
      </button>
    </li>
  )
}

/** Main's words when it said no, read out at once. */
export function ProblemWords({ words }: { words: string | null }): ReactElement {
  return <div role="alert">{words !== null && <p className="problem">{words}</p>}</div>
}
