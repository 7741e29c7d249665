// The page of the approval view: what it shows scrolls, and what can be pressed stays in view below it.
import type { ReactElement, ReactNode } from 'react'
import { text } from '../../shared/catalogue/text.ts'
import type { Reading } from './use-reading.ts'

interface CardPageProps {
  readonly children: ReactNode
  readonly foot: ReactElement
  /** Besides the body's own. */
  readonly bodyClass?: string
  /** Left out where nothing waits for the end to be seen. */
  readonly reading?: Reading
}

export function CardPage({ children, foot, bodyClass, reading }: CardPageProps): ReactElement {
  return (
    <main className="card">
      <div
        className="card-scroll"
        ref={reading?.scroller}
        tabIndex={0}
        role="region"
        aria-label={text('approval.content')}
      >
        <div
          className={bodyClass === undefined ? 'card-body' : `card-body ${bodyClass}`}
          ref={reading?.content}
        >
          {children}
        </div>
      </div>
      {foot}
    </main>
  )
}
