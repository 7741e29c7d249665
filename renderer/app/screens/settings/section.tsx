// One section of the settings: its heading at the side, what can be set beside it.
import type { ReactElement, ReactNode } from 'react'

export function Section({
  heading,
  children,
}: {
  heading: string
  children: ReactNode
}): ReactElement {
  return (
    <section className="setting" aria-label={heading}>
      <h2 className="heading">{heading}</h2>
      <div className="stack">{children}</div>
    </section>
  )
}
