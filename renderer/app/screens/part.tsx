// A labelled part of a detail.
import type { ReactElement, ReactNode } from 'react'

export function Part({
  heading,
  children,
}: {
  heading: string
  children: ReactNode
}): ReactElement {
  return (
    <section className="part" aria-label={heading}>
      <h2 className="label">{heading}</h2>
      {children}
    </section>
  )
}
